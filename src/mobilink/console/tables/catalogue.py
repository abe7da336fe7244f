"""The tables of the desk by their names.

The page of a table has the table's name, so that whatever is done with it leads back there.
"""

from typing import Final

from mobilink.console.answers.table import COUNTRIES, RECRUITERS, VACANCIES
from mobilink.console.goods.table import LOTS, MAKERS, PRODUCTS
from mobilink.console.outings.table import OUTINGS
from mobilink.console.partners.table import PARTNERS
from mobilink.console.people.table import TEAM
from mobilink.console.venues.table import VENUES
from mobilink.design.tables.table import Table

TABLES: Final[dict[str, Table]] = {
    table.name: table
    for table in (
        OUTINGS,
        VENUES,
        PARTNERS,
        TEAM,
        RECRUITERS,
        VACANCIES,
        COUNTRIES,
        MAKERS,
        PRODUCTS,
        LOTS,
    )
}
