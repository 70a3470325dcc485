"""The words for what is kept as a code: `{% load desk_words %}{{ payment.method|word:"method" }}`."""

from typing import Any

from django import template
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from market.core.promises import Promise, Span

register = template.Library()

PITCH_KINDS = {
    "stall": _("Stall"),
    "container": _("Container shop"),
    "night": _("Night pitch"),
    "shopfront": _("Shopfront"),
    "advertising": _("Advertising space"),
    "storage": _("Storage space"),
}
TRADES = {
    "水产": _("Fish and seafood"),
    "鲜肉": _("Fresh meat"),
    "清真": _("Halal meat"),
    "蔬菜": _("Vegetables"),
    "水果": _("Fruit"),
    "豆制品面食": _("Tofu and noodles"),
    "熟食": _("Cooked food"),
    "粮油干货": _("Grain, oil, dry goods"),
    "禽蛋": _("Poultry and eggs"),
    "小吃": _("Snacks made on the spot"),
    "百货": _("Household goods"),
}
GOODS_CLASSES = {
    "produce": _("Farm produce"),
    "meat": _("Meat and animal products"),
    "catering": _("Food made on the spot"),
    "ready": _("Loose food eaten as it is"),
    "bulk": _("Other loose food"),
    "prepacked": _("Pre-packed food"),
    "workshop": _("Food from a workshop"),
    "other": _("No food"),
}
HOLDERS = {
    "business": _("The business"),
    "premises": _("The premises"),
    "person": _("Each person"),
    "device": _("Each device"),
    "batch": _("Each batch"),
    "stall": _("The stall"),
    "market": _("The market"),
}
VENDOR_KINDS = {
    "person": _("Private person"),
    "household": _("Sole trader"),
    "company": _("Company"),
    "cooperative": _("Cooperative"),
}
ID_KINDS = {
    "citizen": _("Identity card"),
    "hk_macau": _("Hong Kong and Macau permit"),
    "taiwan": _("Taiwan permit"),
    "foreign": _("Passport"),
}
METHODS = {
    "cash": _("Cash"),
    "wechat": _("WeChat Pay"),
    "alipay": _("Alipay"),
    "bank": _("Bank transfer"),
    "card": _("Card"),
    "deposit": _("From the deposit"),
    "other": pgettext_lazy("payment", "Other"),
}
# what a day makes of a bill
BILLS = {
    "planned": pgettext_lazy("bill", "Planned"),
    "due": pgettext_lazy("bill", "To be paid"),
    "overdue": pgettext_lazy("bill", "Overdue"),
    "paid": pgettext_lazy("bill", "Paid"),
    "reversed": pgettext_lazy("bill", "Credited"),
    "cancelled": pgettext_lazy("bill", "Not charged any more"),
    "free": pgettext_lazy("bill", "Nothing to pay"),
}
HELD_FOR = {
    "lease": _("Let"),
    "offer": _("Held for an offer"),
    "night": _("Night session"),
    "closure": _("Closed off"),
}
CHANNELS = {
    "mailbox": _("Local mailbox"),
    "email": _("E-mail"),
    "inbox": _("The vendor's own page"),
    "sms": _("Text message"),
    "wecom": _("WeCom"),
    "wecom_robot": _("WeCom group"),
    "dingtalk": _("DingTalk group"),
    "feishu": _("Feishu group"),
    "wechat": _("WeChat"),
    "wechat_subscription": _("WeChat, by consent"),
    "call": _("Phone call"),
    "slip": _("Slip at the stall"),
}
# what became of a try, as its trail has it
TRIES = {
    "sent": pgettext_lazy("try", "Sent"),
    "failed": pgettext_lazy("try", "Failed"),
    "put off": pgettext_lazy("try", "Put off"),
    "another way": pgettext_lazy("try", "Goes another way"),
    "no answer": pgettext_lazy("try", "No answer"),
    "unknown": pgettext_lazy("try", "In doubt"),
    "delivered": pgettext_lazy("try", "Delivered"),
    "not delivered": pgettext_lazy("try", "Not delivered"),
    "retry": pgettext_lazy("try", "To be said again"),
    "hurry": pgettext_lazy("try", "To be said now"),
    "arrived": pgettext_lazy("try", "Arrived, somebody asked"),
    "reached": pgettext_lazy("try", "They know"),
    "missed": pgettext_lazy("try", "Not reached"),
    "drop": pgettext_lazy("try", "Left unsaid"),
}
OCCASIONS = {
    "rent_due": _("Rent falls due"),
    "rent_overdue": _("Rent is overdue"),
    "permit_expiring": _("A paper runs out soon"),
    "permit_lapsed": _("A paper has run out"),
    "permit_returned": _("A paper was sent back"),
    "permit_refused": _("A paper was refused"),
    "permit_revoked": _("A paper was revoked"),
    "application_received": _("Application received"),
    "application_again": _("A second application"),
    "application_corrections": _("Something to put right"),
    "application_refused": _("Application refused"),
    "application_taken_in": _("Application taken in"),
    "application_turned_away": _("Application not taken in"),
    "application_waitlisted": _("On the waiting list"),
    "application_withdrawn": _("Application withdrawn"),
    "application_cancelled": _("Application cancelled"),
    "application_told": _("A decision told"),
    "offer_accepted": _("Offer accepted"),
    "offer_declined": _("Offer declined"),
    "offer_made": _("Pitch offered"),
    "offer_expired": _("Offer expired"),
    "lease_signed": _("Lease signed"),
    "lease_amended": _("Lease changed"),
    "lease_ended": _("Lease ended"),
    "lease_overstayed": _("Lease run out, pitch in use"),
    "holdover_begun": _("Goes on without an end"),
    "asked_to_leave": _("Asked to leave"),
    "renewal_offered": _("Renewal offered"),
    "renewal_expired": _("Renewal not answered"),
    "transfer_asked": _("Transfer asked for"),
    "transfer_agreed": _("Transfer agreed"),
    "transfer_refused": _("Transfer refused"),
    "relocation_announced": _("Pitch moves"),
    "sublet_objected": _("Sublet objected to"),
    "closure_announced": _("Closure announced"),
    "closure_lifted": _("Closure taken back"),
    "payment_received": _("Payment received"),
    "board_taken_down": _("An entry taken off the board"),
    "desk_code_given": _("A log-in code at the desk"),
    "invited": _("Asked to help with a stall"),
    "enquiry_answered": _("An answer to an enquiry"),
    "enquiry_promised": _("A promised answer"),
    "paid_note_refused": _("A payment that was not found"),
    "demand_issued": _("A demand was issued"),
    "agreement_proposed": _("Paying in parts proposed"),
    "termination_notice": _("Notice of termination"),
    "settlement_proposed": _("Settlement to look at"),
    "deposit_to_return": _("A deposit is to go back"),
    "late_fee_growing": _("A late fee is growing"),
    "deposit_topup": _("A deposit is to be topped up"),
    "permit_window": _("Time to renew a paper"),
    "lease_ending": _("A lease is ending"),
    "renewal_offer": _("An offer to stay"),
    "sublet_clock": _("A sublet to answer to"),
    "holdover_clock": _("Still here after the lease"),
    "application_deadline": _("An applicant has to answer"),
    "filing_deadline": _("A filing is due"),
    "session_tomorrow": _("A place in a session"),
    "meter_reading": _("Meters are to be read"),
    "rectification": _("Something to put right"),
    "digest": _("What there is today"),
    "test_message": _("A trial"),
    "login_code": _("Log-in code"),
    "findings_made": _("Something to put right"),
    "finding_reopened": _("Not right yet"),
}
LIKENESS = {
    "identity": _("the same identity number"),
    "uscc": _("the same credit code"),
    "phone": _("the same phone"),
    "name": _("the same name"),
    "similar": _("a similar name"),
}
NOUNS = {
    "application": pgettext_lazy("noun", "Application"),
    "call": pgettext_lazy("noun", "Call for applications"),
    "draw": pgettext_lazy("noun", "Lottery"),
    "lease": pgettext_lazy("noun", "Lease"),
    "renewal": pgettext_lazy("noun", "Renewal"),
    "transfer": pgettext_lazy("noun", "Transfer"),
    "relocation": pgettext_lazy("noun", "Move to another pitch"),
    "sublet": pgettext_lazy("noun", "Sublet"),
    "closure": pgettext_lazy("noun", "Closure"),
    "permit": pgettext_lazy("noun", "Paper"),
    "session": pgettext_lazy("noun", "Night"),
    "signup": pgettext_lazy("noun", "Sign-up"),
    "filing": pgettext_lazy("noun", "Filing"),
    "notice": pgettext_lazy("noun", "Message"),
    "pitch": pgettext_lazy("noun", "Pitch"),
    "charge": pgettext_lazy("noun", "Charge"),
    "payment": pgettext_lazy("noun", "Payment"),
    "account": pgettext_lazy("noun", "Account"),
    "refund": pgettext_lazy("noun", "Refund"),
    "cashierclosing": pgettext_lazy("noun", "Closing of a till"),
    "mismatch": pgettext_lazy("noun", "Reference"),
    "vendor": pgettext_lazy("noun", "Vendor"),
    "agreement": pgettext_lazy("noun", "Agreement"),
    "demand": pgettext_lazy("noun", "Demand"),
    "termination": pgettext_lazy("noun", "Termination"),
    "settlement": pgettext_lazy("noun", "Settlement"),
    "bookclosing": pgettext_lazy("noun", "Books of a month"),
    "errand": pgettext_lazy("noun", "Errand"),
    "paperoverride": pgettext_lazy("noun", "Let pass"),
    "suspension": pgettext_lazy("noun", "Suspension"),
    "reading": pgettext_lazy("noun", "Reading"),
    "meterrun": pgettext_lazy("noun", "Meter bills"),
    "round": pgettext_lazy("noun", "Round"),
    "inspection": pgettext_lazy("noun", "Visit"),
    "finding": pgettext_lazy("noun", "Finding"),
    "penalty": pgettext_lazy("noun", "Penalty"),
    "scale": pgettext_lazy("noun", "Scale"),
    "complaint": pgettext_lazy("noun", "Complaint"),
    "dossier": pgettext_lazy("noun", "Folder"),
    "checkitem": pgettext_lazy("noun", "Line of the checklist"),
    "statementline": pgettext_lazy("noun", "Line of a statement"),
    "boardentry": pgettext_lazy("noun", "Offer or want"),
    "enquiry": pgettext_lazy("noun", "Enquiry"),
    "answerpromise": pgettext_lazy("noun", "Promised time"),
    "paidnote": pgettext_lazy("noun", "Word of a payment"),
}
# a move by its name, or by its noun and name where the noun says it another way
MOVES = {
    "application.accept": pgettext_lazy("move", "Offer accepted"),
    "permit.accept": pgettext_lazy("move", "Checked"),
    "permit.apply": pgettext_lazy("move", "Renewal applied for"),
    "errand.collect": pgettext_lazy("move", "Fetched"),
    "paperoverride.grant": pgettext_lazy("move", "Let pass"),
    "paperoverride.take_back": pgettext_lazy("move", "Let pass no more"),
    "suspend": pgettext_lazy("move", "Suspended"),
    "reinstate": pgettext_lazy("move", "Trades again"),
    "drop": pgettext_lazy("move", "Dropped"),
    "reopen": pgettext_lazy("move", "Opened again"),
    "reading.confirm": pgettext_lazy("move", "Reading confirmed"),
    "reading.correct": pgettext_lazy("move", "Reading corrected"),
    "reading.withdraw": pgettext_lazy("move", "Reading taken back"),
    "void": pgettext_lazy("move", "Voided"),
    "close": pgettext_lazy("move", "Closed"),
    "rectify": pgettext_lazy("move", "Said to be put right"),
    "clear": pgettext_lazy("move", "Looked at again: right"),
    "finding.reopen": pgettext_lazy("move", "Looked at again: not right yet"),
    "stop": pgettext_lazy("move", "Put out of use"),
    "resume": pgettext_lazy("move", "Back in use"),
    "retire": pgettext_lazy("move", "Gone for good"),
    "take": pgettext_lazy("move", "Looked into"),
    "complaint.settle": pgettext_lazy("move", "Dealt with"),
    "dismiss": pgettext_lazy("move", "Found to be nothing"),
    "contact": pgettext_lazy("move", "Phone number read"),
    "begin": pgettext_lazy("move", "Begun"),
    "finish": pgettext_lazy("move", "Finished"),
    "fail": pgettext_lazy("move", "Could not be made"),
    "retry": pgettext_lazy("move", "Tried again"),
    "dossier.expire": pgettext_lazy("move", "Deleted"),
    "edit": pgettext_lazy("move", "Changed"),
    "copy": pgettext_lazy("move", "A copy was handed out"),
    "post": pgettext_lazy("move", "Put up"),
    "show_contact": pgettext_lazy("move", "Number shown"),
    "hide_contact": pgettext_lazy("move", "Number hidden"),
    "take_down": pgettext_lazy("move", "Taken down"),
    "invite": pgettext_lazy("move", "Invited"),
    "uninvite": pgettext_lazy("move", "Invitation taken back"),
    "join": pgettext_lazy("move", "Joined"),
    "remove_member": pgettext_lazy("move", "Removed"),
    "hand_code": pgettext_lazy("move", "Log-in code handed over"),
    "enquiry.ask": pgettext_lazy("move", "Asked"),
    "enquiry.take": pgettext_lazy("move", "Seen to"),
    "answer": pgettext_lazy("move", "Answered"),
    "rate": pgettext_lazy("move", "Rated"),
    "paidnote.tell": pgettext_lazy("move", "Told"),
    "paidnote.book": pgettext_lazy("move", "Booked"),
    "paidnote.refuse": pgettext_lazy("move", "Not found"),
    "refund.withdraw": pgettext_lazy("move", "Dropped"),
    "turn_away": pgettext_lazy("move", "Not taken in"),
    "admit": pgettext_lazy("move", "Decided: to be admitted"),
    "reject": pgettext_lazy("move", "Decided: to be refused"),
    "application.reopen": pgettext_lazy("move", "Decision taken back"),
    "put_back": pgettext_lazy("move", "Decision taken back"),
    "reorder": pgettext_lazy("move", "Moved on the waiting list"),
    "freeze": pgettext_lazy("move", "Entrants fixed"),
    "draw": pgettext_lazy("move", "Drawn"),
    "draw.void": pgettext_lazy("move", "Declared void"),
    "submit": pgettext_lazy("move", "Handed in"),
    "receive": pgettext_lazy("move", "Taken in"),
    "correct": pgettext_lazy("move", "Corrections asked for"),
    "waitlist": pgettext_lazy("move", "Put on the waiting list"),
    "offer": pgettext_lazy("move", "Offer made"),
    "accept": pgettext_lazy("move", "Accepted"),
    "decline": pgettext_lazy("move", "Declined"),
    "expire": pgettext_lazy("move", "Not answered in time"),
    "refuse": pgettext_lazy("move", "Refused"),
    "withdraw": pgettext_lazy("move", "Withdrawn"),
    "sign": pgettext_lazy("move", "Signed"),
    "end": pgettext_lazy("move", "Ended"),
    "cancel": pgettext_lazy("move", "Dropped"),
    "amend": pgettext_lazy("move", "Changed"),
    "transfer": pgettext_lazy("move", "Handed on"),
    "relocate": pgettext_lazy("move", "Moved to another pitch"),
    "hold_over": pgettext_lazy("move", "Goes on without an end"),
    "renew": pgettext_lazy("move", "Renewed"),
    "terminate": pgettext_lazy("move", "Terminated"),
    "consent": pgettext_lazy("move", "Agreed to"),
    "complete": pgettext_lazy("move", "Carried out"),
    "object": pgettext_lazy("move", "Objected to"),
    "resolve": pgettext_lazy("move", "Settled"),
    "lift": pgettext_lazy("move", "Taken back"),
    "return": pgettext_lazy("move", "Sent back"),
    "resubmit": pgettext_lazy("move", "Handed in again"),
    "replace": pgettext_lazy("move", "Replaced by a newer one"),
    "revoke": pgettext_lazy("move", "Revoked"),
    "publish": pgettext_lazy("move", "Published"),
    "place": pgettext_lazy("move", "Given a place"),
    "apply": pgettext_lazy("move", "Filed"),
    "grant": pgettext_lazy("move", "Granted"),
    "agree": pgettext_lazy("move", "Agreed"),
    "issue": pgettext_lazy("move", "Issued"),
    "deliver": pgettext_lazy("move", "Delivered"),
    "lapse": pgettext_lazy("move", "Left to rest"),
    "skip": pgettext_lazy("move", "A step was skipped"),
    "notice": pgettext_lazy("move", "Notice issued"),
    "propose": pgettext_lazy("move", "Proposed"),
    "dispute": pgettext_lazy("move", "Objected to"),
    "revise": pgettext_lazy("move", "Opened again"),
    "book": pgettext_lazy("move", "Booked"),
    "notice.retry": pgettext_lazy("move", "To be said again"),
    "hurry": pgettext_lazy("move", "Said at once"),
    "arrived": pgettext_lazy("move", "Noted as arrived"),
    "reached": pgettext_lazy("move", "Told by a person"),
    "missed": pgettext_lazy("move", "Nobody answered"),
    "notice.drop": pgettext_lazy("move", "Left unsaid"),
    "approve": pgettext_lazy("move", "Approved"),
    "pay": pgettext_lazy("move", "Handed out"),
    "confirm": pgettext_lazy("move", "Confirmed"),
    "settle": pgettext_lazy("move", "Looked at"),
    "reallocate": pgettext_lazy("move", "Put on another bill"),
    "unbook": pgettext_lazy("move", "Booking taken back"),
    "park": pgettext_lazy("move", "Put aside"),
    "ignore": pgettext_lazy("move", "Kept out of the books"),
    "statementline.reopen": pgettext_lazy("move", "Taken up again"),
}
# what is looked at when every balance is recomputed
CHECKS = {
    "charge_open": _("What is open of a charge"),
    "payment_free": _("What is free of a payment"),
    "paid_beyond": _("More was allocated than there is"),
    "account_balance": _("The balance of an account"),
    "two_accounts": _("One entry on two accounts"),
    "receipt_sum": _("The sum of a receipt"),
    "receipt_number": _("The number of a receipt"),
    "closed_entries": _("The entries of a closed month"),
    "debits_and_credits": _("Debits and credits of a closed month"),
    "account_code": _("A fee item without an account of the chart"),
    "closed_journal": _("The journal of a closed month"),
}
TRADE_CLASSES = {
    "small_catering": _("Small catering"),
    "stall": _("Food stall"),
    "other": pgettext_lazy("trade", "Other"),
}
COMPLAINT_KINDS = {
    "weight": _("Short weight"),
    "price": _("The price"),
    "quality": _("Quality of the goods"),
    "hygiene": _("Cleanliness"),
    "service": _("How I was treated"),
    "other": pgettext_lazy("complaint", "Something else"),
}
ENQUIRY_KINDS = {
    "question": pgettext_lazy("enquiry", "A question"),
    "complaint": pgettext_lazy("enquiry", "A complaint"),
    "proposal": pgettext_lazy("enquiry", "A proposal"),
}
BOARD_KINDS = {"offer": pgettext_lazy("board", "Offer"), "want": pgettext_lazy("board", "Want")}
BOARD_CATEGORIES = {
    "goods": pgettext_lazy("board", "Goods"),
    "equipment": pgettext_lazy("board", "Equipment"),
    "transport": pgettext_lazy("board", "Transport"),
    "hands": pgettext_lazy("board", "Helping hands"),
    "space": pgettext_lazy("board", "Space"),
    "other": pgettext_lazy("board", "Something else"),
}
MEMBERS = {
    "owner": pgettext_lazy("member", "Owner"),
    "helper": pgettext_lazy("member", "Helper"),
}
CAME_BY = {"qr": _("Stall page"), "desk": _("At the desk"), "phone": _("By phone")}
SCOPES = {
    "market": _("The whole market"),
    "zone": _("One zone"),
    "vendor": _("One vendor"),
}
STEPS = {
    "": _("Waits for its turn"),
    "tables": _("Writing the tables"),
    "vendors": _("Vendor by vendor"),
    "index": _("Writing the index"),
}
LOG_KINDS = {"daily": _("Check of the day"), "reweigh": _("Weighed again")}
WAYS = {"all": _("Everybody"), "sample": _("A sample")}
STOP_REASONS = {
    "all": pgettext_lazy("stop", "Everybody"),
    "drawn": pgettext_lazy("sample", "Drawn"),
    "overdue": _("Has something late"),
}
KEPT = {
    "upload": _("Files of papers"),
    "worker": _("Identity number"),
    "complaint": _("Phone number of who complained"),
}
CONFIDENCES = {
    "sure": pgettext_lazy("match", "Sure"),
    "likely": pgettext_lazy("match", "Likely"),
    "maybe": pgettext_lazy("match", "Perhaps"),
}
_BOOKS: dict[str, dict[str, Any]] = {
    "trade_class": TRADE_CLASSES,
    "complaint_kind": COMPLAINT_KINDS,
    "enquiry_kind": ENQUIRY_KINDS,
    "member": MEMBERS,
    "board_kind": BOARD_KINDS,
    "board_category": BOARD_CATEGORIES,
    "came_by": CAME_BY,
    "scope": SCOPES,
    "step": STEPS,
    "log_kind": LOG_KINDS,
    "round_way": WAYS,
    "stop_reason": STOP_REASONS,
    "kept_noun": KEPT,
    "pitch_kind": PITCH_KINDS,
    "vendor_kind": VENDOR_KINDS,
    "id_kind": ID_KINDS,
    "method": METHODS,
    "bill": BILLS,
    "held_for": HELD_FOR,
    "channel": CHANNELS,
    "occasion": OCCASIONS,
    "likeness": LIKENESS,
    "noun": NOUNS,
    "move": MOVES,
    "try": TRIES,
    "check": CHECKS,
    "holder": HOLDERS,
    "trade": TRADES,
    "goods_class": GOODS_CLASSES,
    "match": CONFIDENCES,
}


@register.filter
def word(code: str, book: str) -> str:
    """The word for a code: `{{ payment.method|word:"method" }}`. An unknown one is written as it is."""
    return str(_BOOKS[book].get(code) or code.replace("_", " "))


@register.filter
def promised(promise: Promise) -> str:
    """Within how many working days, or hours of the office."""
    if promise.unit == Span.WORKING_HOUR:
        words = ngettext("within {count} office hour", "within {count} office hours", promise.count)
    else:
        words = ngettext("within {count} working day", "within {count} working days", promise.count)
    return words.format(count=promise.count)


@register.filter
def done_word(done: str) -> str:
    """What became of a try."""
    return word(done, "try")


@register.filter
def done(move: Any) -> str:
    """What a move of the journal did, in a word or two."""
    own = MOVES.get(f"{move.noun}.{move.name}")
    return str(own) if own else word(move.name, "move")


@register.filter
def listed(things: Any) -> str:
    """Several words one after the other, as one writes them: 鲜肉、熟食, or meat, cooked food."""
    english = (get_language() or "").startswith("en")
    return (", " if english else "、").join(str(thing) for thing in things or ())
