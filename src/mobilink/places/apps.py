from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "mobilink.places"
    label = "places"
