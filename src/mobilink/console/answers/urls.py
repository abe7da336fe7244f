from django.urls import URLPattern, path

from mobilink.console.answers import cards, lists, printed, uploads
from mobilink.guidance.models import Snapshot

Kind = Snapshot.Kind


def of_lists(kind: Kind) -> list[URLPattern]:
    """The addresses of one kind of lists: the same deeds for each."""
    fields, row = {"kind": kind}, f"{kind}/<uuid:pk>"
    return [
        path(f"{kind}/", lists.list_of, fields, name=f"{kind}"),
        path(f"{kind}/bring", uploads.bring, fields, name=f"{kind}_bring"),
        path(f"{row}/", uploads.upload, fields, name=f"{kind}_upload"),
        path(f"{row}/problems.csv", uploads.problems, fields, name=f"{kind}_problems"),
        path(f"{row}/headings", uploads.tell_headings, fields, name=f"{kind}_headings"),
        path(f"{row}/approve", uploads.approve, fields, name=f"{kind}_approve"),
        path(f"{row}/refuse", uploads.refuse, fields, name=f"{kind}_refuse"),
        path(f"{row}/take-back", uploads.take_back, fields, name=f"{kind}_take_back"),
    ]


urlpatterns = [
    path("cards/", cards.cards, name="cards"),
    path("cards/new", cards.new, name="card_new"),
    path("cards/drafts/<uuid:pk>/<slug:what>", cards.decide, name="card_decide"),
    path("cards/<slug:code>/<slug:language>/", cards.card, name="card"),
    path("printed/", printed.printed, name="printed"),
    path("printed/<uuid:pk>/<slug:what>", printed.act, name="printed_act"),
    *(pattern for kind in Kind for pattern in of_lists(kind)),
]
