"""What stands in the addresses of the house: how each thing is made, and which are for everybody.

An address with a place that is not in this table fails tests/test_strangers.py.
"""

# the noun whose row stands there, by its id
BY_ID = {
    "market.Account": (
        "desk/money/<pk>",
        "desk/money/arrears/<pk>",
        "me/bills/<account>",
    ),
    "market.ApiKey": ("api/v1/keys/<key_id>",),
    "market.Enquiry": ("desk/messages/enquiries/<pk>",),
    "market.BoardEntry": (
        "desk/messages/board/<pk>",
        "me/board/<pk>",
        "api/v1/board/<entry_id>",
    ),
    "market.BookClosing": ("api/v1/books/closings/<closing_id>",),
    "market.CashierClosing": ("desk/money/closings/<pk>", "api/v1/closings/<closing_id>"),
    "market.Charge": (
        "desk/money/charges/<pk>",
        "desk/money/arrears/<pk>/waive-<charge>",
        "api/v1/charges/<charge_id>",
    ),
    "market.CheckItem": ("desk/papers/rounds/checklist/<pk>", "api/v1/check-items/<item_id>"),
    "market.Collection": ("desk/money/till/<pk>", "api/v1/collections/<collection_id>"),
    "market.Complaint": ("desk/papers/complaints/<pk>", "api/v1/complaints/<complaint_id>"),
    "market.Document": (
        "documents/<pk>",
        "api/v1/documents/<document_id>",
    ),
    "receipt": ("me/bills/receipts/<pk>",),
    "letter": ("desk/leases/<pk>/letters/<document_pk>",),
    "market.Dossier": ("desk/papers/folders/<pk>", "api/v1/dossiers/<dossier_id>"),
    "market.Errand": ("desk/papers/errands/<pk>", "api/v1/errands/<pk>"),
    "market.Finding": (
        "desk/papers/findings/<pk>",
        "me/papers/findings/<pk>",
        "api/v1/findings/<finding_id>",
    ),
    "market.Hold": ("api/v1/holds/<hold_id>",),
    "market.Inspection": ("desk/papers/rounds/visits/<pk>", "api/v1/inspections/<inspection_id>"),
    "market.Market": (
        "desk/calendar/filings/leads/<market>",
        "desk/money/books/<pk>",
        "desk/money/closings/<market>",
        "desk/papers/rules/<market>",
        "api/v1/markets/<market_id>",
    ),
    "market.Invitation": (
        "me/people/invitations/<pk>",
        "api/v1/invitations/<invitation_id>",
    ),
    "market.Member": ("me/people/<pk>", "api/v1/people/<person_id>"),
    "market.Mismatch": ("desk/money/payments/mismatches/<pk>",),
    "market.Notice": (
        "desk/messages/<pk>",
        "desk/messages/calls/<pk>",
        "me/messages/<pk>",
        "api/v1/notices/<notice_id>",
    ),
    "market.PaidNote": (
        "desk/money/paid/<pk>",
        "me/bills/paid/<pk>",
        "api/v1/paid-notes/<note_id>",
    ),
    "market.PaperOverride": ("desk/papers/passes/<pk>", "api/v1/overrides/<pk>"),
    "market.Pause": ("desk/messages/channels/<pk>", "api/v1/notices/pauses/<pause_id>"),
    "market.PayCode": (
        "desk/money/pay-codes/<pk>",
        "pay-codes/<pk>",
        "api/v1/pay-codes/<code_id>",
    ),
    "market.PayerLink": ("desk/money/payers/<pk>",),
    "market.Payment": (
        "desk/money/payments/<pk>",
        "api/v1/payments/<payment_id>",
    ),
    "market.Penalty": ("desk/papers/penalties/<pk>", "api/v1/penalties/<penalty_id>"),
    "market.Permit": (
        "desk/papers/<pk>",
        "me/data/consents/<pk>",
        "me/papers/<pk>",
        "api/v1/me/consents/<permit_id>",
        "api/v1/permits/<permit_id>",
    ),
    "market.Pitch": (
        "desk/plan/<pk>",
        "desk/money/meters/round/<pk>",
        "stalls/<pk>",
        "api/v1/pitches/<pitch_id>",
        "api/v1/stalls/<pitch_id>",
    ),
    "market.QuickTest": ("desk/papers/quick-tests/<pk>", "api/v1/quick-tests/<test_id>"),
    "market.Refund": ("desk/money/refunds/<pk>", "api/v1/refunds/<refund_id>"),
    "market.RequirementRule": ("desk/papers/rules/<pk>", "api/v1/requirements/rules/<pk>"),
    "market.Retention": ("desk/papers/erasure/<pk>", "api/v1/erasures/retentions/<retention_id>"),
    "market.Round": ("desk/papers/rounds/<pk>", "api/v1/rounds/<round_id>"),
    "market.Scale": ("desk/papers/scales/<pk>", "api/v1/scales/<scale_id>"),
    "market.Statement": ("desk/money/statements/<pk>", "api/v1/statements/<statement_id>"),
    "market.StatementLine": (
        "desk/money/statements/lines/<pk>",
        "api/v1/statement-lines/<line_id>",
    ),
    "market.Suspension": ("desk/papers/stops/<pk>", "api/v1/suspensions/<pk>"),
    "market.Template": (
        "desk/messages/templates/<occasion>/<pk>",
        "api/v1/templates/<template_id>",
    ),
    "market.User": ("desk/money/closings/<market>/<cashier>",),
    "market.Vendor": (
        "calendar/<pk>/ask/<vendor>",
        "calendar/mine/<vendor>",
        "api/v1/me/calendar-feeds/<pk>",
        "desk/papers/vendors/<pk>",
        "desk/vendors/<pk>",
        "api/v1/vendors/<vendor_id>",
    ),
    "market.Worker": ("desk/workers/<pk>", "api/v1/workers/<worker_id>"),
    "leasing.Agreement": (
        "desk/money/agreements/<pk>",
        "me/bills/arrears/<pk>",
        "api/v1/agreements/<pk>",
    ),
    "leasing.Application": ("desk/applications/<pk>",),
    "leasing.Call": ("desk/applications/calls/<pk>",),
    "leasing.Closure": ("desk/leases/closures/<pk>", "api/v1/closures/<pk>"),
    "leasing.Criterion": ("desk/applications/rubric/<pk>",),
    "leasing.Demand": ("desk/money/demands/<pk>", "api/v1/demands/<pk>"),
    "leasing.DepositClaim": ("desk/money/deposits/<pk>/top-up-<claim>",),
    "leasing.Draw": ("desk/applications/draws/<pk>",),
    "leasing.Lease": (
        "desk/leases/<pk>",
        "desk/money/deposits/<pk>",
        "desk/money/settlements/<pk>",
    ),
    "leasing.Meter": (
        "desk/money/meters/<pk>",
        "me/bills/meters/<pk>",
        "api/v1/meters/<meter_id>",
        "api/v1/me/meters/<meter_id>",
    ),
    "leasing.MeterRun": ("desk/money/meters/bills/<pk>", "api/v1/meter-bills/<run_id>"),
    "leasing.Reading": ("desk/money/meters/readings/<pk>", "api/v1/readings/<reading_id>"),
    "leasing.Relocation": ("desk/leases/relocations/<pk>",),
    "leasing.Renewal": ("desk/leases/renewals/<pk>",),
    "leasing.Settlement": ("me/bills/deposit/<pk>",),
    "leasing.SettlementClaim": ("desk/money/settlements/<pk>/drop-<claim>",),
    "leasing.Sublet": (
        "desk/leases/<pk>/sublets/<sublet_pk>",
        "desk/leases/sublets/<pk>",
        "api/v1/leases/<reference>/sublets/<pk>",
    ),
    "leasing.Transfer": (
        "desk/leases/<pk>/transfers/<transfer_pk>",
        "desk/leases/transfers/<pk>",
        "api/v1/leases/<reference>/transfers/<pk>",
    ),
    "events.CallOff": ("desk/call-offs/<pk>", "api/v1/call-offs/<pk>"),
    "events.Filing": ("desk/filings/<pk>", "api/v1/filings/<pk>"),
    "events.FilingMaterial": ("desk/filings/papers/<pk>",),
    "events.NightCall": (
        "desk/calendar/calls/<pk>",
        "me/nights/calls/<pk>",
        "api/v1/night-calls/<pk>",
    ),
    "events.Series": ("desk/calendar/series/<pk>",),
    "events.Session": ("calendar/<pk>", "desk/calendar/<pk>", "api/v1/sessions/<pk>"),
    "events.SignUp": (
        "calendar/sign-ups/<pk>",
        "desk/sign-ups/<pk>",
        "me/nights/<pk>",
        "api/v1/sign-ups/<pk>",
    ),
}

# the noun and the column of its row that stands there
BY_COLUMN = {
    ("filed", "code"): ("desk/calendar/filings/leads/<market>/<code>",),
    ("market.PermitType", "code"): (
        "desk/papers/rules/<market>/<code>",
        "api/v1/permit-types/<code>",
    ),
    ("market.Upload", "key"): (
        "uploads/<key>",
        "desk/leases/files/<key>",
        "desk/money/proofs/<key>",
        "api/v1/uploads/<key>",
    ),
    ("market.Zone", "code"): ("zones/<code>",),
    ("leasing.Application", "reference"): (
        "applications/<reference>",
        "api/v1/applications/<reference>",
    ),
    ("leasing.Call", "reference"): ("calls/<reference>", "api/v1/calls/<reference>"),
    ("leasing.Draw", "reference"): ("draws/<reference>", "api/v1/draws/<reference>"),
    ("leasing.Lease", "reference"): ("me/leases/<reference>", "api/v1/leases/<reference>"),
    ("market.Enquiry", "reference"): (
        "me/requests/<reference>",
        "api/v1/enquiries/<reference>",
    ),
    ("events.FilingMaterial", "position"): ("api/v1/filings/<pk>/materials/<position>",),
    ("events.Series", "slug"): (
        "series/<slug>",
        "api/v1/series/<slug>",
        "api/v1/events/<slug>",
    ),
}

# a word out of a closed set
WORDS = {
    "applications/<reference>/<move>": "accept",
    "api/v1/imports/<kind>": "pitches",
    "api/v1/leases/<reference>/renewal/<move>": "accept",
    "api/v1/policies/<occasion>": "rent_due",
    "api/v1/previews/<kind>": "split",
    "calendar/poster/<month>": "2026-07",
    "desk/leases/<pk>/renewal/<move>": "accept",
    "desk/leases/<pk>/sublets/<sublet_pk>/<move>": "object",
    "desk/leases/<pk>/termination/skip-<step>": "demand",
    "desk/messages/policies/<occasion>": "rent_due",
    "desk/messages/templates/<occasion>": "rent_due",
    "desk/money/books/<pk>/<month>": "2026-03",
    "desk/papers/errands/<pk>/<move>": "submit",
    "me/bills/arrears/<pk>/<move>": "agree",
    "me/leases/<reference>/renewal/<move>": "accept",
    "me/nights/<pk>/<move>": "confirm",
}

# whoever has the address has the thing: what stands there is one that nobody was given
SECRETS = {
    "accounts/confirm-email/<key>": "never-given",
    "accounts/password/reset/key/<uidb36>": "1",
    "accounts/password/reset/key/<uidb36>-<key>": "never-given",
    "calendar/mine/<secret>": "never-given",
    "callbacks/aliyun/<secret>": "never-given",
    "callbacks/tencent/<secret>": "never-given",
    "here/<token>": "never-given",
    "n/<token>": "never-given",
    "wechat/<token>": "never-given",
}

# for everybody: stalls, calls, draws, the programme, and what papers there are. What is the
# vendor's own does not stand there, and the tests look for it
OPEN = (
    "api/v1/calls/<reference>",
    "api/v1/draws/<reference>",
    "api/v1/events/<slug>",
    "api/v1/markets/<market_id>",
    "api/v1/night-calls/<pk>",
    "api/v1/permit-types/<code>",
    "api/v1/pitches/<pitch_id>",
    "api/v1/previews/<kind>",
    "api/v1/requirements/rules/<pk>",
    "api/v1/series/<slug>",
    "api/v1/sessions/<pk>",
    "api/v1/stalls/<pitch_id>",
    "calendar/<pk>",
    "calendar/poster/<month>",
    "calls/<reference>",
    "draws/<reference>",
    "me/nights/calls/<pk>",
    "pay-codes/<pk>",
    "series/<slug>",
    "stalls/<pk>",
    "zones/<code>",
)

# of the house as a whole, not of a market: whoever works at any market of it sees these
OF_THE_HOUSE = (
    "api/v1/check-items/<item_id>",
    "api/v1/erasures/retentions/<retention_id>",
    "api/v1/notices/pauses/<pause_id>",
    "desk/messages/channels/<pk>",
    "desk/papers/erasure/<pk>",
    "desk/papers/rounds/checklist/<pk>",
    "desk/papers/rules/<pk>",
)
