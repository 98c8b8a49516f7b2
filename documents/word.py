"""Word files from the answers of a form, ready to be read through and signed."""

import io
from collections.abc import Sequence
from pathlib import Path
from unicodedata import category

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEMPLATE = Path(__file__).with_name("templates") / "form.docx"
DOTTED = "…" * 24


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
            "rows": [{"name": _plain(name), "answer": RichText(_plain(answer) or DOTTED)} for name, answer in rows],
            "place_date": place_date,
            "signer_title": signer_title,
            "signer_name": _plain(signer_name),
            "note": _plain(note),
        },
        autoescape=True,
    )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _plain(text: str) -> str:
    """What a person wrote, its lines parted by \\n; without the control signs that would break pages or the file."""
    lines = "\n".join(text.splitlines())
    return "".join(sign for sign in lines if sign in "\n\t" or category(sign) not in {"Cc", "Cs"})
