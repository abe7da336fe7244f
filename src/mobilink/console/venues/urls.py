from django.urls import path

from mobilink.console.venues import views

urlpatterns = [
    path("venues/", views.venues, name="venues"),
    path("venues/new", views.new, name="venue_new"),
    path("venues/<uuid:pk>/", views.venue, name="venue"),
]
