"""The least Django project that Morango runs in: one app, one SQLite file, Morango's own URLs.

    python project.py FILE.sqlite3 seed|office|field [its arguments]

Models can be imported only after Django is set up, so this starts the other programs.
"""

import sys
from importlib import import_module

import django
from django.conf import settings

# For a lock, and for the next request on a kept connection over a slow link.
PATIENCE_SECONDS = 60


def set_up(database: str) -> None:
    """Django with this SQLite file, made by `seed.py`."""
    settings.configure(
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": database,
                "OPTIONS": {"timeout": PATIENCE_SECONDS},
            }
        },
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "rest_framework",
            "morango",
            "visits",
        ],
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        ROOT_URLCONF="morango.urls",
        SECRET_KEY="only for a benchmark on loopback",
        ALLOWED_HOSTS=["127.0.0.1"],
        USE_TZ=True,
    )
    django.setup()


if __name__ == "__main__":
    set_up(sys.argv[1])
    import_module(sys.argv[2]).main(sys.argv[3:])
