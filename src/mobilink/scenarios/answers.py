"""What the answer desk of a demo answers from: fictional recruiters, vacancies and countries.

Their days are as far from the day of loading as the scenario says, so that a demo never grows old.
"""

from datetime import timedelta

from mobilink.guidance.registers import COUNTRIES, RECRUITERS, VACANCIES
from mobilink.imports.cells import dated
from mobilink.people.queries import office_day
from mobilink.scenarios.stories import beside


def load(name: str) -> None:
    """Take over a scenario's lists, as if the office had just got them."""
    today = office_day()
    listed, board = beside(name, "recruiters"), beside(name, "vacancies")
    RECRUITERS.take_over(
        [dated(row, today) for row in listed["recruiters"]],
        as_at=today + timedelta(days=listed["listed_in"]),
    )
    COUNTRIES.take_over([dated(row, today) for row in board["countries"]], as_at=today)
    VACANCIES.take_over([dated(row, today) for row in board["vacancies"]], as_at=today)
