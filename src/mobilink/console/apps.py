from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "mobilink.console"
    label = "console"
