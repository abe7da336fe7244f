from django.urls import path

from mobilink.field import app, closing, online, proving, recording, views

urlpatterns = [
    path("", views.today, name="field_today"),
    path("join/", app.join, name="field_join"),
    path("app/<str:language>/", app.shell, name="field_app"),
    path("worker.js", app.worker, name="field_worker"),
    path("record/", online.record, name="field_record"),
    path("prove/", proving.prove, name="field_prove"),
    path("codes/<uuid:phone>/", proving.codes, name="field_codes"),
    path("help/", views.help_page, name="field_help"),
    path("preferences/", views.preferences, name="field_preferences"),
    path("outings/<uuid:outing_id>/", views.session, name="field_session"),
    path("outings/<uuid:outing_id>/open/", views.open_booth, name="field_open"),
    path("outings/<uuid:outing_id>/records/", views.records, name="field_records"),
    path("outings/<uuid:outing_id>/age/", views.by_age, name="field_by_age"),
    path("outings/<uuid:outing_id>/tally/", recording.tally, name="field_tally"),
    path("outings/<uuid:outing_id>/undo/", recording.undo, name="field_undo"),
    path("outings/<uuid:outing_id>/visit/", recording.visit, name="field_visit"),
    path("outings/<uuid:outing_id>/give/", recording.give, name="field_give"),
    path("outings/<uuid:outing_id>/close/", closing.close, name="field_close"),
    path("outings/<uuid:outing_id>/done/", closing.done, name="field_done"),
]
