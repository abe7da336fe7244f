"""What hangs on a wall: the poster of an outing, and the sign at the booth.

They are Indonesian, like all papers, and carry a code that leads to the public pages.
"""

import io
from datetime import datetime
from typing import Any

import segno
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mobilink import __version__
from mobilink.basics import clock
from mobilink.basics.errors import Refused
from mobilink.outreach.models import Outing
from mobilink.outreach.queries import CALLED_OFF, TOOK_PLACE
from mobilink.people.queries import UnitNames
from mobilink.places.map import chart
from mobilink.places.queries import region_names
from mobilink.publishing.feeds import page_of
from mobilink.publishing.phrases import full_day, moment, place, with_zone
from mobilink.publishing.typesetting import typeset

State = Outing.State
CLOSE_UP = {"width": 300, "height": 200}  # map units, in the shape of the poster's map


def poster(outing: Outing, address: str, *, made_at: datetime | None = None) -> bytes:
    """One A4 sheet: what, when and where, or that it is called off and when to come instead.

    `address` is that of the public pages; without one there is no code to scan.
    """
    refuse_unfit(outing)
    made_at = made_at or clock.now()
    page = page_of(outing, address) if address else ""
    content = {
        "title": outing.title,
        "weekday": full_day(outing.day).split(",")[0],
        "date": full_day(outing.day).split(", ")[1],
        "hours": with_zone(outing),
        "place": capfirst(place(outing)),
        "address": where(outing),
        "unit": UnitNames([outing.executing_unit]).on(outing.executing_unit, outing.day).name,
        "called_off": {State.CANCELLED: "BATAL", State.POSTPONED: "DITUNDA"}.get(
            State(outing.state), ""
        ),
        "reason": capfirst(outing.reason.rstrip(".")),
        "instead": instead(outing),
        "page": page,
        **_making(made_at),
    }
    return typeset("poster", content, made_at, map=_close_up(outing), code=_code(page))


def sign(address: str, *, made_at: datetime | None = None) -> bytes:
    """One A4 sheet for the booth: scan for the schedule, and to check a recruiter."""
    if not address:
        raise Refused(
            _("The code needs the address of the public pages. Set MOBILINK_ADDRESS to it.")
        )
    made_at = made_at or clock.now()
    content = {"page": f"{address}/", **_making(made_at)}
    return typeset("sign", content, made_at, code=_code(f"{address}/"))


def is_fit(outing: Outing) -> bool:
    """Whether the outing may be told on a wall or in a message: announced, and not over."""
    hidden = (State.DRAFT, State.PROPOSED, *TOOK_PLACE)
    return outing.is_announced and outing.state not in hidden


def refuse_unfit(outing: Outing) -> None:
    if not is_fit(outing):
        raise Refused(
            _("“%(title)s” is not announced, or it is over: there is nothing to invite to.")
            % {"title": outing.title}
        )


def where(outing: Outing) -> str:
    """What is to be added to the place: the venue's name, its address, its regency."""
    venue = outing.venue
    regency = region_names({venue.regency_code}).get(venue.regency_code, "")
    name = "" if venue.name == place(outing) else venue.name
    return ", ".join(filter(None, [name, venue.address, regency]))


def instead(outing: Outing) -> list[str]:
    """The day to come instead of a called-off outing, and its hours or that it is not certain."""
    if outing.state not in CALLED_OFF:
        return []
    following = Outing.objects.filter(follows=outing, is_announced=True)
    successor = following.exclude(state__in=(State.DRAFT, State.PROPOSED, *CALLED_OFF)).first()
    if successor:
        return [full_day(successor.day), with_zone(successor)]
    return [full_day(outing.next_day), "menunggu kepastian"] if outing.next_day else []


def _making(made_at: datetime) -> dict[str, Any]:
    return {"made": moment(made_at), "version": __version__, "letterhead": {"office": "Mobilink"}}


def _code(address: str) -> str:
    """The QR code of an address as an SVG, with the quiet border that the standard asks for."""
    if not address:
        return ""
    drawn = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawn, kind="svg", border=4, dark="#14202e", light="#ffffff", xmldecl=False)
    return drawn.getvalue().decode()


def _close_up(outing: Outing) -> str:
    """The coast about the place as an SVG; empty for a place without a point or off the map."""
    home = chart()
    at = home.position(outing.venue.lat, outing.venue.lon)
    if at is None:
        return ""
    left, top, width, height = home.crop(*at, **CLOSE_UP)
    towns = "".join(
        f'<circle cx="{town.x}" cy="{town.y}" r="3"/>'
        f'<text x="{town.x}" y="{town.y + 16}" text-anchor="middle">{town.name}</text>'
        for town in home.towns
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top} {width} {height}">'
        f'<path fill="#e4eff0" d="M{left} {top}h{width}v{height}H{left}z"/>'
        f'<path fill="#f7f4ec" stroke="#8fa9ab" stroke-width="0.8" d="{home.path}"/>'
        f'<g fill="#14202e" font-family="Atkinson Hyperlegible" font-size="13">{towns}</g>'
        f'<circle cx="{at[0]}" cy="{at[1]}" r="9" fill="#b9430a" stroke="#ffffff" '
        'stroke-width="2.5"/></svg>'
    )
