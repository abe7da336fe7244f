from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "mobilink.imports"
    label = "succession"
