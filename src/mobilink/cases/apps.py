from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "mobilink.cases"
    label = "cases"
