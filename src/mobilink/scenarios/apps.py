from django.apps import AppConfig


class ScenariosConfig(AppConfig):
    name = "mobilink.scenarios"
    label = "scenarios"
