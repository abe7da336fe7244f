"""What a machine is believed for, written by hand from the rule, without asking the program."""

ANYBODYS = "odometer fuel receipt inspection reading withdrawal harm_report visit_wish"
OF_ITS_UNIT = (
    "outing slot assignment trip load decision invitation cash_count van equipment van_term mending "
    "absence skill maker product permit consignment maker_person payment movement goods_count venue "
    "visit_request session closing tally visit handout tick handover attendance telling void "
    "survey_answer follow_up"
)
FIXED = (
    "assignment.outing trip.outing invitation.outing van.unit equipment.unit absence.person "
    "maker.unit product.maker permit.product venue.regency_code"
)
REQUEST = {True: "code asked_at regency_code people state", False: "state answer outing"}
PHONE_CHANGES = {
    "outing": "start place_text reason next_day state",
    "assignment": "is_released duty served",
}
PHONE_MAKES = {
    "pin_grant": "at person phone way granted_by number",
    "odometer": "van at told_by photo km",
    "fuel": "van at told_by photo litres rupiah",
    "receipt": "van at told_by photo kind rupiah note",
    "inspection": "van at seen_by good defects is_blocking note photo",
    "assignment": "outing person duty",
    "load": "outing at way equipment name quantity condition told_by",
    "decision": "outing verdict decided_by decided_at reason",
    "reading": "at person card language version",
    "movement": "outing at consignment quantity origin target rupiah moved_by receipt",
    "goods_count": "outing at consignment place expected counted counted_by seconded_by reason",
    "cash_count": "outing at expected counted counted_by seconded_by reason",
    "session": "outing at opened_by leaflets_taken",
    "closing": "outing at session closed_by leaflets_left is_partial weather gust_kmh hours_lost note",
    "tally": "outing at sex age_band",
    "visit": "outing at topics programme sex age_band",
    "handout": "outing at item quantity",
    "tick": "outing at item is_done photo photo_size",
    "handover": "outing at given_by taken_by matters note tallies visits",
    "attendance": "outing at person told_by was_there since until",
    "telling": "outing at card language version",
    "void": "outing at fact kind reason",
    "survey_answer": "outing at answers language",
    "follow_up": "outing at asked_by code consents is_urgent contents",
    "withdrawal": "outing at code taken_by",
}


def is_believed(case):
    name = f"{case.kind}.{case.field}"
    if case.shape == "wrong" or (case.shape == "another's" and name in FIXED.split()):
        return False
    sets = ""
    if case.by == "phone":
        sets = (PHONE_MAKES if case.is_new else PHONE_CHANGES).get(case.kind, "")
    elif case.kind in f"{ANYBODYS} {OF_ITS_UNIT}".split():
        sets = REQUEST[case.is_new] if case.kind == "visit_request" else case.field
    if case.field not in sets.split() or name == "venue.merged_into":
        return False
    is_anywhere = case.is_new and case.kind in ("venue", "visit_request")
    return case.kind in ANYBODYS.split() or is_anywhere or case.side == "own"
