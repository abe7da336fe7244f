from django.apps import AppConfig


class FoundingConfig(AppConfig):
    name = "mobilink.founding"
    label = "founding"
