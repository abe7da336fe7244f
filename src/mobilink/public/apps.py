from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "mobilink.public"
    label = "public"
