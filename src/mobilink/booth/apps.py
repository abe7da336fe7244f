from django.apps import AppConfig


class BoothConfig(AppConfig):
    name = "mobilink.booth"
    label = "booth"
