from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    name = "mobilink.journal"
    label = "journal"

    def ready(self) -> None:
        from mobilink.journal.storage import guards

        autodiscover_modules("journal")
        connection_created.connect(guards.equip)
        post_migrate.connect(guards.install)
