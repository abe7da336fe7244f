from django.apps import AppConfig


class SuccessionConfig(AppConfig):
    name = "mobilink.succession"
    label = "succession"
