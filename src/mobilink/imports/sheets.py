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

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from mobilink.basics.errors import Refused

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of a workbook when it is unpacked; a file of 100,000 recruiters has a tenth."""
MOST_ROWS: Final = 200_000
"""And 26 columns: the reader needs the room of all cells up to the last one."""
XLSX: Final = b"PK"
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_PLACE: Final = re.compile(rb'<c [^>]*?r="([A-Z]+)0*(\d+)"')
_THREE: Final = re.compile(r"-?\d+\.\d{3}")
_FAILED: Final = re.compile(rb'<c (?=[^>]*?t="e")[^>]*?r="([A-Z]+\d+)"')


class BadFile(Refused):
    """A file that is not the table it should be."""

    code = "bad_file"


Line = tuple[int, list[str]]
"""The number of a row in the file, the first being 1, and its cells."""


def lines(file: Path) -> Iterator[Line]:
    """Every row that is not empty; raises BadFile with the row where the file goes wrong."""
    data = file.read_bytes()
    rows = _of_workbook(file, data) if data.startswith(XLSX) else _of_text(file, data)
    for number, cells in rows:
        if any("\0" in cell for cell in cells):  # no database of ours could keep it
            raise BadFile(
                _("%(file)s, row %(row)s: a cell holds a letter that is none; type it anew.")
                % {"file": file.name, "row": number}
            )
        yield number, cells


def _of_text(file: Path, data: bytes) -> Iterator[Line]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(
            _("%(file)s is not UTF-8 text; save it as “CSV UTF-8” and try again.")
            % {"file": file.name}
        ) from error
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
            _("%(file)s, row %(row)s: the table is broken off: %(error)s.")
            % {"file": file.name, "row": reader.line_num, "error": error}
        ) from error


def _of_workbook(file: Path, data: bytes) -> Iterator[Line]:
    """The first sheet; of a formula the value that was saved with it."""
    try:
        _refuse_what_is_no_table(file, data)
        sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
        merged, rows = sheet.merged_cell_ranges or [], sheet.to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, zlib.error, CalamineError, IndexError, EOFError) as error:
        raise BadFile(
            _("%(file)s cannot be read as a workbook: %(error)s. Save it again.")
            % {"file": file.name, "error": error}
        ) from error
    if merged:
        row, column = min(begin for begin, _end in merged)
        raise BadFile(
            _("%(file)s, row %(row)s, column %(column)s: cells are merged; take the merging apart.")
            % {"file": file.name, "row": row + 1, "column": column + 1}
        )
    return _filled(rows)


def _refuse_what_is_no_table(file: Path, data: bytes) -> None:
    """The reader lays out every cell up to the last one, and takes a failed formula for nothing."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        if sum(part.file_size for part in packed.infolist()) > LARGEST:
            raise BadFile(
                _("%(file)s unpacks to more than %(most)s bytes, which is no table.")
                % {"file": file.name, "most": f"{LARGEST:,}"}
            )
        for part in packed.infolist():
            if _SHEET.fullmatch(part.filename):
                with packed.open(part) as stream:
                    content = stream.read(LARGEST)
                if failed := _FAILED.search(content):
                    cell = failed[1].decode()
                    raise BadFile(
                        _("%(file)s, cell %(cell)s: its formula failed; put the value there.")
                        % {"file": file.name, "cell": cell}
                    )
                if any(_is_far(*place) for place in _PLACE.findall(content)):
                    raise BadFile(
                        _("%(file)s has a cell far from its table; take it away.")
                        % {"file": file.name}
                    )


def _is_far(column: bytes, row: bytes) -> bool:
    return len(column) > 1 or len(row) > len(str(MOST_ROWS)) or int(row) > MOST_ROWS


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
    if isinstance(cell, float) and _THREE.fullmatch(str(cell)):
        return f"{cell}0"  # or who reads an amount would take its point for one of thousands
    return str(cell)
