from mobilink.basics.errors import Refused


class NotAPartner(Refused):
    """What is told of a partner, an agreement or an invitation cannot be."""

    code = "not_a_partner"


class NoWayIn(Refused):
    """A code that opens nothing, has ended or was taken back."""

    code = "no_way_in"
