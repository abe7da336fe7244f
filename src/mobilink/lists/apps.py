from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "mobilink.lists"
    label = "lists"

    def ready(self) -> None:
        from django.core.signals import request_started

        from mobilink.lists.queries import forget

        request_started.connect(forget)
