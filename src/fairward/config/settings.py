"""Settings of the application, from the environment. It may not decide anything about a person or a record."""

from __future__ import annotations

import os
from pathlib import Path

from fairward.config.databases import databases
from fairward.config.secrets import secret_key


def _flag(name: str, default: bool) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


PACKAGE = Path(__file__).resolve().parents[1]
# Everything that the installation writes lies here: keys of the provider, sockets, contacts, the demo's people.
FAIRWARD_VAR = Path(os.environ.get("FAIRWARD_VAR", PACKAGE.parents[1] / "var")).resolve()
FAIRWARD_DEMO = _flag("FAIRWARD_DEMO", False)
FAIRWARD_KEY_DIRECTORY = Path(os.environ.get("FAIRWARD_KEY_DIRECTORY", FAIRWARD_VAR / "keys"))
# Another key provider (Vault, a cloud's key service) as a dotted path; empty: files in the directory above.
FAIRWARD_KEY_PROVIDER = os.environ.get("FAIRWARD_KEY_PROVIDER", "")
FAIRWARD_CONTACTS_DIRECTORY = Path(os.environ.get("FAIRWARD_CONTACTS_DIRECTORY", FAIRWARD_VAR / "contacts"))
FAIRWARD_APPLICATION_ROLE = os.environ.get("FAIRWARD_APPLICATION_ROLE", "fairward_app")
# Argon2id: memory in KiB and passes; tests set cheaper ones, a live installation never should.
FAIRWARD_ARGON2_MEMORY = int(os.environ.get("FAIRWARD_ARGON2_MEMORY", "65536"))
FAIRWARD_ARGON2_PASSES = int(os.environ.get("FAIRWARD_ARGON2_PASSES", "3"))
FAIRWARD_GALLERY = _flag("FAIRWARD_GALLERY", FAIRWARD_DEMO)
FAIRWARD_CLAMD = os.environ.get("FAIRWARD_CLAMD", "")
FAIRWARD_SHELL = "fairward.config.menus.shell"
FAIRWARD_ADDRESS_BOOK = "fairward.families.notices.notice_addresses"
# Where "Exit this page" leads: a page that anybody may have open.
FAIRWARD_EXIT_URL = os.environ.get("FAIRWARD_EXIT_URL", "https://www.bbc.co.uk/weather")
# Where an access request is searched for beside files and log: rooms above it, asked by name.
FAIRWARD_PLACES_SEARCHED = (
    "fairward.school.concerns.access_queries.places_about",
    "fairward.exchange.receiving.access_queries.places_about",
)
# What hangs on an entry and goes with it: rooms that retention does not know. Whoever refers to others comes first.
FAIRWARD_HANGS_ON_ENTRIES = (
    "fairward.access_requests.hanging.ON_ENTRIES",
    "fairward.cases.hanging.ON_ENTRIES",
    "fairward.school.referrals.hanging.ON_ENTRIES",
    "fairward.rights.hanging.ON_ENTRIES",
    "fairward.exchange.following.hanging.ON_ENTRIES",
    "fairward.exchange.choosing.tidying.ON_ENTRIES",
    "fairward.exchange.hanging.ON_ENTRIES",
    "fairward.exchange.receiving.hanging.ON_ENTRIES",
    "fairward.school.transfers.hanging.ON_ENTRIES",
    "fairward.school.concerns.hanging.ON_ENTRIES",
)
# Who hears that something in an entry changed: rooms that told others of it.
FAIRWARD_HEARS_OF_CHANGES = ("fairward.exchange.following.hearing.something_changed",)
# Who hears that what was prepared of a file leaves, in the same transaction: a question that it answers is answered with it.
FAIRWARD_HEARS_OF_SENDING = ("fairward.school.questions.closing.hear_sent",)
# Who hears what a recipient signed about a package.
# What others say beside a pack of the hub.
FAIRWARD_BESIDE_PACKS = ("fairward.hub.families.beside.said_by_family",)
FAIRWARD_HEARS_RECEIPTS = ("fairward.exchange.following.hearing.receipt_came",)
# Who is told when a date of birth, or the day that a child left, becomes known or changes: files that move on begin
# there, then retention dates are counted anew.
FAIRWARD_DAYS_CHANGED = (
    "fairward.school.transfers.roll_actions.days_changed",
    "fairward.retention.recomputing.days_changed",
)
# What waits for whom on the board of a hub: rooms above the board.
FAIRWARD_WAITS_ON_THE_BOARD = (
    "fairward.hub.enquiries.on_board_queries",
    "fairward.hub.families.on_board_queries",
    "fairward.hub.talks.on_board_queries",
)
# Who hears that somebody outside was told of a change, and that they answered.
FAIRWARD_HEARS_OF_NOTICES = ("fairward.cases.hearing",)
# What is kept as long as an entry, and what is kept by the schedule apart from entries: rooms above or beside retention.
FAIRWARD_COUNT_WITH_ENTRIES = ("fairward.school.concerns.keeping.follow_entries",)
FAIRWARD_COUNT_BY_SCHEDULE = (
    "fairward.cases.keeping.count_cases",
    "fairward.hub.decisions.keeping.count_kept",
)
FAIRWARD_DUE_BESIDE_ENTRIES = (
    "fairward.school.concerns.keeping.due_reports",
    "fairward.school.concerns.keeping.due_drafts",
    "fairward.cases.keeping.due_cases",
)
FAIRWARD_PREVIEW_BY_SCHEDULE = (
    "fairward.cases.keeping.would_keep",
    "fairward.hub.decisions.keeping.would_keep",
)
# The same for rights cases whose time is over.
FAIRWARD_HANGS_ON_CASES = (
    "fairward.hub.requests.hanging.ON_CASES",
    "fairward.access_requests.hanging.ON_CASES",
    "fairward.cases.hanging.ON_CASES",
)
# What the engine destroys besides entries, whatever refers to others first.
FAIRWARD_KINDS_THAT_GO = (
    "fairward.retention.cases.GOING",
    "fairward.hub.decisions.going.ITEMS",
    "fairward.hub.decisions.going.CASES",
    "fairward.hub.decisions.going.PROOFS",
    "fairward.agency.answers.going.REPLIES",
    "fairward.agency.answers.going.QUESTIONS",
    "fairward.agency.notices.going.NOTICES",
)
# What hangs on an item that an agency answered, and on a case of a hub. Whoever refers to others comes first.
FAIRWARD_HANGS_ON_HUB_ITEMS = (
    "fairward.hub.packs.hanging.ON_HUB_ITEMS",
    "fairward.hub.enquiries.hanging.ON_HUB_ITEMS",
)
# Which items of closed cases somebody still needs, so that they do not go with those that nothing rests on.
FAIRWARD_NEEDS_HUB_ITEMS = (
    "fairward.hub.packs.hanging.NEEDS_ITEMS",
    "fairward.hub.corrections.hanging.NEEDS_ITEMS",
)
FAIRWARD_HANGS_ON_HUB_CASES = (
    "fairward.hub.families.hanging.ON_HUB_CASES",
    "fairward.hub.corrections.hanging.ON_HUB_CASES",
    "fairward.hub.talks.hanging.ON_HUB_CASES",
    "fairward.hub.decisions.hanging.ON_HUB_CASES",
    "fairward.hub.packs.hanging.ON_HUB_CASES",
    "fairward.hub.enquiries.hanging.ON_HUB_CASES",
    "fairward.hub.intake.hanging.ON_HUB_CASES",
)
# Who looks first whether an answer that came to a hub is theirs: rooms above the questions.
FAIRWARD_TAKES_ANSWERS = (
    "fairward.hub.requests.consulting_actions.take_opinion",
    "fairward.hub.talks.arriving_actions.take_disagreement",
)
# Where requests to see what is recorded have pages of their own: kind of organisation -> the list, one of them.
FAIRWARD_OWN_REQUEST_PAGES = {"hub": ("requests:all", "requests:request")}
# Who is asked before a retired ring is put away: rooms above the keys that hold something sealed to it.
FAIRWARD_HANGS_ON_RINGS = (
    "fairward.exchange.travel.arrival_queries.hangs_on_ring",
    "fairward.hub.enquiries.link_queries.hangs_on_ring",
)
# Who counts what a hub is about to destroy, before it goes.
FAIRWARD_COUNTS_WHAT_GOES = ("fairward.hub.measures.keeping",)
# What is said against an item of a hub goes with it; who hears that one was put right, or stands: rooms above the questions.
FAIRWARD_BESIDE_ITEMS = ("fairward.hub.corrections.hearing",)
# What waits in the rooms above, on the board and on the page of a case.
FAIRWARD_BESIDE_CASES = ("fairward.hub.corrections.board",)
# Packages to http addresses of this same machine: for demonstrations and tests of two installations.
FAIRWARD_EXCHANGE_LOOPBACK = _flag("FAIRWARD_EXCHANGE_LOOPBACK", False)
FAIRWARD_BASE_URL = os.environ.get("FAIRWARD_BASE_URL", "http://127.0.0.1:8000")

SECRET_KEY = secret_key(FAIRWARD_VAR)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("FAIRWARD_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
FAIRWARD_HTTPS = _flag("FAIRWARD_HTTPS", False)
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("FAIRWARD_ORIGINS", "").split(",") if o]

_ROOMS = (
    "tenancy audit keys design documents notices organisations accounts access web "
    "people files families rights cases access_requests exchange exchange.travel exchange.answering exchange.choosing "
    "exchange.receiving exchange.following mistakes retention insight keyholding administration "
    "oversight school.concerns school.followup school.chronology school.wrong_child school.transfers school.referrals "
    "school.questions "
    "hub.intake hub.enquiries hub.packs hub.decisions hub.talks hub.corrections hub.families hub.requests hub.measures "
    "agency.answers agency.notices family"
).split()
_PRESENT = [room for room in _ROOMS if (PACKAGE / room.replace(".", "/") / "__init__.py").exists()]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    *(f"fairward.{room}" for room in _PRESENT),
    "fairward.config",
]

MIDDLEWARE = [
    "fairward.web.headers.SecurityHeadersMiddleware",  # outermost: no answer leaves without its headers
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "fairward.keys.middleware.UnlockCookieMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "fairward.accounts.middleware.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "fairward.web.transactions.OrganisationMiddleware",  # innermost: sees what a view raises
]
CSRF_FAILURE_VIEW = "fairward.web.errors.csrf_failed"

ROOT_URLCONF = "fairward.config.urls"
WSGI_APPLICATION = "fairward.config.wsgi.application"
AUTH_USER_MODEL = "accounts.Account"

# Signing in: name and password, then an authenticator app. Limits on guessing are `accounts.guesses`, not allauth's,
# because those count by account alone, with which a stranger could lock somebody out.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["fairward.accounts.passwords.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("sign_in",)},
    },
]
ACCOUNT_ADAPTER = "fairward.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "fairward.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Fairward"
MFA_TOTP_TOLERANCE = 1
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = 30 * 24 * 3600

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / room.replace(".", "/") / "templates" for room in _PRESENT],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "fairward.design.environment.environment",
            "context_processors": ["fairward.web.tokens.token_field"],
        },
    },
]

DATABASES = databases(FAIRWARD_VAR)
DATABASE_ROUTERS = ["fairward.config.routers.KeyringRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = None  # WhiteNoise serves the files from where they lie in the packages, read once at the start
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

SESSION_ENGINE = "fairward.accounts.store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = FAIRWARD_HTTPS
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = FAIRWARD_HTTPS
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("FAIRWARD_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("FAIRWARD_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("FAIRWARD_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("FAIRWARD_SMTP_PASSWORD", "")
EMAIL_USE_TLS = _flag("FAIRWARD_SMTP_TLS", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("FAIRWARD_MAIL_FROM", "fairward@localhost")

LOGGING_CONFIG = "fairward.config.logging.configure"
LOGGING = {"level": os.environ.get("FAIRWARD_LOG_LEVEL", "INFO")}
