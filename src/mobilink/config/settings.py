"""The one settings file. Only `MOBILINK_…` variables and the data folder decide."""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import SELF

from mobilink.basics.terminal import gettext as _
from mobilink.config import folder, messages
from mobilink.journal.core.messages import LARGEST

FOLDER = folder.open_folder(folder.chosen_path())


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def _words(name: str, default: str) -> list[str]:
    return os.environ.get(name, default).split()


def _minutes(name: str, default: float) -> float:
    """So many minutes; 0 for `off`."""
    text = os.environ.get(name, "") or str(default)
    try:
        minutes = 0.0 if text.lower() == "off" else float(text)
    except ValueError:
        minutes = -1.0
    if not 0 <= minutes <= 24 * 60:
        raise folder.FolderProblem(
            _("%(name)s is “%(text)s”; write minutes, like 5, or off.")
            % {"name": name, "text": text}
        )
    return minutes


def _database() -> dict[str, Any]:
    """PostgreSQL where MOBILINK_DATABASE_URL names one, else the encrypted file of the folder."""
    url = os.environ.get("MOBILINK_DATABASE_URL", "")
    if not url:
        folder.refuse_if_lost(FOLDER)
        return {
            "ENGINE": "mobilink.config.sqlcipher",
            "NAME": FOLDER.database,
            "TEST": {"NAME": ":memory:"},
            "OPTIONS": {
                "key": FOLDER.database_key,
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                "PRAGMA secure_delete=ON; PRAGMA cache_size=-16000;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise folder.FolderProblem(
            _("MOBILINK_DATABASE_URL must look like postgresql://user@host:5432/name.")
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


SECRET_KEY = FOLDER.secret_key
SIGNING_KEY = FOLDER.signing_key
HEADS_FILE = FOLDER.heads
DEBUG = _flag("MOBILINK_DEBUG")
ALLOWED_HOSTS = _words("MOBILINK_HOSTS", "localhost 127.0.0.1 [::1]")
# The address that feeds and papers print, since a feed is read far from the page it came from.
SITE_ADDRESS = os.environ.get("MOBILINK_ADDRESS", "").rstrip("/")

# The booth's program on phones; where it is off, phones that have it take it off themselves.
PHONE_APP = not _flag("MOBILINK_NO_PHONE_APP")

# A hub asks its office by itself, every so many minutes.
SYNC_MINUTES = _minutes("MOBILINK_SYNC_MINUTES", 5)

DATABASES = {"default": _database() | {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = [
    "journal", "lists", "places", "people", "fleet", "outreach", "guidance", "partners", "goods", "booth", "cases",
    "publishing", "imports", "founding", "scenarios",
]  # fmt: skip
FACES = ["design", "console", "field", "public", "portal"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    *(f"mobilink.{room}.apps.{room.title()}Config" for room in ROOMS),
    *(f"mobilink.{face}.apps.{face.title()}Config" for face in FACES),
]
MIDDLEWARE = [
    "mobilink.config.machines.MachinesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mobilink.config.language.LanguageMiddleware",
    "mobilink.config.beginning.BeginningMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "mobilink.config.unreadable.UnreadableMiddleware",
    "mobilink.config.refusals.RefusalMiddleware",
]
ROOT_URLCONF = "mobilink.config.urls"
WSGI_APPLICATION = "mobilink.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mobilink.design.context.everywhere",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "mobilink.design.templatetags.reader",
            ],
        },
    }
]

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["mobilink.people.sign_in.LimitedBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, object]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 10}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ("username",)}),
        ("CommonPasswordValidator", {}),
    )
]
LOGIN_URL = "/sign-in/"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "mobilink_session"
CSRF_COOKIE_NAME = "mobilink_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_ADDRESS.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS] if SITE_ADDRESS else []
# In a cookie, so that an act costs no write of a session, and who only reads gets no cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}

# Django's own limit is below what an installation may send in one message.
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "mobilink_language"
LOCALE_PATHS = [messages.compiled_into(FOLDER.cache / "locale")]
TIME_ZONE = os.environ.get("MOBILINK_TIME_ZONE") or FOLDER.options.get("time_zone", "Asia/Jakarta")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = FOLDER.cache / "static"
STATICFILES_DIRS = [FOLDER.cache / "made"]
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = ["fields.W342"]
