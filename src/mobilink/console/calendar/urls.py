from django.urls import path

from mobilink.console.calendar import views

urlpatterns = [
    path("", views.calendar, name="calendar"),
]
