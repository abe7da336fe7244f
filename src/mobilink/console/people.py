"""The team: who works where, and what each may do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mobilink.console.desk import desk
from mobilink.console.marks import UnitMarks
from mobilink.people.models import Person
from mobilink.people.queries import office_day, staff_by_unit


@require_safe
@desk
def team(request: HttpRequest, person: Person) -> HttpResponse:
    """Everybody, unit by unit, with the roles they hold today."""
    day, marks = office_day(), UnitMarks()
    units = [
        {
            "mark": marks.on(unit, day),
            "staff": [
                (member, [(role, marks.on(role.unit, day)) for role in roles])
                for member, roles in staff
            ],
        }
        for unit, staff in staff_by_unit(day)
    ]
    return render(request, "console/team.html", {"units": units})
