"""Word files from the answers of a form, ready to be read through and signed."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unicodedata import category

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEMPLATE = Path(__file__).with_name("templates") / "form.docx"
DOTTED = "…" * 20
LONG = 1500  # characters: a row of more may break over pages, or half a page would stay empty above it


def form_docx(
    *,
    heading: str,
    motto: str,
    title: str,
    subtitle: str,
    rows: Sequence[tuple[str, str]],
    place_date: str,
    signer_title: str,
    signer_name: str,
    note: str = "",
) -> bytes:
    """The DOCX. rows: (question, answer); line breaks are kept, an empty answer becomes a dotted line to write on."""
    from docxtpl import DocxTemplate, RichText  # 100 ms: only where a form is drawn

    document = DocxTemplate(TEMPLATE)
    document.render(
        {
            "heading": heading,
            "motto": motto,
            "title": title,
            "subtitle": subtitle,
            "rows": [{"name": plain(name), "answer": RichText(plain(answer) or DOTTED)} for name, answer in rows],
            "place_date": place_date,
            "signer_title": signer_title,
            "signer_name": plain(signer_name),
            "note": plain(note),
        },
        autoescape=True,
    )
    for row, (name, answer) in zip(document.tables[0].rows, rows, strict=True):
        keep_whole(row, max(len(name), len(answer)))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def keep_whole(row: Any, characters: int) -> None:
    """A table's row stays on one page, unless its text is long."""
    from docx.oxml import OxmlElement

    if characters <= LONG:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def plain(text: str) -> str:
    """What a person wrote, its lines parted by \\n; without the control signs that would break pages or the file."""
    lines = "\n".join(text.splitlines())
    return "".join(sign for sign in lines if sign in "\n\t" or category(sign) not in {"Cc", "Cs"})
