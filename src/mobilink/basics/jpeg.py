"""A JPEG photo without what a camera writes into it: place, hour, device, a smaller picture.

Which way up it was held is lost with that; a browser that draws it anew turns it first.
"""

START, END, SCAN = 0xD8, 0xD9, 0xDA
COMMENT = 0xFE
ADOBE = 0xEE  # says how colours are meant
JFIF = 0xE0


def bare(data: bytes) -> bytes:
    """The picture alone; raises ValueError for what is no whole JPEG."""
    if data[:2] != bytes((0xFF, START)):
        raise ValueError("no JPEG")
    kept, at = [data[:2]], 2
    while True:
        marker, begin = _marker(data, at)
        if marker == END:
            kept.append(bytes((0xFF, END)))
            return b"".join(kept)
        at = begin + 2 + int.from_bytes(_need(data, begin + 2, 2))
        if at < begin + 4:
            raise ValueError("broken JPEG")
        _need(data, begin, at - begin)
        if marker == SCAN:
            at = _scan_end(data, at)
        told_by_camera = marker == COMMENT or (
            0xE0 <= marker <= 0xEF and marker not in (JFIF, ADOBE)
        )
        if not told_by_camera:
            kept.append(data[begin:at])


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """The next marker and where it begins; fill bytes before it are left out."""
    if _need(data, at, 1) != b"\xff":
        raise ValueError("broken JPEG")
    while _need(data, at + 1, 1) == b"\xff":
        at += 1
    return data[at + 1], at


def _scan_end(data: bytes, at: int) -> int:
    """Where the picture's own bytes end: at a marker that is no stuffing and no restart."""
    while (at := data.find(b"\xff", at)) >= 0:
        follows = _need(data, at + 1, 1)[0]
        if follows and not 0xD0 <= follows <= 0xD7 and follows != 0xFF:
            return at
        at += 1 if follows == 0xFF else 2
    raise ValueError("cut JPEG")


def _need(data: bytes, at: int, many: int) -> bytes:
    chunk = data[at : at + many]
    if len(chunk) < many:
        raise ValueError("cut JPEG")
    return chunk
