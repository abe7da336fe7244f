from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "mobilink.outreach"
    label = "outreach"
