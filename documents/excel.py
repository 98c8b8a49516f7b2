"""Excel tables. Everything that people typed is written as text: no cell becomes a formula or a link."""

import io
from collections.abc import Iterable

from locales import clock, texts
from ocop import numbers, units
from services.notices.announcements import tally_of
from storage.announcements import OutcomeRow

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    ("person", 26),
    ("producer", 34),
    ("commune", 22),
    ("phone", 14),
    ("messenger", 14),
    ("outcome", 30),
    ("when", 18),
)


def outcomes_xlsx(language: str, rows: Iterable[OutcomeRow]) -> bytes:
    """One line for each person an announcement was for."""
    import xlsxwriter  # 60 ms: only where a table is drawn

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": False})
    sheet = book.add_worksheet(texts.say(language, "sheet-name"))
    bold, moment = book.add_format({"bold": True}), book.add_format({"num_format": "hh:mm d/m/yyyy"})
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, texts.say(language, f"sheet-{name}"), bold)
    sheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(rows, 1):
        state = next(iter(tally_of({row.state: 1})))
        key = f"messenger-{row.messenger}"
        cells = (
            row.name,
            row.producer,
            units.full_name(row.commune) if row.commune else "",
            numbers.show_mobile(row.phone) if row.phone else "",
            texts.say(language, key) if texts.has("vi", key) else row.messenger,
            texts.say(language, f"announcement-one-{state}"),
        )
        for column, cell in enumerate(cells):
            sheet.write_string(last, column, cell)
        if row.sent_at is not None:
            sheet.write_datetime(last, len(cells), clock.local(row.sent_at).replace(tzinfo=None), moment)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    book.close()
    return out.getvalue()
