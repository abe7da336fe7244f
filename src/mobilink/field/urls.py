from django.urls import path

from mobilink.field import app, online, plain, proving

SCREENS = ("phone", "records", "help", "who", "training", "desk")
"""Those of the program that belong to no outing."""

urlpatterns = [
    path("join/", app.join, name="field_join"),
    path("app/<str:language>/", app.shell, name="field_app"),
    path("worker.js", app.worker, name="field_worker"),
    path("record/", online.record, name="field_record"),
    path("prove/", proving.prove, name="field_prove"),
    path("codes/<uuid:phone>/", proving.codes, name="field_codes"),
    path("plain/", plain.plain, name="field_plain"),
    path("plain/<uuid:outing_id>/", plain.act, name="field_plain_act"),
    path("", online.program, name="field_today"),
    path("outings/<uuid:outing>/", online.program, name="field_session"),
    path("outings/<uuid:outing>/<path:screen>", online.program),
    *(path(f"{screen}/", online.program) for screen in SCREENS),
    *(path(f"{screen}/<path:more>", online.program) for screen in ("training", "desk")),
]
