from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "mobilink.portal"
    label = "portal"
