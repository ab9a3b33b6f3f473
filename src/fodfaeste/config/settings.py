"""The one settings file. What a site may set is read from the environment, through `env`.

Without DATABASE_URL this is a demonstration: its own database, its own keys, made-up people.
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from fodfaeste.config import sign_in
from fodfaeste.config.environment import LOCAL_NAMES, Environment

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent.parent
IN_CHECKOUT = (CHECKOUT / "pyproject.toml").is_file()

# Everything that running leaves behind: the demonstration's data, collected static files.
VAR = Path(os.environ.get("FODFAESTE_VAR") or (CHECKOUT if IN_CHECKOUT else Path.cwd()) / "var")

env = Environment(made_keys=VAR / "keys.json")

FODFAESTE_DEMO = env.boolean("DEMO", default=not env.text("DATABASE_URL"))
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", default=",".join(LOCAL_NAMES))
# Until the site has a name, nobody but this machine's own people can reach it.
FODFAESTE_LOCAL = set(ALLOWED_HOSTS) <= set(LOCAL_NAMES)
env.makes_secrets = FODFAESTE_DEMO or FODFAESTE_LOCAL
if not FODFAESTE_DEMO:
    env.made_keys = VAR / "site-keys.json"
DEBUG = env.boolean("FODFAESTE_DEBUG", default=False)
# Off only where no browser reaches this server but through the same machine.
FODFAESTE_HTTPS = env.boolean("FODFAESTE_HTTPS", default=not env.makes_secrets)

SECRET_KEY = env.secret("SECRET_KEY")
FODFAESTE_KEYS = env.fernet_keys("FODFAESTE_KEYS")
FODFAESTE_INDEX_KEY = env.secret("FODFAESTE_INDEX_KEY")
# Without it no backup can be made.
FODFAESTE_BACKUP_KEY = env.secret("FODFAESTE_BACKUP_KEY", required=False)
# Who shows it is told by the health page what is wrong; others are told only whether anything is.
FODFAESTE_HEALTH_TOKEN = env.secret("FODFAESTE_HEALTH_TOKEN", required=False, made=False)
FODFAESTE_PROGRAMMES = env.paths("FODFAESTE_PROGRAMMES")

# How many proxies of ours stand in front. The server listens to its own machine only, so a site
# that has a name has one.
FODFAESTE_PROXIES = env.number("FODFAESTE_PROXIES", default=0 if env.makes_secrets else 1)

CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")

# --- what runs ---

INSTALLED_APPS = [
    "fodfaeste.web",
    "fodfaeste.demo",
    "fodfaeste.traces",
    "fodfaeste.protection",
    "fodfaeste.placements",
    "fodfaeste.matching",
    "fodfaeste.mentoring",
    "fodfaeste.courses",
    "fodfaeste.companies",
    "fodfaeste.letters",
    "fodfaeste.cases",
    "fodfaeste.accounts",
    "fodfaeste.running",
    "fodfaeste.config",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "django_cotton",
    "django_htmx",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "rules.apps.AutodiscoverRulesConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "fodfaeste.config.request_log.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "fodfaeste.config.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "fodfaeste.web.middleware.CleanAddress",
    "fodfaeste.web.middleware.Language",
    "fodfaeste.web.limits.Limits",
    # Every page asks for a sign-in unless its view says otherwise.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "fodfaeste.web.middleware.FragmentSignIn",
    "fodfaeste.web.sign_in.middleware.SessionsEnd",
    "fodfaeste.web.sign_in.middleware.FactorFirst",
]

ROOT_URLCONF = "fodfaeste.config.urls"
WSGI_APPLICATION = "fodfaeste.config.wsgi.application"

# django-cotton adds its loader and its tags to this by itself.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- the database ---

DATABASES = {"default": env.database(f"sqlite:///{VAR / 'demo.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A transaction that begins by reading and then wants to write is refused at once where
    # another writes; one that begins as a writer waits its turn.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        " PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

# --- language and time ---

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True

# --- who is signed in ---

AUTH_USER_MODEL = "accounts.User"

AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "demo" if FODFAESTE_DEMO else "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 8 * 60 * 60  # a working day

# Whether staff must have a second factor, and whether also those whom a provider vouches for.
FODFAESTE_SECOND_FACTOR = env.boolean("FODFAESTE_SECOND_FACTOR", default=not FODFAESTE_DEMO)
FODFAESTE_SECOND_FACTOR_SSO = env.boolean("FODFAESTE_SECOND_FACTOR_SSO", default=False)
# Whether a provider's e-mail addresses are its organisation's to give, and not typed by people.
FODFAESTE_SSO_EMAIL_TRUSTED = env.boolean("FODFAESTE_SSO_EMAIL_TRUSTED", default=False)
FODFAESTE_IDLE_MINUTES = env.number("FODFAESTE_IDLE_MINUTES", default=60, least=1)

# What allauth is told, and the providers at which an organisation signs in.
vars().update(sign_in.ALLAUTH, ACCOUNT_LOGOUT_REDIRECT_URL=LOGIN_URL)
SOCIALACCOUNT_PROVIDERS = sign_in.providers(env)
FODFAESTE_OIDC: str = sign_in.name_of(SOCIALACCOUNT_PROVIDERS["openid_connect"])
FODFAESTE_SAML: str = sign_in.name_of(SOCIALACCOUNT_PROVIDERS["saml"])

# Shared by all processes: attempts to sign in are counted here, and used codes kept.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

# --- what a browser may do ---

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "fodfaeste.web.errors.csrf_failure"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = FODFAESTE_HTTPS
if FODFAESTE_HTTPS:
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    # A cookie of this name is refused by browsers unless it is secure and of this very host.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"

# What a message says may be about somebody: it stays on the server, and in no cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Lists of names built into browsers take whole domains, and a site is a name below one.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# Of a form without files; what a request may be at all is in gate.py.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 5

# --- files and mail ---

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
WHITENOISE_MAX_AGE = 0 if DEBUG else 60 * 60

# Without a mail server, letters of the system end up in the terminal.
vars().update(env.email("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "fodfaeste@localhost")

# --- work that nobody waits for ---

# A demonstration needs no worker: there it is done at once.
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if FODFAESTE_DEMO
        else "django_tasks_db.DatabaseBackend"
    }
}

# --- consents ---

# How long a consent usually lasts; 0: until it is withdrawn. Whoever records it can say otherwise.
FODFAESTE_CONSENT_MONTHS = env.number("FODFAESTE_CONSENT_MONTHS", default=12)

# --- documents ---

# Where documents of events lie, sealed; outside of whatever a web server hands out.
FODFAESTE_FILES: Path = Path(env.text("FODFAESTE_FILES") or VAR / "files")
# How large a document may be, in millions of bytes.
FODFAESTE_FILE_MB = env.number("FODFAESTE_FILE_MB", default=20, least=1)

# --- letters ---

# Where what goes by Digital Post is put, for whatever speaks to that service to take away.
FODFAESTE_DIGITAL_POST: Path = Path(env.text("FODFAESTE_DIGITAL_POST") or VAR / "digital-post")

# --- drafts ---

# After how many days untouched what somebody began to write is forgotten.
FODFAESTE_DRAFT_DAYS = env.number("FODFAESTE_DRAFT_DAYS", default=30, least=1)

# --- what is written down about running ---

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "fodfaeste.config.logs.Impersonal"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO").upper()},
    # Django's own handlers would print whole addresses and mail whole requests.
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        # In a demonstration the terminal is somebody's, who wants to read it.
        "fodfaeste.request": {"level": "WARNING" if FODFAESTE_DEMO else "INFO"},
    },
}

# Shown by the system checks, all at once.
FODFAESTE_PROBLEMS = env.problems
