from django.apps import AppConfig


class FleetConfig(AppConfig):
    name = "mobilink.fleet"
    label = "fleet"
