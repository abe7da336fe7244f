from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "mobilink.publishing"
    label = "publishing"
