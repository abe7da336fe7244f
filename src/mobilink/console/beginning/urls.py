from django.urls import path

from mobilink.console.beginning import views

urlpatterns = [
    path("begin/", views.door, name="begin"),
    path("begin/office/", views.office, name="begin_office"),
    path("begin/van/", views.van, name="begin_van"),
]
