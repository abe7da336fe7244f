"""What a person is told when something cannot be done."""


class Refused(Exception):
    """A request that was understood and not carried out; nothing was written.

    The message says what happened, to what, and what to do next.
    `code` is the stable word that machines and tests read.
    """

    code = "refused"
