"""What the answer desk refuses, in sentences."""

from mobilink.basics.errors import Refused


class BadList(Refused):
    """A list of recruiters that cannot be taken over as it is."""

    code = "bad_list"
