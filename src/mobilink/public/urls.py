from django.urls import path

from mobilink.public import views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("upcoming/", views.coming, name="upcoming"),
    path("past/", views.past, name="past"),
    path("outings/<uuid:outing_id>/", views.outing, name="outing"),
    path("outings/<uuid:outing_id>.ics", views.outing_feed, name="outing_feed"),
    path("check/", views.check, name="check"),
    path("calendar.ics", views.feed, name="feed"),
]
