"""What the answer desk refuses, in sentences."""

from mobilink.basics.errors import Refused


class BadList(Refused):
    """A list that cannot be taken over as it is."""

    code = "bad_list"


class BadCard(Refused):
    """A text that cannot be told as it is; `field` says where."""

    code = "bad_card"

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(problem)
        self.field = field


class NotSignable(Refused):
    """A draft that this person cannot decide about, or that nobody can any more."""

    code = "not_signable"
