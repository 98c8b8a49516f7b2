"""Mẫu số 01: Phiếu đăng ký (Decision 26/2026/QĐ-TTg, Annex III). Labels are the form's; the pledge is in our words."""

from documents.forms_2026 import Registration
from documents.official import CENTRE, DOTS, Paper, box, day, place_and_day

PLEDGE = (
    "Chúng tôi cam kết những nội dung trong phiếu này và tài liệu kèm theo là đúng sự thật; chấp hành đúng các quy "
    "định về đánh giá, phân hạng sản phẩm OCOP và chịu trách nhiệm trước pháp luật về những nội dung đã đăng ký."
)
KINDS = {"first": "Lần đầu", "upgrade": "Nâng hạng", "again": "Đánh giá lại"}


def draw(form: Registration) -> bytes:
    paper = Paper("Phiếu đăng ký tham gia đánh giá, phân hạng sản phẩm OCOP")
    paper.national_head("Mẫu số 01")
    paper.title(
        "PHIẾU ĐĂNG KÝ",
        "Tham gia đánh giá, phân hạng sản phẩm OCOP",
        f"của {form.province or f'tỉnh {DOTS}'} năm {form.year or '20……'}",
    )
    _producer(paper, form)
    _product(paper, form)
    paper.line(PLEDGE, indent=1, keep=True)
    paper.signature(
        ["ĐẠI DIỆN"],
        form.signed.name,
        place_date=place_and_day(form.signed.place, form.signed.on),
        hint="(Ký, đóng dấu, ghi rõ họ tên)",
    )
    _authorities(paper, form)
    return paper.done()


def _producer(paper: Paper, form: Registration) -> None:
    paper.field("1. Tên đơn vị", form.producer)
    paper.field("Họ tên người đại diện pháp lý", form.representative.name)
    paper.field("Chức vụ", form.representative.position)
    paper.field("Địa chỉ liên hệ", form.address)
    paper.two_fields(("Điện thoại", form.phone), ("Email", form.email))


def _product(paper: Paper, form: Registration) -> None:
    paper.field("2. Tên sản phẩm", form.product)
    paper.line("3. Nhóm sản phẩm đăng ký:", keep=True)
    for label, value in (("Ngành", form.sector), ("Nhóm", form.group), ("Phân nhóm", form.subgroup)):
        paper.field(f"- {label}", value, indent=1)
    paper.line("4. Lần đăng ký đánh giá:", keep=True)
    paper.line("     ".join(box(form.kind == kind, label) for kind, label in KINDS.items()), align=CENTRE)
    paper.line("5. Tài liệu kèm theo:", keep=True)
    paper.line(
        f"- Báo cáo tự đánh giá về sản phẩm: {_count(form.paper_copies)} bản gốc; "
        f"{_count(form.electronic_copies)} bản điện tử.",
        indent=1,
    )
    units = f"{_count(form.samples)} đơn vị sản phẩm" if form.needs_samples else "không áp dụng (dịch vụ du lịch)"
    paper.line(f"- Sản phẩm mẫu: {units}.", indent=1)


def _count(number: int | None) -> str:
    return "……" if number is None else f"{number:02}"


def _authorities(paper: Paper, form: Registration) -> None:
    """The second page: each authority that takes the dossier in writes its own receipt."""
    paper.new_page()
    paper.title("PHẦN DÀNH CHO CƠ QUAN TIẾP NHẬN")
    series = "-".join((form.province_code or "(Mã tỉnh)", form.commune_code or "(Mã xã)", str(form.year or "(Năm)")))
    for heading, receipt in (
        ("I. ỦY BAN NHÂN DÂN CẤP XÃ", form.at_commune),
        ("II. CƠ QUAN QUẢN LÝ OCOP CẤP TỈNH", form.at_province),
    ):
        paper.heading(heading)
        paper.line(f"Phiếu số: {receipt.number or '……-……'}/PĐK-{series}", keep=True)
        paper.line(f"Ngày nhận: {day(receipt.received_on)}", keep=True)
        paper.field("Người tiếp nhận", receipt.receiver)
        paper.field("Chữ ký", "")
        paper.signature(["CƠ QUAN TIẾP NHẬN"], "", hint="(Ký, đóng dấu, ghi rõ họ tên)")
        paper.line(after=0)
