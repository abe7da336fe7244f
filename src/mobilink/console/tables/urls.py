from django.urls import path

from mobilink.console.tables import views

urlpatterns = [
    path("tables/<slug:name>.<slug:kind>", views.file, name="table_file"),
    path("tables/<slug:name>/do", views.do, name="table_deed"),
    path("tables/<slug:name>/keep", views.keep, name="table_keep"),
    path("tables/<slug:name>/forget", views.forget, name="table_forget"),
]
