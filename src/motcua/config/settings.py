"""Django settings. They read the typed environment and start nothing."""

import os
from pathlib import Path

from motcua.config import wiring
from motcua.config.environment import read_environment
from motcua.foundation.database import database_settings

ENVIRONMENT = read_environment()
PACKAGE = Path(__file__).resolve().parents[1]
ASSETS = PACKAGE / "assets"

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"
AUTH_USER_MODEL = "organisation.Officer"
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "data" / "locale" / "web", PACKAGE / "data" / "locale" / "domain"]
"""English of the pages and of what is under them: two catalogues, looked up as one (ADR 43)."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_vite",
    "procrastinate.contrib.django",
    "motcua.foundation",
    "motcua.domain.organisation",
    "motcua.domain.parties",
    "motcua.domain.workflow",
    "motcua.domain.procedures",
    "motcua.domain.intake",
    "motcua.domain.documents",
    "motcua.domain.notifications",
    "motcua.domain.dossiers",
    "motcua.domain.surveys",
    "motcua.domain.flows",
    "motcua.domain.reports",
    "motcua.entrypoints.web",
]

MIDDLEWARE = [
    "motcua.entrypoints.web.request_log.RequestLogMiddleware",
    "motcua.entrypoints.web.language.LanguageMiddleware",
    "motcua.entrypoints.web.site.errors.LostDatabaseMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "motcua.entrypoints.web.policy.PolicyMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "motcua.entrypoints.web.frame.frame",
            ],
        },
    },
]

DATABASES = {"default": database_settings(os.environ)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["motcua.entrypoints.web.sessions.OfficerBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "full_name")},
    },
]
LOGIN_URL = "/dang-nhap"
LOGIN_REDIRECT_URL = "/"

SESSION_ENGINE = "motcua.entrypoints.web.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.production
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.production else 0
SECURE_SSL_REDIRECT = ENVIRONMENT.production
SECURE_REDIRECT_EXEMPT = [r"^live$", r"^ready$", r"^metrics$"]  # asked by machines, on the loopback address
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.production else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "motcua.entrypoints.web.site.errors.no_right"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
"""Signed, for the next page only; in the session each sentence would cost two further transactions."""

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}

STATIC_URL = "/tinh/"
STATICFILES_DIRS = [ASSETS / "pages"] if ASSETS.exists() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_IMMUTABLE_FILE_TEST = (
    r"^.+-[0-9A-Za-z_-]{8}\.\w+$"  # names that carry Vite's hash never change their content
)
DJANGO_VITE = {
    "default": {"dev_mode": False, "manifest_path": ASSETS / "pages" / "manifest.json", "static_url_prefix": ""},
}

MESSAGE_SENDER = wiring.message_sender
"""What brings messages away; asked anew for each run of the job."""
TEXT_SENDERS = wiring.text_senders
"""What brings short messages away, by their way; a way that is not there is not offered."""

PROCRASTINATE_IMPORT_PATHS = ["motcua.entrypoints.jobs.tasks"]

DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "motcua.foundation.logs.JsonLines"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json" if ENVIRONMENT.production else "line"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "motcua": {"level": "INFO"},
        "motcua.requests": {"level": "INFO" if ENVIRONMENT.production else "ERROR"},
        "django.request": {"level": "ERROR"},
        "psycopg.pool": {"level": "ERROR"},  # a killed database would be told eighty times
        "procrastinate": {"level": "ERROR"},
    },
}
DEVELOPMENT_ONLY = ["security.W004", "security.W008", "security.W009", "security.W012", "security.W016"]
"""HSTS, secure cookies, TLS redirect and a strong secret: demanded in production."""
LEFT_TO_THE_OPERATOR = ["security.W005", "security.W021"]
"""HSTS over other subdomains of the province, and in the browsers' own lists: not ours to decide."""
SILENCED_SYSTEM_CHECKS = LEFT_TO_THE_OPERATOR + ([] if ENVIRONMENT.production else DEVELOPMENT_ONLY)
