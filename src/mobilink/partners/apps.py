from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "mobilink.partners"
    label = "partners"
