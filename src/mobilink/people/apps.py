from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "mobilink.people"
    label = "people"

    def ready(self) -> None:
        from mobilink.journal import acts
        from mobilink.people.actions import require_any

        acts.ask_for_permission(require_any)
