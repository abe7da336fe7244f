from django.urls import path

from mobilink.api import views

urlpatterns = [
    path("exchange", views.exchange),
    path("enrol", views.enrol),
    path("deliver", views.deliver),
    path("blobs", views.blob),
]
