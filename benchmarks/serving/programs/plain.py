"""A page as Django teaches it: twenty rows of a table and a template, nothing kept between requests."""

import sqlite3
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3", "NAME": Path("plain.db"), "CONN_MAX_AGE": None
        }
    },
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)  # fmt: skip
django.setup()
ROWS = 20


class Outing(models.Model):
    title = models.CharField(max_length=200)
    day = models.DateField()
    place = models.CharField(max_length=400)

    class Meta:
        app_label = "plain"


PAGE = """<!doctype html><title>Outings</title><ol>
{% for outing in outings %}<li><h2>{{ outing.title }}</h2><p>{{ outing.day|date:"j F Y" }}</p>
<p>{{ outing.place }}</p></li>{% endfor %}</ol>"""


def page(request: HttpRequest) -> HttpResponse:
    template = engines["django"].from_string(PAGE)
    outings = Outing.objects.order_by("-day")[:ROWS]
    return HttpResponse(template.render({"outings": outings}, request))


urlpatterns = [path("", page)]


def fill() -> None:
    """Three times as many rows as the page shows, so that it has about 9 kB."""
    with connection.schema_editor() as editor:
        editor.create_model(Outing)
    Outing.objects.bulk_create(
        Outing(title=f"Outing {n}", day=f"2019-08-{n % 28 + 1:02}", place="A place. " * 40)
        for n in range(3 * ROWS)
    )


if not Path("plain.db").exists():
    sqlite3.connect("plain.db").close()
    fill()
application = get_wsgi_application()
