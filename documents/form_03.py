"""Mẫu số 03: the commune's report on four topics of a dossier (Decision 26/2026/QĐ-TTg, Annex III).

Number, place, date and "TM." follow Nghị định 30/2020/NĐ-CP, which the printed form leaves to the commune.
"""

from documents.forms_2026 import CommuneReport, Finding
from documents.official import DOTS, Paper, box, place_and_day


def draw(form: CommuneReport) -> bytes:
    paper = Paper("Báo cáo đánh giá một số nội dung của hồ sơ OCOP")
    number = "……" if form.number is None else f"{form.number:02}"
    paper.body_head(
        ["ỦY BAN NHÂN DÂN", (form.commune or f"xã {DOTS}").upper()],
        f"Số: {number}/BC-UBND",
        place_and_day(form.commune[:1].upper() + form.commune[1:], form.on),
    )
    paper.title(
        "BÁO CÁO",
        "Đánh giá một số nội dung của hồ sơ đăng ký tham gia",
        "đánh giá, phân hạng sản phẩm OCOP",
    )
    _general(paper, form)
    _findings(paper, form)
    paper.line(
        f"Trên đây là kết quả đánh giá. Ủy ban nhân dân {form.commune or f'xã {DOTS}'} đề nghị Ủy ban nhân dân "
        f"{form.province or f'tỉnh {DOTS}'} đánh giá, phân hạng sản phẩm {form.product or DOTS} "
        f"của {form.producer or DOTS}./.",
        indent=1,
        before=6,
    )
    office = ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"] if form.deputy else ["CHỦ TỊCH"]
    copies = [f"- {line.strip().rstrip(';.')};" for line in form.receivers or (DOTS,)]
    paper.signature(
        ["TM. ỦY BAN NHÂN DÂN", *office],
        form.signer,
        receivers=[*copies, f"- Lưu: {form.file_sign}."],
    )
    return paper.done()


def _general(paper: Paper, form: CommuneReport) -> None:
    paper.heading("I. THÔNG TIN CHUNG VỀ HỒ SƠ SẢN PHẨM")
    paper.field("1. Tên chủ thể", form.producer)
    paper.field("2. Loại hình tổ chức", form.organisation)
    paper.field("3. Địa chỉ", form.address)
    who = form.representative
    paper.line("4. Người đại diện pháp luật:", keep=True)
    paper.field("- Họ tên", who.name, indent=1)
    paper.line(f"- Giới tính: {box(who.gender == 'male', 'Nam')}   {box(who.gender == 'female', 'Nữ')}", indent=1)
    if who.ethnicity.strip():
        paper.field("- Dân tộc", who.ethnicity, indent=1)
    paper.field("- Địa chỉ thường trú", who.residence, indent=1)
    paper.field("5. Sản phẩm đăng ký", form.product)


def _findings(paper: Paper, form: CommuneReport) -> None:
    paper.heading("II. ĐÁNH GIÁ")
    _finding(paper, "1. Về sử dụng nguyên liệu địa phương", form.material)
    _finding(paper, "2. Về sử dụng lao động địa phương", form.labour)
    paper.heading("3. Nguồn gốc ý tưởng sản phẩm")
    traditional, new = form.idea_is == "traditional", form.idea_is == "new"
    paper.line(f"{box(traditional, 'Sản phẩm truyền thống')}     {box(new, 'Sản phẩm mới')}", indent=1, keep=True)
    _both(paper, form.idea)
    _finding(paper, "4. Bản sắc/trí tuệ địa phương", form.identity)


def _finding(paper: Paper, heading: str, finding: Finding) -> None:
    paper.heading(heading)
    _both(paper, finding)


def _both(paper: Paper, finding: Finding) -> None:
    paper.line("a) Nội dung chủ thể báo cáo:", indent=1, keep=True)
    paper.answer(finding.says, dotted=2)
    paper.line("b) Kết quả xem xét, xác minh của Ủy ban nhân dân cấp xã:", indent=1, keep=True)
    paper.answer(finding.found, dotted=3)
