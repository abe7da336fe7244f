from django.urls import path

from mobilink.console.letters import follow_ups, views

urlpatterns = [
    path("follow-ups/", follow_ups.follow_ups, name="follow_ups"),
    path("follow-ups/<uuid:pk>/open", follow_ups.open_one, name="follow_ups_open"),
    path("follow-ups/<uuid:pk>/done", follow_ups.done, name="follow_ups_done"),
    path("follow-ups/<uuid:pk>/accept/<uuid:case>", follow_ups.accept, name="follow_ups_accept"),
    path("follow-ups/<uuid:pk>/refuse", follow_ups.refuse, name="follow_ups_refuse"),
    path("follow-ups/<uuid:case>/hold", follow_ups.hold, name="follow_ups_hold"),
    path("follow-ups/held/<uuid:pk>/lift", follow_ups.lift, name="follow_ups_lift"),
    path("letters/", views.letters, name="letters"),
    path("letters/requests/<uuid:pk>/answer", views.answer, name="letters_answer"),
    path("letters/requests/<uuid:pk>/contact", views.contact, name="letters_contact"),
    path("letters/requests/<uuid:pk>/forget", views.forget, name="letters_forget"),
    path("letters/reports/<uuid:pk>/open", views.report, name="letters_report"),
    path("letters/reports/<uuid:pk>/done", views.report_done, name="letters_report_done"),
]
