"""Six looks for every state in the house, so that one legend serves the plan and all lists.

free: nothing has been done yet. let: done, and in order. soon: waits for someone, or runs
out. trouble: needs someone now. reserved: put aside. closed: over.
"""

TONES = {
    "free": (
        *("free", "open", "draft", "drafted", "planned", "pending", "needed", "new"),
        "coming",
    ),
    "let": (
        *("let", "active", "signed", "accepted", "paid", "sent", "valid"),
        *("published", "placed", "granted", "agreed", "kept", "cured", "booked", "delivered"),
        *("charged", "confirmed", "admitted", "running", "drawn", "came"),
    ),
    "soon": (
        *("soon", "submitted", "reviewing", "offered", "asked", "applied"),
        *("sending", "expiring", "due", "unknown", "proposed", "issued", "noticed"),
        *("reopened", "requested", "approved", "held_over", "announced", "objected"),
        *("standing", "due_back", "ordered"),
    ),
    "trouble": (
        *("trouble", "correcting", "returned", "overdue", "lapsed", "missing"),
        *("failed", "revoked", "broken", "late", "disputed", "suspected", "missed"),
    ),
    "reserved": ("reserved", "waitlisted", "waiting", "provisional", "parked", "frozen"),
    "closed": (
        *("closed", "repair", "ended", "cancelled", "withdrawn", "declined"),
        *("expired", "replaced", "reversed", "refused", "corrected", "voided"),
        *("settled", "ignored", "rejected", "turned_away", "over", "void"),
        *("called_off", "undone"),
        *("renewed", "terminated", "done", "consented", "resolved", "lifted"),
    ),
}

# what the English face says where the state's own name would not be said
SAID = {
    ("", "soon"): "Ends soon",
    ("", "trouble"): "Needs attention",
    ("", "repair"): "Under repair",
    ("", "unknown"): "Not confirmed",
    ("", "due"): "To be paid",
    ("application", "submitted"): "Handed in",
    ("application", "correcting"): "Papers missing",
    ("application", "reviewing"): "Being looked at",
    ("application", "waitlisted"): "On the waiting list",
    ("application", "offered"): "Pitch offered",
    ("application", "admitted"): "To be admitted, not told yet",
    ("application", "rejected"): "To be refused, not told yet",
    ("application", "turned_away"): "Not taken in",
    ("call", "running"): "Open",
    ("call", "coming"): "Not open yet",
    ("draw", "announced"): "Secret sealed",
    ("draw", "frozen"): "Entrants fixed",
    ("permit", "submitted"): "To be checked",
    ("permit", "returned"): "Sent back",
    ("permit", "accepted"): "Checked",
    ("permit", "replaced"): "Replaced by a newer one",
    ("sign-up", "asked"): "Signed up",
    ("sign-up", "placed"): "Has a place",
    ("sign-up", "waiting"): "On the waiting list",
    ("sign-up", "accepted"): "Has room, pitch to come",
    ("sign-up", "offered"): "Place offered",
    ("sign-up", "expired"): "Offer not taken",
    ("sign-up", "came"): "Was there",
    ("sign-up", "missed"): "Did not come",
    ("filing", "due_back"): "To go back",
    ("filing", "returned"): "Given back",
    ("refund", "requested"): "Waits for a second person",
    ("refund", "approved"): "To be handed out",
    ("refund", "paid"): "Handed out",
    ("closing", "closed"): "Counted",
    ("closing", "confirmed"): "Counted and confirmed",
    ("mismatch", "open"): "To be looked at",
    ("mismatch", "settled"): "Looked at",
    ("statementline", "new"): "To do",
    ("statementline", "parked"): "Put aside",
    ("statementline", "ignored"): "Not for the books",
    ("filing", "needed"): "To be filed",
    ("filing", "applied"): "Filed",
    ("bookclosing", "open"): "Not closed",
    ("bookclosing", "reopened"): "Opened again",
    ("renewal", "accepted"): "The vendor stays",
    ("renewal", "declined"): "The vendor leaves",
    ("renewal", "expired"): "Not answered",
    ("transfer", "asked"): "Asked for",
    ("relocation", "done"): "Moved",
    ("closure", "standing"): "In force",
    ("closure", "lifted"): "Taken back",
}

# a paper or a filing that was refused has to be brought again
_OTHERWISE = {
    ("permit", "refused"): "trouble",
    ("filing", "refused"): "trouble",
    ("filing", "returned"): "closed",
    ("mismatch", "open"): "trouble",
    ("closing", "closed"): "soon",
}
_TONE = {state: tone for tone, states in TONES.items() for state in states}


def tone_of(state: str, noun: str = "") -> str:
    """The look of a state; one that is not in the table looks like nothing done yet."""
    return _OTHERWISE.get((noun, state)) or _TONE.get(state, "free")
