"""The typesetter: fonts, templates and standards in one place; it reads nothing else."""

from pathlib import Path

import fontpkg_atkinson_hyperlegible as house_font
import typst

FONTS = Path(house_font.__file__).parent / "files"
TEMPLATES = Path(__file__).parent / "typst"
Refusal = typst.TypstError


def printed(template: str, inputs: dict[str, str], *, timestamp: int = 0) -> bytes:
    """The PDF/A-2a and PDF/UA-1 that `typst/{template}.typ` makes of the inputs.

    The same arguments give the same bytes on every machine; raises Refusal for what the standards
    forbid, such as a letter that no font has.
    """
    made: bytes = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=["a-2a", "ua-1"],
        timestamp=timestamp,
    )
    return made
