"""Garbage collection: how often Python looks for objects that only hold each other."""

import gc

NEW, YOUNG, OLD = 10_000, 20, 50


def collect_seldom() -> None:
    """Look for such objects seldom, and never again among all that is loaded now.

    A portion of visits makes a hundred thousand objects, none of which holds another in a circle;
    looking among them and all of Django after each seven hundred took a tenth of an exchange.
    """
    gc.freeze()
    gc.set_threshold(NEW, YOUNG, OLD)
