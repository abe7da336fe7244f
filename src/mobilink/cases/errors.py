from mobilink.basics.errors import Refused


class Sealed(Refused):
    """What is sealed cannot be opened here, or without saying why."""

    code = "sealed"
