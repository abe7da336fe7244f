"""places, slots: questions that a script may ask."""

import argparse
from datetime import date

from mobilink.basics import clock
from mobilink.basics.terminal import gettext as _
from mobilink.cli.output import put, put_json, put_table


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    places = commands.add_parser("places", help=_("find a region or venue by what somebody typed"))
    verbs = places.add_subparsers(metavar="VERB", required=True)
    resolve = verbs.add_parser("resolve", help=_("resolve a place name"))
    resolve.add_argument("text", metavar="TEXT")
    resolve.add_argument("--json", action="store_true")
    resolve.set_defaults(run=run_resolve)

    slots = commands.add_parser(
        "slots", help=_("dates that the recurring slots propose, with warnings")
    )
    add_window(slots)
    slots.add_argument("--json", action="store_true")
    slots.set_defaults(run=run_slots)


def add_window(parser: argparse.ArgumentParser) -> None:
    """--from and --to, both days included."""
    parser.add_argument("--from", dest="first", type=day, required=True, metavar="DAY")
    parser.add_argument("--to", dest="last", type=day, required=True, metavar="DAY")


def day(text: str) -> date:
    """A day written YYYY-MM-DD."""
    try:
        given = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            _("“%(text)s” is not a day; write it like 2019-07-14") % {"text": text}
        ) from error
    if not clock.FIRST_DAY <= given <= clock.LAST_DAY:
        raise argparse.ArgumentTypeError(
            _("%(text)s is out of range; days go from 2010 to 2099") % {"text": text}
        )
    return given


def check_window(arguments: argparse.Namespace) -> None:
    from mobilink.basics.errors import Refused

    if arguments.last < arguments.first:
        raise Refused(
            _("The window ends on %(last)s, before it begins on %(first)s.")
            % {"last": arguments.last, "first": arguments.first}
        )


def run_resolve(arguments: argparse.Namespace) -> int:
    from mobilink.places.queries import gazetteer

    resolved = gazetteer().resolve(arguments.text)
    candidates = [
        {
            "kind": candidate.place.kind,
            **_named(candidate.place),
            "within": candidate.place.within,
            "score": candidate.score,
            "why": candidate.why,
        }
        for candidate in resolved.candidates
    ]
    if arguments.json:
        place = _named(resolved.place) if resolved.place else None
        put_json({"answer": resolved.answer, "place": place, "candidates": candidates})
    elif resolved.place:
        put(f"{resolved.place.name} ({resolved.place.key})")
    elif resolved.candidates:
        put(_("“%(text)s” may be one of these; type more of the name:") % {"text": arguments.text})
        put_table(
            [_("code"), _("name"), _("within")],
            [(c.place.key, c.place.name, c.place.within) for c in resolved.candidates],
        )
    else:
        put(_("No place is called anything like “%(text)s”.") % {"text": arguments.text})
    return 0


def _named(place: "object") -> dict[str, str]:
    from mobilink.places.naming import Place

    assert isinstance(place, Place)
    return {"id" if place.kind == "venue" else "code": place.key, "name": place.name}


def run_slots(arguments: argparse.Namespace) -> int:
    from mobilink.outreach import slots
    from mobilink.people.queries import office_day

    check_window(arguments)
    outlooks = slots.outlook(arguments.first, arguments.last, today=office_day())
    if arguments.json:
        put_json(
            {
                "from": arguments.first,
                "to": arguments.last,
                "proposals": [
                    _proposal(each) for outlook in outlooks for each in outlook.proposals
                ],
                "missed_months": [
                    {"slot": outlook.slot.name, "month": f"{month:%Y-%m}"}
                    for outlook in outlooks
                    for month in outlook.missed
                ],
            }
        )
        return 0
    for outlook in outlooks:
        for each in outlook.proposals:
            put(f"{each.day:%Y-%m-%d}  {outlook.slot.name}")
            for caution in each.cautions:
                put(f"            {slots.caution_words(caution)}")
        for month in outlook.missed:
            put(
                _("%(month)s     %(name)s: missed, no outing on record")
                % {"month": format(month, "%Y-%m"), "name": outlook.slot.name}
            )
    return 0


def _proposal(each: "object") -> dict[str, object]:
    from mobilink.outreach.slots import SlotProposal, caution_words

    assert isinstance(each, SlotProposal)
    return {
        "slot": each.slot.name,
        "slot_id": each.slot.pk,
        "day": each.day,
        "start": each.slot.start,
        "venue": each.slot.venue.name,
        "day_instead": each.day_instead,
        "warnings": [
            {
                "code": caution.code,
                "day": caution.day,
                "subject": caution.subject,
                "text": caution_words(caution),
                "day_instead": caution.day_instead,
                "start_instead": caution.start_instead,
            }
            for caution in each.cautions
        ],
    }
