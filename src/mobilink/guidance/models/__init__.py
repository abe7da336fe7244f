"""The tables of the answer desk, as every other room names them."""

from mobilink.guidance.models.listed import CountryStatus, Recruiter, Scheme, Snapshot, Vacancy
from mobilink.guidance.models.texts import (
    Card,
    CardDraft,
    CardText,
    CostRule,
    Dated,
    Particular,
    PrintedMatter,
    Reading,
    Topic,
)

__all__ = [
    "Card",
    "CardDraft",
    "CardText",
    "CostRule",
    "CountryStatus",
    "Dated",
    "Particular",
    "PrintedMatter",
    "Reading",
    "Recruiter",
    "Scheme",
    "Snapshot",
    "Topic",
    "Vacancy",
]
