"""Reading a list of rated products as officials keep it in a spreadsheet: where its heading is, what its columns are,
what its cells say, and what becomes of each row. Pure: cells in, rows with a fate out.
"""
