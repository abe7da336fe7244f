from django.apps import AppConfig


class FieldConfig(AppConfig):
    name = "mobilink.field"
    label = "field"
