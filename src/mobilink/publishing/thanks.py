"""The certificate of thanks for a partner: one page about one joint outing that took place."""

from datetime import datetime

from django.utils.translation import gettext as _

from mobilink.basics import clock
from mobilink.basics.errors import Refused
from mobilink.insight.benefit import Cell, benefit_of
from mobilink.outreach.queries import TOOK_PLACE
from mobilink.partners.models import Invitation
from mobilink.publishing.papers import common
from mobilink.publishing.phrases import full_day, place
from mobilink.publishing.typesetting import typeset


def thanks_paper(joint: Invitation, *, made_at: datetime | None = None) -> bytes:
    """«Piagam terima kasih»; refuses an outing that was not held, or to which nobody came along."""
    outing = joint.outing
    if outing.state not in TOOK_PLACE or not joint.goes_along:
        raise Refused(
            _(
                "“%(outing)s” was not held with %(partner)s: there is nothing to give thanks for yet."
            )
            % {"outing": outing.title, "partner": joint.organisation}
        )
    made_at = made_at or clock.now()
    [line] = benefit_of([outing]).lines
    content = common(outing.day, made_at) | {
        "partner": joint.organisation.name,
        "outing": outing.title,
        "day": full_day(outing.day),
        "place": place(outing),
        "duty": joint.duty,
        "brings": joint.brings,
        "figures": [
            {
                "name": "Orang yang singgah",
                "value": _told(line.stopped),
                "below": "dihitung di booth",
            },
            {
                "name": "Warga yang bertanya",
                "value": _told(line.asked),
                "below": "dicatat di booth",
            },
        ],
        "mark": "PIAGAM",
        "mark_note": "Sah setelah ditandatangani",
    }
    return typeset("thanks", content, made_at)


def _told(cell: Cell) -> str | None:
    if cell.is_small:
        return "kurang dari 5"
    return None if cell.number is None else str(cell.number)
