from django.urls import path

from mobilink.console.machines import conflicts, duplicates, pins, quarantine, unreadable, views

urlpatterns = [
    path("machines/", views.machines, name="machines"),
    path("machines/invite", views.invite, name="machines_invite"),
    path("machines/<uuid:pk>/pin/", pins.pin_code, name="machines_pin"),
    path("machines/<uuid:pk>/<slug:what>", views.act, name="machines_act"),
    path("machines/conflicts/", conflicts.conflicts, name="machines_conflicts"),
    path("machines/conflicts/<slug:id_>/decide", conflicts.decide, name="machines_decide"),
    path("machines/quarantine/", quarantine.quarantine, name="machines_quarantine"),
    path("machines/unreadable/", unreadable.unreadable_fields, name="unreadable"),
    path("machines/unreadable/<slug:kind>/<uuid:row>/<slug:name>", unreadable.empty, name="empty"),
    path(
        "machines/quarantine/of/<uuid:author>/<slug:what>",
        quarantine.file_all,
        name="machines_file_all",
    ),
    path("machines/quarantine/<slug:id_>/<slug:what>", quarantine.file, name="machines_file"),
    path("machines/duplicates/", duplicates.duplicates, name="machines_duplicates"),
    path("machines/duplicates/apart", duplicates.apart, name="machines_apart"),
    path("machines/duplicates/<uuid:pk>/merge", duplicates.merge, name="machines_merge"),
    path("machines/duplicates/<uuid:pk>/split", duplicates.split, name="machines_split"),
]
