"""From plain data to a PDF: one template of `typst/`, one dictionary, one moment of making.

The same three give the same bytes, so that a paper can be proved against its records. Papers are
PDF/A-2a and PDF/UA-1: they can be archived, and read aloud.
"""

import json
from datetime import datetime
from typing import Any

from mobilink.places.map import WIDTH, chart
from mobilink.publishing import press
from mobilink.publishing.glyph_coverage import has_gaps, printable_all

# The shape of the band in `house.typ`, 210 mm by 22 mm.
BAND_HEIGHT = WIDTH * 22 // 210


def typeset(template: str, content: dict[str, Any], made_at: datetime, **drawings: str) -> bytes:
    """The paper that `typst/{template}.typ` makes of the content; texts are never read as markup.

    `drawings` are SVG images that the template asks for by their names.
    """
    shown = printable_all(content)
    shown["has_gaps"] = has_gaps(shown)
    inputs = {"content": json.dumps(shown), "coast": coast_band(), **drawings}
    return press.printed(template, inputs, timestamp=int(made_at.timestamp()))


def coast_band() -> str:
    """The outline of the coast as an SVG, for the head of a paper; without a map, water alone."""
    home = chart()
    top = home.paper_band
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {top} {WIDTH} {BAND_HEIGHT}">'
        f'<path fill="#e4eff0" d="M0 {top}h{WIDTH}v{BAND_HEIGHT}H0z"/>'
        f'<path fill="#f7f4ec" stroke="#8fa9ab" stroke-width="1.2" d="{home.path}"/></svg>'
    )
