"""Excel tables. Everything that people typed is written as text: no cell becomes a formula or a link."""

import io
from collections.abc import Callable, Sequence
from datetime import datetime

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STEP = 500  # rows between two reports
Cell = str | datetime | None


def table_xlsx(
    sheet_name: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[Cell]],
    report: Callable[[int, int], None] = lambda _done, _total: None,
) -> bytes:
    """One sheet with a heading that stays in sight and can be filtered.

    columns: (heading, width in characters); rows: texts, local times without a zone, or nothing; report: told how
    many rows of how many are written.
    """
    import xlsxwriter  # 60 ms: only where a table is drawn

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": False})
    sheet = book.add_worksheet(sheet_name)
    bold, moment = book.add_format({"bold": True}), book.add_format({"num_format": "hh:mm d/m/yyyy"})
    for column, (name, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, datetime):
                sheet.write_datetime(number, column, cell, moment)
            elif cell is not None:
                sheet.write_string(number, column, cell)
        if number % STEP == 0:
            report(number, len(rows))
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    book.close()
    return out.getvalue()
