"""Acts that no room declares: what a test writes by itself."""

from mobilink.journal.acts import Act


def an_act(text):
    return Act(text, text)
