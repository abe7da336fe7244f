from mobilink.basics.errors import Refused


class BadItem(Refused):
    """An entry of a list that cannot be kept as it was told."""

    code = "bad_item"
