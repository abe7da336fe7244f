from mobilink.basics.errors import Refused


class NotThere(Refused):
    """More is asked of a place than is there, or goods cannot go this way."""

    code = "not_there"


class NotShown(Refused):
    """The product may not be shown or sold on this day."""

    code = "not_shown"


class NotCounted(Refused):
    """A count or a payment that cannot be: nothing was kept."""

    code = "not_counted"


class NotAPhoto(Refused):
    """What was brought as a picture is none, or too large."""

    code = "not_a_photo"


class NotErased(Refused):
    """Nothing is erased without a reason on record."""

    code = "not_erased"
