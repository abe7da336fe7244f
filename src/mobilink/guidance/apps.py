from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "mobilink.guidance"
    label = "guidance"
