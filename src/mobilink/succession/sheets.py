"""The cells of a file that somebody made with a spreadsheet: CSV or XLSX, as text, row by row."""

import csv
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from mobilink.basics.errors import Refused

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of a workbook when it is unpacked; a file of 100,000 recruiters has a tenth."""
MOST_ROWS: Final = 200_000
"""And 26 columns: the reader needs the room of all cells up to the last one."""
XLSX: Final = b"PK"
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_PLACE: Final = re.compile(rb'<c [^>]*?r="([A-Z]+)(\d+)"')
_FAILED: Final = re.compile(rb'<c (?=[^>]*?t="e")[^>]*?r="([A-Z]+\d+)"')


class BadFile(Refused):
    """A file that is not the table it should be."""

    code = "bad_file"


Line = tuple[int, list[str]]
"""The number of a row in the file, the first being 1, and its cells."""


def lines(file: Path) -> Iterator[Line]:
    """Every row that is not empty; raises BadFile with the row where the file goes wrong."""
    data = file.read_bytes()
    return _of_workbook(file, data) if data.startswith(XLSX) else _of_text(file, data)


def _of_text(file: Path, data: bytes) -> Iterator[Line]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(f"{file} is not UTF-8 text; save it as “CSV UTF-8” and try again.") from error
    head = text.partition("\n")[0]
    # Spreadsheets part cells by what the language of the computer uses.
    mark = max(",;\t", key=head.count)
    reader = csv.reader(StringIO(text, newline=""), strict=True, delimiter=mark)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise BadFile(
            f"{file}, row {reader.line_num}: the table is broken off: {error}."
        ) from error


def _of_workbook(file: Path, data: bytes) -> Iterator[Line]:
    """The first sheet; of a formula the value that was saved with it."""
    try:
        _refuse_what_is_no_table(file, data)
        sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
        merged, rows = sheet.merged_cell_ranges or [], sheet.to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, zlib.error, CalamineError, IndexError, EOFError) as error:
        raise BadFile(f"{file} cannot be read as a workbook: {error}. Save it again.") from error
    if merged:
        row, column = min(begin for begin, _ in merged)
        raise BadFile(
            f"{file}, row {row + 1}, column {column + 1}: cells are merged; take the merging apart."
        )
    return _filled(rows)


def _refuse_what_is_no_table(file: Path, data: bytes) -> None:
    """The reader lays out every cell up to the last one, and takes a failed formula for nothing."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        if sum(part.file_size for part in packed.infolist()) > LARGEST:
            raise BadFile(f"{file} unpacks to more than {LARGEST:,} bytes, which is no table.")
        for part in packed.infolist():
            if _SHEET.fullmatch(part.filename):
                with packed.open(part) as stream:
                    told = stream.read(LARGEST)
                if failed := _FAILED.search(told):
                    cell = failed[1].decode()
                    raise BadFile(f"{file}, cell {cell}: its formula failed; put the value there.")
                if any(_is_far(*place) for place in _PLACE.findall(told)):
                    raise BadFile(f"{file} has a cell far from its table; take it away.")


def _is_far(column: bytes, row: bytes) -> bool:
    return len(column) > 1 or int(row) > MOST_ROWS


def _filled(rows: Sequence[Sequence[Any]]) -> Iterator[Line]:
    width = 0
    for number, cells in enumerate(rows, start=1):
        texts = [_text(cell) for cell in cells]
        filled = max((at for at, text in enumerate(texts, start=1) if text.strip()), default=0)
        if filled:
            # A sheet is as wide as its widest row; a table, as its header.
            width = width or filled
            yield number, texts[: max(width, filled)]


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
