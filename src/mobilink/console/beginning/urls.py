from django.urls import path

from mobilink.console.beginning import views

app_name = "begin"
urlpatterns = [
    path("", views.door, name="door"),
    path("office/", views.office, name="office"),
    path("van/", views.van, name="van"),
]
