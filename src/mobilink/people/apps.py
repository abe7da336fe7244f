from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "mobilink.people"
    label = "people"
