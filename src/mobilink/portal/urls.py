from django.urls import path

from mobilink.portal import calendars, districts, joint, letters, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("outings/", joint.page, name="joint"),
    path("outings.<slug:kind>", joint.file, name="joint_file"),
    path("leave/", views.leave, name="leave"),
    path("invitations/<uuid:pk>/", views.invitation, name="invitation"),
    path("outings/<uuid:pk>/thanks.pdf", views.thanks, name="thanks"),
    path("calendar/", calendars.change, name="calendar"),
    path("calendar/<uuid:pk>/<slug:seal>.ics", calendars.feed, name="feed"),
    path("districts/", districts.districts, name="districts"),
    path("entry/", letters.entry, name="entry"),
    path("vacancies/", letters.vacancies, name="vacancies"),
]
