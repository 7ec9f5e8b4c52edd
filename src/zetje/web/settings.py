"""Django's settings, made from `Configuration`: the same for demo and production."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from zetje.lib.tenancy_role import APPLICATION_ROLE
from zetje.web.configure import Configuration
from zetje.web.plugins import APPS

CONFIGURATION = Configuration()
HERE = Path(__file__).resolve().parent

TOKEN_KEYS = CONFIGURATION.keys("signing", CONFIGURATION.secret_keys)
SEAL_KEYS = CONFIGURATION.keys("sealing", CONFIGURATION.seal_keys)
PUSH_KEYS = CONFIGURATION.keys("push", CONFIGURATION.push_keys)
SECRET_KEY = TOKEN_KEYS[0]
SECRET_KEY_FALLBACKS = TOKEN_KEYS[1:]
DEBUG = CONFIGURATION.debug
DEMO = CONFIGURATION.demo

SITE_ADDRESS = CONFIGURATION.address
LINKS_ADDRESS = CONFIGURATION.links_address
ALLOWED_HOSTS = [urlsplit(SITE_ADDRESS).hostname or "", "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]
TRUSTED_PROXIES = CONFIGURATION.trusted_proxies
FETCH_ALLOWED_HOSTS = frozenset(CONFIGURATION.fetch_allowed_hosts)
DATA_FOLDER = CONFIGURATION.data
SLACK_API = CONFIGURATION.slack_api
TEAMS_LOGIN = CONFIGURATION.teams_login.rstrip("/")
TEAMS_KEYS = CONFIGURATION.teams_keys
MODEL_ADDRESS = CONFIGURATION.model_url
MODEL_NAME = CONFIGURATION.model_name
MODEL_KEY = CONFIGURATION.model_key
MODEL_HOSTS = frozenset(CONFIGURATION.model_hosts)
MODEL_SECONDS = CONFIGURATION.model_seconds

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "procrastinate.contrib.django",
    *APPS,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "zetje.web.middleware.ContentSecurityPolicy",
    "zetje.web.middleware.KeptByNobody",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "zetje.web.middleware.Language",
    "zetje.web.middleware.PlainAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "zetje.web.middleware.Tenant",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "zetje.web.urls"
WSGI_APPLICATION = "zetje.web.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "zetje.web.context.page",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "zetje.web.templatetags.zetje",
            ],
        },
    }
]
COTTON_DIR = "cotton"


def _database() -> dict[str, Any]:
    options: dict[str, Any] = {}
    if not CONFIGURATION.database_owner:
        options["assume_role"] = APPLICATION_ROLE
    given = conninfo_to_dict(CONFIGURATION.database_url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given.pop("dbname", "zetje"),
        "USER": given.pop("user", "zetje"),
        "PASSWORD": given.pop("password", ""),
        "HOST": given.pop("host", ""),
        "PORT": str(given.pop("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**given, **options},
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits live here: one table for every machine, large enough that old entries do not push
# out those of an attack that goes on.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/week/"
LOGOUT_REDIRECT_URL = "/sign-in/"

ACCOUNT_ADAPTER = "zetje.people.signin.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_SESSION_REMEMBER = True

_HOST_PREFIX = "__Host-" if CONFIGURATION.https else ""
SESSION_COOKIE_NAME = f"{_HOST_PREFIX}session"
CSRF_COOKIE_NAME = f"{_HOST_PREFIX}csrf"
DEVICE_COOKIE = f"{_HOST_PREFIX}device"
LANGUAGE_COOKIE_NAME = f"{_HOST_PREFIX}language"
THEME_COOKIE = f"{_HOST_PREFIX}theme"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIGURATION.https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if CONFIGURATION.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = CONFIGURATION.https
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIGURATION.https else None
X_FRAME_OPTIONS = "DENY"
# No cookie of their own: what is said to somebody stands in their session.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "zetje.web.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("nl", _("Dutch"))]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATICFILES_DIRS = [HERE / "static"]
STATIC_ROOT = CONFIGURATION.data / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "zetje.web.static.Storage"},
}
# Files with a hash in their name come from `zetje run`; a checkout without them serves the sources.
COLLECTED = (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_USE_FINDERS = not COLLECTED
MEDIA_ROOT = CONFIGURATION.data / "media"
MEDIA_URL = "media/"

EMAIL_BACKEND = CONFIGURATION.mail_backend or "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = CONFIGURATION.mail_host
EMAIL_PORT = CONFIGURATION.mail_port
EMAIL_HOST_USER = CONFIGURATION.mail_user
EMAIL_HOST_PASSWORD = CONFIGURATION.mail_password
EMAIL_USE_TLS = CONFIGURATION.mail_security == "starttls"
EMAIL_USE_SSL = CONFIGURATION.mail_security == "tls"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = CONFIGURATION.mail_from
TIPS_MAIL_ADDRESS = CONFIGURATION.tips_mail_address
TIPS_MAIL_SERVER = CONFIGURATION.tips_mail_server

PROCRASTINATE_ON_APP_READY = None
LOGGING_CONFIG = "zetje.web.logs.configure"
LOGGING: dict[str, Any] = {"json": CONFIGURATION.log_json}
