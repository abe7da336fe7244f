from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "mobilink.design"
    label = "design"
