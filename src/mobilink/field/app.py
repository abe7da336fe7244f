"""The booth's program for a phone: its one page, and what the phone keeps of it.

The page holds every screen as a template, for an outing that has no name yet; the program fills in what
it knows. The server answers with the same page where no phone keeps it (`online.py`).
"""

import hashlib
import json
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from csp.decorators import csp_update
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mobilink.booth import survey
from mobilink.booth.models import AgeBand, Handout, Sex
from mobilink.cases.models import KNOWN_HARMS, Purpose
from mobilink.design.templatetags.mobilink import count
from mobilink.field.forms import CloseForm, GiveForm, VisitForm
from mobilink.fleet.models import Condition, Part, Receipt
from mobilink.guidance import countries, offer_words, phone, phone_words
from mobilink.lists.fields import offered
from mobilink.lists.models import HANDOUT, HARM, OPEN_MATTER
from mobilink.outreach.models import Assignment, Outing
from mobilink.people.queries import office_day
from mobilink.publishing.pack_words import PARTS

STATIONS: Final = ["'self'", "https:", "http://127.0.0.1:*", "http://localhost:*"]
"""Whom the program may ask: any van, whose address nobody knows beforehand. Each must prove itself."""
NAMELESS: Final = UUID(int=0)
"""Stands in the addresses of a screen where the program writes the outing's own id."""
STYLES: Final = (
    "design/tokens.css", "design/parts.css", "design/controls.css", "field/booth.css",
    "field/tiles.css", "field/asking.css", "field/app.css", "field/people.css",
    "design/survey.css", "field/survey.css", "field/access.css", "field/follow.css", "field/steps.css",
    "field/day.css", "field/way.css", "field/desk.css", "field/goods.css",
)  # fmt: skip
FILES: Final = ("design/fonts/regular.woff2", "design/fonts/bold.woff2", "design/mark.svg")
PROGRAM: Final = ("field/app", "journal", "guidance", "goods")
"""Folders of modules, which name each other as they are called here."""
SHARED: Final = ("field/feedback.js", "design/reading.js")
"""Modules that the program shares with other pages."""


@require_safe
@never_cache
# The decorator is typed for views of one argument, and passes on whatever comes.
@csp_update({"connect-src": STATIONS})  # type: ignore[arg-type]
def shell(request: HttpRequest, language: str) -> HttpResponse:
    """The one page of the program, in one language; nobody's own."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return HttpResponse(_shell(language))


@require_safe
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker with the list of what it keeps; or one that takes itself away."""
    name = "worker.js" if settings.PHONE_APP else "no_worker.js"
    path = finders.find(f"field/{name}")
    program = Path(str(path)).read_text("utf-8")
    kept = json.dumps(shelf(), sort_keys=True)
    script = f'const SHELF = {kept};\nconst VERSION = "{_hash(kept.encode())}";\n{program}'
    answer = HttpResponse(script, content_type="text/javascript")
    answer["Service-Worker-Allowed"] = "/field/"
    return answer


@require_safe
@never_cache
def join(request: HttpRequest) -> HttpResponse:
    """Where a phone joins the office with a code."""
    return render(request, "field/join.html", {"module": _module("field/app/join.js")})


def shelf() -> dict[str, str]:
    """What a phone keeps of the program: address → hash of what is there."""
    named = [*STYLES, *FILES]
    contents = {staticfiles_storage.url(name): _content(name) for name in named}
    contents |= {_module(name): _content(name) for name in _modules()}
    pages = {f"/field/app/{code}/": _shell(code) for code, _ in settings.LANGUAGES}
    contents |= {address: page.encode() for address, page in pages.items()}
    return {address: _hash(data) for address, data in contents.items()}


def _modules() -> list[str]:
    """The modules of the program; whatever lies in its folders belongs to it."""
    modules = []
    for folder in PROGRAM:
        root = Path(str(finders.find(folder)))
        modules += [f"{folder}/{file.relative_to(root).as_posix()}" for file in root.rglob("*.js")]
    return sorted([*modules, *SHARED])


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _content(name: str) -> bytes:
    return Path(str(finders.find(name))).read_bytes()


def _module(name: str) -> str:
    return f"{settings.STATIC_URL}{name}"


def _shell(language: str) -> str:
    with translation.override(language):
        return render_to_string("field/app.html", screens() | {"LANGUAGE_CODE": language})


def screens() -> dict[str, Any]:
    """What the screens are made of before anything is known."""
    outing = Outing(id=NAMELESS, title="", day=office_day(), state=Outing.State.APPROVED)
    return {
        "outing": outing,
        "ages": [choice for choice in AgeBand.choices if choice[0]],
        "sexes": [choice for choice in Sex.choices if choice[0]],
        "visit_form": VisitForm(),
        "give_form": GiveForm(),
        "close_form": CloseForm(),
        "unrecorded": count(None),
        "module": _module("field/app/main.js"),
        "theme_module": _module("field/app/theme.js"),
        "states": Outing.State.choices,
        "items": offered(HANDOUT, Handout.KNOWN),
        "languages": settings.LANGUAGES,
        "scales": {scale: list(enumerate(words, start=1)) for scale, words in survey.WORDS.items()},
        "purposes": Purpose.choices,
        "matters": offered(HARM, KNOWN_HARMS),
        "open_matters": offered(OPEN_MATTER),
        "duties": Assignment.Duty.choices,
        "conditions": Condition.choices,
        "paid_for": Receipt.Kind.choices,
        "van_parts": Part.choices,
        "desk": json.dumps(_desk()),
    }


def _desk() -> dict[str, Any]:
    """What the answer desk has of the program itself; what it answers from comes as the pack."""
    return {
        "rules": phone.rules(),
        "words": phone_words.sentences()
        | {f"part.{kind}": str(name) for kind, name in PARTS.items()},
        "countries": countries.names(),
        "cards": offer_words.CARDS,
    }
