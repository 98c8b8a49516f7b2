"""Mẫu số 02: Báo cáo tự đánh giá về sản phẩm (Decision 26/2026/QĐ-TTg, Annex III), with its list of evidence.

Labels are the form's; the order of part III is the criteria set's own.
"""

from documents.forms_2026 import CHANGES, Change, Cited, Criterion, Evidence, Part, SelfReport, cited
from documents.official import DOTS, LEFT, Paper, Words, box, day, place_and_day, short_day
from documents.word import DOTTED


def draw(form: SelfReport) -> bytes:
    paper = Paper("Báo cáo tự đánh giá về sản phẩm")
    paper.national_head("Mẫu số 02")
    paper.title("BÁO CÁO", "Tự đánh giá về sản phẩm")
    citations = cited(form)
    _general(paper, form)
    _results(paper, form)
    paper.part("Phần III", "Đánh giá kết quả theo Bộ tiêu chí")
    _totals(paper, form.parts)
    _criteria(paper, form.parts, citations)
    if form.kind != "first":
        _changes(paper, form, {citation.evidence.key: citation.sign for citation in citations})
    _plans(paper, form)
    paper.signature(
        ["ĐẠI DIỆN THEO PHÁP LUẬT CỦA CƠ SỞ"],
        form.signed.name,
        place_date=place_and_day(form.signed.place, form.signed.on),
        hint="(Ký, họ tên, đóng dấu)",
    )
    _annex(paper, citations)
    return paper.done()


# -- parts I and II


def _general(paper: Paper, form: SelfReport) -> None:
    paper.part("Phần I", "Thông tin chung")
    paper.field("1. Tên chủ thể", form.producer)
    paper.field("2. Loại hình tổ chức", form.organisation)
    paper.field("3. Địa chỉ", form.address)
    paper.two_fields(("4. Điện thoại", form.phone), ("Email", form.email))
    who = form.representative
    paper.line("5. Người đại diện pháp luật:", keep=True)
    paper.field("- Họ tên", who.name, indent=1)
    paper.line(
        f"- Giới tính: {box(who.gender == 'male', 'Nam')}   {box(who.gender == 'female', 'Nữ')}",
        indent=1,
    )
    if who.ethnicity.strip():
        paper.field("- Dân tộc", who.ethnicity, indent=1)
    paper.field("- Địa chỉ thường trú", who.residence, indent=1)
    paper.line(f"6. Ngày thành lập/đăng ký kinh doanh: {day(form.registered_on)}", keep=True)
    paper.field("Số giấy đăng ký (nếu có)", form.registration_number, indent=1)
    paper.line("7. Tên sản phẩm/dịch vụ, quy cách, tiêu chuẩn:", keep=True)
    paper.field("- Tên sản phẩm/dịch vụ", form.product, indent=1)
    paper.field("- Quy cách", form.packing, indent=1)
    paper.field("- Tiêu chuẩn", form.standard, indent=1)
    _conditions(paper, form)
    paper.line("8. Lịch sử hình thành của chủ thể:", keep=True)
    paper.answer(form.history)
    paper.line("9. Cơ cấu tổ chức:", keep=True)
    paper.answer(form.structure)


def _conditions(paper: Paper, form: SelfReport) -> None:
    has = form.conditions
    paper.line(f"a) {box(has.business_registration, 'Giấy đăng ký kinh doanh')}", indent=1)
    paper.line(f"b) {box(has.quality_declared, 'Đã công bố chất lượng sản phẩm')}", indent=1)
    paper.line("c) Điều kiện sản xuất:", indent=1, keep=True)
    other = _named("Giấy chứng nhận đủ điều kiện bắt buộc khác", has.other_condition)
    _boxes(
        paper,
        (has.food_safety, "Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm"),
        (bool(has.other_condition.strip()), other),
    )
    paper.line("d) Sở hữu trí tuệ:", indent=1, keep=True)
    _boxes(
        paper,
        (has.trademark, "Giấy chứng nhận nhãn hiệu"),
        (has.shared_mark, "Văn bản cho quyền dùng chỉ dẫn địa lý/nhãn hiệu tập thể/nhãn hiệu chứng nhận"),
        (has.patent, "Bằng sáng chế"),
        (has.design, "Kiểu dáng công nghiệp"),
        (has.copyright, "Bản quyền tác giả"),
        (bool(has.other_property.strip()), _named("Khác (ghi rõ)", has.other_property)),
    )


def _boxes(paper: Paper, *boxes: tuple[bool, str]) -> None:
    for ticked, label in boxes:
        paper.line(box(ticked, label), align=LEFT, after=3, indent=1.5, hanging=0.6)


def _named(label: str, value: str) -> str:
    return f"{label}: {value.strip() or DOTS}"


def _results(paper: Paper, form: SelfReport) -> None:
    paper.part("Phần II", "Kết quả thực hiện phương án sản xuất kinh doanh")
    for heading, text in (
        ("1. Vùng nguyên liệu, công nghệ, chế biến, đóng gói", form.results.production),
        ("2. Thay đổi về chất lượng, tiêu chuẩn, bao bì, nhãn sản phẩm", form.results.quality),
        ("3. Thị trường tiêu thụ", form.results.markets),
        ("4. Doanh thu, lợi nhuận", form.results.turnover),
    ):
        paper.heading(heading)
        paper.answer(text)


# -- part III


def _totals(paper: Paper, parts: tuple[Part, ...]) -> None:
    table = paper.table((9.9, 3.3, 3.3), ("Nội dung", "Điểm tối đa", "Tự chấm"))
    for part in parts:
        cells = (f"Phần {part.letter}. {part.title}", str(part.most), _points(part.points))
        paper.row(table, cells, keep=True, centred=(1, 2))
    scored = [part.points for part in parts if part.points is not None]
    total = ("Tổng cộng", str(sum(part.most for part in parts)), _points(sum(scored) if scored else None))
    paper.row(table, total, bold=True, centred=(1, 2))
    unscored = sum(criterion.points is None for part in parts for criterion in part.criteria)
    note = f"Còn {unscored} tiêu chí chưa tự chấm điểm." if unscored else ""
    paper.line(Words(note, italic=True))


def _points(points: int | None) -> str:
    return "……" if points is None else str(points)


def _criteria(paper: Paper, parts: tuple[Part, ...], citations: list[Cited]) -> None:
    """For every criterion a row with its points, and one over the whole width: what is said and what proves it."""
    table = paper.table((11.3, 2.6, 2.6), ("Tiêu chí", "Điểm tối đa", "Tự chấm"))
    for part in parts:
        title = Words(f"PHẦN {part.letter}. {part.title.upper()}", bold=True)
        paper.wide_row(table, [[title]], keep=True)
        group = ""
        for criterion in part.criteria:
            if criterion.group and criterion.group != group:
                group = criterion.group
                paper.wide_row(table, [[Words(group, bold=True, italic=True)]], keep=True)
            cells = (f"{criterion.number}. {criterion.title}", str(criterion.most), _points(criterion.points))
            paper.row(table, cells, bold=True, keep=True, centred=(1, 2))
            proofs = [citation for citation in citations if citation.at == criterion.number]
            paper.wide_row(table, _said(criterion, proofs))
    paper.line(after=6)


def _said(criterion: Criterion, proofs: list[Cited]) -> list[list[str | Words]]:
    said: list[list[str | Words]] = []
    if criterion.level.strip():
        said.append([Words("Mức tự chọn: ", italic=True), criterion.level])
    first, *more = [line for line in criterion.description.splitlines() if line.strip()] or [DOTTED]
    said.append([Words("Mô tả: ", italic=True), first])
    said.extend([line] for line in more)
    said.append([Words("Minh chứng: ", italic=True), "" if proofs else DOTTED])
    said.extend([f"- {_proof(proof)}"] for proof in proofs)
    return said


def _proof(proof: Cited) -> str:
    sign = f"viện dẫn MC {proof.sign}" if proof.before else f"MC {proof.sign}"
    return f"{proof.evidence.title} ({sign})"


def _changes(paper: Paper, form: SelfReport, signs: dict[str, str]) -> None:
    """An upgrade shows what is new against the recognised product; a re-evaluation each topic of the three years."""
    upgrade = form.kind == "upgrade"
    paper.heading("Những thay đổi so với sản phẩm đã được công nhận" if upgrade else "Những thay đổi trong ba năm qua")
    was = form.recognised
    paper.line(
        f"Sản phẩm được công nhận {was.stars or '……'} sao theo Quyết định số {was.decision.strip() or DOTS} "
        f"{day(was.issued_on)}; giấy chứng nhận có hiệu lực đến {day(was.ends_on)}.",
        indent=1,
    )
    told = {change.topic: change for change in form.changes}
    topics = [topic for topic in CHANGES if topic in told or not (upgrade and told)]
    table = paper.table((2.9, 4.3, 4.7, 4.6), ("Nội dung", "Khi được công nhận", "Hiện nay", "Minh chứng"))
    for topic in topics:
        change = told.get(topic, Change(topic))
        proofs = "\n".join(f"{paper_.title} (MC {signs[paper_.key]})" for paper_ in change.evidence)
        paper.row(table, (CHANGES[topic], change.before, change.now, proofs))
    paper.line(after=6)


# -- part IV and the annex


def _plans(paper: Paper, form: SelfReport) -> None:
    paper.part("Phần IV", "Kế hoạch sản xuất, kinh doanh")
    for heading, text in (
        ("1. Về sản phẩm", form.plans.product),
        ("2. Về sản xuất", form.plans.production),
        ("3. Về thị trường", form.plans.market),
    ):
        paper.heading(heading)
        paper.answer(text)


def _annex(paper: Paper, citations: list[Cited]) -> None:
    """The list of evidence in the order of the criteria."""
    paper.annex("Phụ lục", "Danh mục minh chứng theo Bộ tiêu chí")
    table = paper.table((2.0, 2.4, 9.4, 2.7), ("Tiêu chí", "Ký hiệu", "Tên giấy tờ, tài liệu", "Ghi chú"))
    for _line in range(0 if citations else 3):
        paper.row(table, ("",) * 4, centred=(0, 1, 3))
    for citation in citations:
        note = "Viện dẫn" if citation.before else f"{citation.evidence.files} tệp" if citation.evidence.files else "–"
        cells = (citation.at, f"MC {citation.sign}", _described(citation.evidence), note)
        paper.row(table, cells, centred=(0, 1, 3))


def _described(paper: Evidence) -> str:
    """The paper's title with what is known of it: "… (số 12/GCN, Chi cục …, 05/01/2026, đến 05/01/2029)"."""
    known = [
        f"số {paper.number.strip()}" if paper.number.strip() else "",
        paper.issued_by.strip(),
        f"ngày {short_day(paper.issued_on)}" if paper.issued_on else "",
        f"có giá trị đến {short_day(paper.expires_on)}" if paper.expires_on else "",
    ]
    details = ", ".join(filter(None, known))
    return f"{paper.title} ({details})" if details else paper.title
