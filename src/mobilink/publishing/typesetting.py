"""From plain data to a PDF: one template of `typst/`, one dictionary, one moment of making.

The same three give the same bytes on every machine, so that a paper can be proved against its
records. Papers are PDF/A-2a and PDF/UA-1: they can be archived, and read aloud.
"""

import json
from datetime import datetime
from functools import cache
from typing import Any

import typst

from mobilink.places import coast
from mobilink.places.actions import HOME_COAST
from mobilink.publishing.lettering import FONTS, STANDARDS, TEMPLATES, has_gaps, printable_all

# Karimun, Batam and Bintan: degrees west, south, east, north, six times as wide as high.
BAND = (103.28, 0.905, 104.88, 1.175)
BAND_UNITS = 1000.0


def typeset(template: str, content: dict[str, Any], made_at: datetime) -> bytes:
    """The paper that `typst/{template}.typ` makes of the content; texts are never read as markup."""
    shown = printable_all(content)
    shown["has_gaps"] = has_gaps(shown)
    made: bytes = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(shown), "coast": coast_band()},
        pdf_standards=STANDARDS,
        timestamp=int(made_at.timestamp()),
    )
    return made


@cache
def coast_band() -> str:
    """The outline of the islands as an SVG, for the head of a paper."""
    land = coast.rings(json.loads(HOME_COAST.read_text("utf-8")))
    path = coast.svg_path(land, box=BAND, width=BAND_UNITS, tolerance=1.5, min_area=5)
    width, height = coast.project(BAND, width=BAND_UNITS, lon=BAND[2], lat=BAND[1])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}">'
        f'<path fill="#e9efef" d="M0 0H{width:.0f}V{height:.0f}H0z"/>'
        f'<path fill="#ffffff" stroke="#8fa9ab" stroke-width="1.6" d="{path}"/></svg>'
    )
