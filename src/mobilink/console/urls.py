from django.urls import path

from mobilink.console import (
    calendar,
    deeds,
    fleet,
    machines,
    outings,
    people,
    releases,
    reports,
    slots,
    venues,
)

app_name = "console"
urlpatterns = [
    path("", calendar.calendar, name="calendar"),
    path("outings/new", outings.new, name="outing_new"),
    path("outings/<uuid:pk>/", outings.outing, name="outing"),
    path("outings/<uuid:pk>/edit", outings.edit, name="outing_edit"),
    path("outings/<uuid:pk>/do/<slug:code>", deeds.act, name="act"),
    path("outings/<uuid:pk>/book/<slug:what>", deeds.book, name="book"),
    path("bookings/<uuid:pk>/free", deeds.free, name="free"),
    path("bookings/<uuid:pk>/served", deeds.served, name="served"),
    path("slots/", slots.slots_page, name="slots"),
    path("slots/new", slots.add, name="slot_new"),
    path("slots/<uuid:pk>/propose", slots.propose, name="slot_propose"),
    path("venues/", venues.venues, name="venues"),
    path("venues/new", venues.new, name="venue_new"),
    path("venues/<uuid:pk>/", venues.venue, name="venue"),
    path("fleet/", fleet.fleet, name="fleet"),
    path("fleet/<uuid:pk>/<slug:what>", fleet.record, name="fleet_record"),
    path("machines/", machines.machines, name="machines"),
    path("team/", people.team, name="team"),
    path("reports/", reports.reports, name="reports"),
    path("reports/window.pdf", reports.window_pdf, name="reports_pdf"),
    path("reports/<uuid:pk>/", reports.report, name="report"),
    path("reports/<uuid:pk>/report.pdf", reports.report_pdf, name="report_pdf"),
    path("releases/", releases.releases, name="releases"),
    path("releases/<uuid:pk>/", releases.edit, name="release"),
    path("releases/<uuid:pk>/approve", releases.approve, name="release_approve"),
    path("releases/<uuid:pk>/release.pdf", releases.paper, name="release_pdf"),
]
