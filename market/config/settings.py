"""Settings, all of them from the environment; docs/operations.md lists every name."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from market.config import environment, ways

ENV = environment.read()
BASE_DIR = Path(__file__).resolve().parents[2]

DEMO = ENV.demo
DEBUG = ENV.debug
SECRET_KEY = ENV.secret_key
SEAL_KEYS = ENV.seal_keys
ALLOWED_HOSTS = ENV.allowed_hosts
PUBLIC_URL = ENV.public_url
CLOCK_SHIFT = ENV.clock_shift
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL.startswith("https://") else []

INSTALLED_APPS = [
    "market.apps.MarketConfig",
    "leasing.apps.LeasingConfig",
    "events.apps.EventsConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "ninja",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "market.config.squeezing.SqueezeMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "market.config.sizes.SizeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "market.config.refusals.RefusalMiddleware",
    "market.config.headers.HeadersMiddleware",
]

ROOT_URLCONF = "market.config.urls"
WSGI_APPLICATION = "market.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "market" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "market.pages.frame.frame",
            ]
        },
    }
]

DATABASES = {
    "default": environment.database(ENV.database_url, statement_seconds=ENV.statement_seconds)
}
if ENV.test_database:
    DATABASES["default"]["TEST"] = {"NAME": ENV.test_database}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": environment.next_redis_database(ENV.redis_url),
    },
    # public pages as they were drawn, in each process: nothing is lost with it
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": 60,
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
}

# for how many seconds a public page may be behind what was just announced
VERSION_SECONDS = 1

# people who log in

AUTH_USER_MODEL = "market.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_ADAPTER = "market.config.accounts.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Huiquan"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.proxies else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
NINJA_NUM_PROXIES = ENV.proxies
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.proxies

# where the desk's rail and the vendor's tabs lead: (key, url name, words)

DESK_RAIL = [
    ("today", "desk", _("Today")),
    ("plan", "desk_plan", _("Plan")),
    ("applications", "leasing:applications", _("Applications")),
    ("leases", "leasing:leases", _("Leases")),
    ("money", "desk_money", _("Money")),
    ("papers", "desk_papers", _("Papers")),
    ("calendar", "events:desk", _("Calendar")),
    ("messages", "desk_messages", _("Messages")),
    ("reports", "desk_reports", _("Reports")),
]
VENDOR_TABS = [
    ("home", "me", _("My stall")),
    ("bills", "me_bills", _("Bills")),
    ("nights", "events:my_nights", _("Nights")),
    ("my_papers", "me_papers", _("My papers")),
    ("my_messages", "me_messages", _("Messages")),
]

# the pages beside one another under one of these: (key, url name, words), the first its own
SHELVES = {
    "money": [
        ("accounts", "desk_money", _("Accounts")),
        ("till", "desk_till", _("Till")),
        ("charges", "desk_charges", _("Charges")),
        ("payments", "desk_payments", _("Payments")),
        ("paid", "desk_paid_notes", _("Told as paid")),
        ("pay-codes", "desk_pay_codes", _("Codes to pay by")),
        ("statements", "desk_statements", _("Bank lines")),
        ("arrears", "leasing:arrears", _("Arrears")),
        ("demands", "leasing:demands", _("Demands")),
        ("deposits", "leasing:deposits", _("Deposits")),
        ("settlements", "leasing:settlements", _("Settlements")),
        ("late-fees", "leasing:late_policy", _("Late fees")),
        ("refunds", "desk_refunds", _("Refunds")),
        ("closings", "desk_closings", _("Closings")),
        ("books", "desk_books", _("Books")),
        ("meters", "leasing:meters", _("Meters")),
    ],
    "papers": [
        ("papers", "desk_papers", _("To check")),
        ("matrix", "desk_matrix", _("Who has which")),
        ("errands", "desk_errands", _("Seen to for vendors")),
        ("passes", "desk_passes", _("Let pass, suspended")),
        ("rules", "desk_rules", _("What is needed")),
        ("rounds", "desk_rounds", _("Inspections")),
        ("findings", "desk_findings", _("Findings")),
        ("scales", "desk_scales", _("Scales")),
        ("quick-tests", "desk_quick_tests", _("Quick tests")),
        ("complaints", "desk_complaints", _("Complaints")),
        ("penalties", "desk_penalties", _("Penalties")),
        ("dossiers", "desk_dossiers", _("Folders for inspectors")),
        ("erasures", "desk_erasures", _("Erasure")),
    ],
    "messages": [
        ("messages", "desk_messages", _("Messages")),
        ("enquiries", "desk_enquiries", _("Enquiries")),
        ("board", "desk_board", _("Offers and wants")),
        ("planned", "desk_planned", _("Queue")),
        ("calls", "desk_calls", _("Calls and slips")),
        ("policies", "desk_policies", _("Policies")),
        ("templates", "desk_templates", _("Templates")),
        ("channels", "desk_channels", _("Channels")),
    ],
    "leases": [
        ("leases", "leasing:leases", _("Leases")),
        ("ending", "leasing:ending", _("Ending")),
        ("closures", "leasing:closures", _("Closures")),
        ("prices", "leasing:desk_prices", _("List prices")),
    ],
    "calendar": [
        ("sessions", "events:desk", _("All sessions")),
        ("series", "events:desk_all_series", _("Series")),
        ("calls", "events:calls", _("Invitations")),
        ("filings", "events:desk_filings", _("Filings")),
        ("numbers", "events:numbers", _("Numbers")),
        ("signs", "events:stall_signs", _("Stall codes")),
    ],
    "home": [
        ("home", "me", _("My stall")),
        ("enquiries", "me_enquiries", _("My requests")),
        ("board", "me_board", _("Offers and wants")),
        ("people", "me_people", _("People and stalls")),
        ("data", "me_data", _("My data")),
    ],
    "my_papers": [
        ("papers", "me_papers", _("My papers")),
        ("findings", "me_findings", _("Inspections")),
    ],
    "my_messages": [
        ("messages", "me_messages", _("Messages")),
        ("wishes", "me_wishes", _("How you are told")),
    ],
    "applications": [
        ("applications", "leasing:applications", _("Applications")),
        ("calls", "leasing:calls", _("Calls")),
        ("criteria", "leasing:criteria", _("Rubric")),
    ],
    "bills": [
        ("bills", "me_bills", _("Bills")),
        ("paid", "me_paid", _("I have paid")),
        ("receipts", "me_receipts", _("Receipts")),
        ("arrears", "leasing:my_arrears", _("Late bills")),
        ("deposit", "leasing:my_deposits", _("Deposit")),
        ("meters", "leasing:my_meters", _("Electricity and water")),
    ],
}

# who trades where on a day: each a question (markets, vendors, on) -> [Place]
TRADING_PLACES = ["leasing.queries.trading.places", "events.queries.trading.places"]

# what ground is announced as closed: each a question (since) -> [Shutting]
SHUT_GROUND = ["events.queries.shut.shut"]
# what is kept of vendors, for whoever asks: each a question (vendors) -> [Part]
VENDOR_DATA = [
    "market.queries.my_data.parts",
    "leasing.queries.my_data.parts",
    "events.queries.my_data.parts",
]

# who stands behind the holds of a pitch: each a question of an app above the ground
DESK_HOLDERS = ["leasing.queries.holders.holders"]

# who stands at a pitch: each a question (pitches, on) -> {pitch: vendor}; and until when a vendor
# stays: each a question () -> {vendor: last day, or none for no end}
PITCH_STANDERS = ["leasing.queries.stays.standing", "events.queries.stays.standing"]
VENDOR_STAYS = ["leasing.queries.stays.last_days", "events.queries.stays.last_days"]
# whose account is meant by a stall's code or a lease's reference: each a question
# (text, on) -> {(vendor, market)}
TILL_FINDERS = ["leasing.queries.tenants.accounts_of"]

# what waits for an operator today: each a question (actor, on) -> [Waiting]
DESK_WAITING = [
    "leasing.queries.desk.waiting",
    "leasing.queries.arrears_waiting.waiting",
    "market.queries.desk.waiting",
    "market.queries.inspections_waiting.waiting",
    "market.queries.counter.waiting",
    "events.queries.desk.waiting",
]

# what a vendor sees at a glance: each a question (actor, on) -> [Glance]
VENDOR_GLANCE = [
    "leasing.queries.glance.glance",
    "leasing.queries.arrears_waiting.glance",
    "market.queries.glance.glance",
    "market.queries.inspections_waiting.glance",
    "events.queries.glance.glance",
]

# what the first page says is on: each a question (on) -> [Card]
HOME_CARDS = ["events.queries.cards.coming"]

# words and days

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / app / "locale" for app in ("market", "leasing", "events")]
# functions that give the words of tables, for the catalogues (manage.py makemessages)
WORD_TABLES = [
    "market.core.words.states",
    "market.core.words.of_forms",
    "market.core.words.of_reports",
    "market.models.words.kinds",
    "market.core.data_kinds.words",
    "market.core.reasons.words",
    "market.core.wording_rules.table",
    "market.core.intake_tables.words",
    "market.api.fields.sentences",
    "market.core.matching.words.sentences",
    "leasing.core.words.states",
    "events.core.words.states",
    "events.core.words.sentences",
]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_COOKIE_NAME = "huiquan_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"

# files

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 600
UPLOADS = Path(ENV.uploads) if ENV.uploads else BASE_DIR / "var" / "uploads"
UPLOAD_BYTES = 10 * 1024 * 1024
REQUEST_BYTES = 12 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# jobs: facts and intentions live in the database, Celery and Redis only ring the bell

CELERY_BROKER_URL = ENV.redis_url
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "socket_keepalive": True,
    "health_check_interval": 10,
}
CELERY_BROKER_POOL_LIMIT = 4
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.2,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "market.config.beat.LockedScheduler"
CELERY_BEAT_MAX_LOOP_INTERVAL = 5

# the periodic jobs, in the order in which one sweep runs them; every name is a function
# (at: datetime) -> Report of an action, and a beat entry of its own. What is silent changes nothing
# that is said to anybody, and is left out when a stretch of days is looked ahead at
JOBS = {
    "expire_offers": {"run": "leasing.actions.offers.expire_due", "every": 60},
    "mind_leases": {"run": "leasing.actions.minding.mind_leases", "every": 3600},
    "follow_closures": {"run": "leasing.actions.announced_closures.follow_closures", "every": 60},
    "settle_closures": {"run": "leasing.actions.rebates.settle_closures", "every": 60},
    "charge_rent": {"run": "leasing.actions.billing.charge_due", "every": 600},
    "post_late_fees": {"run": "leasing.actions.late_fees.post_due", "every": 21600},
    "lay_out_sessions": {"run": "events.actions.laying_out.lay_out_due", "every": 3600},
    "carry_out_call_offs": {"run": "events.actions.call_offs.carry_out_due", "every": 30},
    "pass_on_places": {"run": "events.actions.waiting.pass_on_offers", "every": 60},
    "ask_for_places": {"run": "events.actions.reminders.ask", "every": 600},
    "reckon_needs": {"run": "market.actions.needs.reckon", "every": 600, "silent": True},
    "plan_notices": {"run": "market.actions.reminders.plan_due", "every": 600},
    "void_notices": {"run": "market.actions.reminders.void_settled", "every": 300},
    "deliver_notices": {"run": "market.actions.delivery.deliver_due", "every": 30},
    "reap_notices": {"run": "market.actions.delivery.reap", "every": 60, "silent": True},
    "build_dossiers": {"run": "market.actions.dossiers.build_waiting", "every": 30, "silent": True},
    "expire_dossiers": {"run": "market.actions.dossiers.expire_due", "every": 3600, "silent": True},
    "erase_due": {"run": "market.actions.erasures.erase_due", "every": 3600, "silent": True},
    "tidy": {"run": "market.actions.tidying.tidy", "every": 3600, "silent": True},
}

if ENV.hurry:
    for job in JOBS.values():
        job["every"] = min(int(str(job["every"])), ENV.hurry)

# pure planners behind `manage.py preview KIND` and POST /api/v1/previews/KIND
PREVIEW_KINDS = {
    "split": "market.core.previews.split",
    "rent": "leasing.core.previews.rent",
    "late-fee": "leasing.core.previews.late_fee",
    "closing": "leasing.core.previews.closing",
    "deposit": "leasing.core.previews.deposit",
    "papers": "market.core.requirements.preview.papers",
    "filings": "events.core.previews.filings",
    "dates": "events.core.recurrence.previews.dates",
    "reminders": "market.core.reminder_previews.reminders",
}

# what draws the papers of our own making: kind -> (contents) -> Print
PRINTS = {
    "contract": "leasing.documents.prints.contracts.printed",
    "plan": "leasing.documents.prints.plans.printed",
    "signature": "leasing.documents.prints.signatures.printed",
    "amendment": "leasing.documents.prints.letters.amendment",
    "renewal": "leasing.documents.prints.letters.renewal",
    "transfer": "leasing.documents.prints.letters.transfer",
    "relocation": "leasing.documents.prints.letters.relocation",
    "objection": "leasing.documents.prints.letters.objection",
    "termination": "leasing.documents.prints.terminations.printed",
    "bill": "market.documents.prints.bills.printed",
    "receipt": "market.documents.prints.receipts.printed",
    "demand": "market.documents.prints.demands.printed",
    "statement": "market.documents.prints.statements.printed",
    "settlement": "market.documents.prints.settlements.printed",
    "refund": "market.documents.prints.refunds.printed",
    "closing": "market.documents.prints.closings.printed",
    "materials": "market.documents.prints.materials.printed",
    "evidence": "market.documents.prints.evidence.printed",
}

# whose papers they are: the noun of a paper's subject -> (actor) -> the things one sees of it
DOCUMENT_SUBJECTS = {
    "account": "market.queries.money.accounts_seen_by",
    "payment": "market.queries.money.payments_seen_by",
    "errand": "market.queries.errands.errands_seen_by",
    "notice": "market.queries.notices.notices_seen_by",
    "collection": "market.queries.counter.collections_seen_by",
    "refund": "market.queries.refunds.refunds_seen_by",
    "closing": "market.queries.closings.closings_seen_by",
    "lease": "leasing.queries.leases.leases_seen_by",
    "demand": "leasing.queries.demands.demands_seen_by",
    "termination": "leasing.queries.terminations.terminations_seen_by",
    "settlement": "leasing.queries.settlements.settlements_seen_by",
}

# the certified provider of electronic signatures: a class that behaves as
# leasing.core.certified.Provider says; "" while there is none
SIGNATURE_PROVIDER = ""

# what `manage.py bench` times
BENCHES = {
    "plan": "leasing.bench.plan.run",
    "rent": "leasing.bench.rent.run",
    "books": "market.bench.books.run",
    "feed": "events.bench.feed.run",
    "calendar": "events.bench.calendar.run",
    "papers": "leasing.bench.papers.run",
    "matrix": "leasing.bench.matrix.run",
    "delivery": "market.bench.delivery.run",
    "reminders": "market.bench.reminders.run",
    "statement-match": "market.bench.statement_match.run",
    "applications": "leasing.bench.applications.run",
}

# what `manage.py load_demo` puts together, in this order, and who can log in to it then
DEMO_MARKET = "huiquan"
DEMO_PARTS = [
    "market.demo.load.load",
    "leasing.demo.load.load",
    "events.demo.load.load",
    "market.demo.on_the_phone.load",
    "market.demo.inspections.load",
    "market.demo.tills.load",
    "market.demo.statements.load",
    "market.demo.books.load",
    "market.demo.paperwork.load",
    "market.demo.told.load",
    "market.demo.ways.load",
]
DEMO_LOGINS = "market.demo.crew.logins"

# what `manage.py import KIND` can bring in
IMPORT_KINDS = {
    "pitches": "market.actions.intake.pitches.INTAKE",
    "vendors": "market.actions.intake.vendors.INTAKE",
    "permits": "market.actions.intake.permits.INTAKE",
    "holidays": "market.actions.intake.holidays.INTAKE",
    "leases": "leasing.actions.intake.leases.INTAKE",
    "payments": "leasing.actions.intake.payments.INTAKE",
    "readings": "leasing.actions.intake.readings.INTAKE",
}

# what is due on an occasion that there is a policy for (market.core.policies): an Obligations of
# the app that knows it; docs/reminders.md tells how to bring in another
REMINDED = {
    "rent_due": "leasing.queries.owed.BILLS",
    "rent_overdue": "leasing.queries.owed.OVERDUE",
    "late_fee_growing": "leasing.queries.owed.LATE_FEES",
    "deposit_topup": "leasing.queries.owed.TOPUPS",
    "deposit_to_return": "leasing.queries.owed.RETURNS",
    "permit_window": "market.queries.owed_papers.WINDOW",
    "permit_expiring": "market.queries.owed_papers.EXPIRING",
    "permit_lapsed": "market.queries.owed_papers.LAPSED",
    "lease_ending": "leasing.queries.owed.ENDINGS",
    "renewal_offer": "leasing.queries.owed_lives.RENEWALS",
    "sublet_clock": "leasing.queries.owed_lives.SUBLETS",
    "holdover_clock": "leasing.queries.owed_lives.OVERSTAYS",
    "meter_reading": "leasing.queries.owed_lives.READINGS",
    "application_deadline": "leasing.queries.owed.ANSWERS",
    "enquiry_promised": "market.queries.enquiries.PROMISED",
    "filing_deadline": "events.queries.owed.FILINGS",
    "session_tomorrow": "events.queries.owed.PLACES",
    "rectification": "market.queries.owed_findings.FINDINGS",
}
# in which zones vendors are at home, for their stewards: each (vendors, on) -> {vendor: zones}
VENDOR_ZONES = ["leasing.queries.owed.zones_of_vendors"]

# the ways a notice leaves the house; the demo keeps everything in a local mailbox. A notice goes
# by the first of HUIQUAN_CHANNELS, and where that refuses for good, by the next
CHANNELS = {"mailbox": "market.channels.mailbox.Mailbox", **ways.channels(os.environ)}
NOTICE_CHANNELS = ways.in_order(os.environ, otherwise=["mailbox"] if DEMO else ["email", "call"])
# a code that somebody waits for goes by the first of these that takes it
CODE_CHANNELS = [name for name in NOTICE_CHANNELS if name in ("mailbox", "sms", "email")] or [
    "email"
]
# the ways that a person goes: these wait on a list until somebody says how it went
BY_HAND = ["call", "slip"]
# the ways that lead to a group: nothing that is between the market and one vendor goes there
TO_GROUPS = ["wecom_robot", "dingtalk", "feishu"]
NOTICE_RATES = ways.rates(os.environ)
PROVIDERS = ways.providers(os.environ)
PROVIDER_TEMPLATES = ways.templates(os.environ)
# how banks and wallets lay their statements out: market/maps/statements/NAME.json; of several
# that fit, the one with the most heads has it
STATEMENT_FORMATS = [
    "wechat-merchant",
    "wechat-personal",
    "alipay-merchant",
    "alipay-personal",
    "alipay-records",
    "icbc",
    "icbc-personal",
    "abc",
    "abc-business",
    "ccb",
    "psbc",
    "bank-two-columns",
    "bank-one-amount",
]
# what payers write to say what they pay for: each a question (market, on) -> [(vendor, sign)]
STATEMENT_SIGNS = ["leasing.queries.signs.signs"]

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = ENV.email_from or "huiquan@localhost"
globals().update(environment.email(ENV.email_url))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
