"""The ground's nouns."""

from market.models.books import BookClosing, LedgerAccount, MethodAccount
from market.models.channels import Contact, Footing, Heartbeat, Pace, Pause
from market.models.closings import CashierClosing, ClosedPayment, ClosedRefund
from market.models.collections import Collection, Mismatch
from market.models.days import SpecialDay
from market.models.holds import Hold
from market.models.journal import Answer, Document, Move
from market.models.listings import Listing
from market.models.money import Account, Allocation, Charge, FeeItem, Payment
from market.models.notices import LocalMessage, Notice
from market.models.payers import PayerLink
from market.models.people import ApiKey, LoginCode, Member, Role, Token, User
from market.models.permits import Permit, PermitType, Upload
from market.models.places import Market, Pitch, Succession, Zone
from market.models.refunds import Refund
from market.models.reminding import ReminderPolicy, Template
from market.models.statements import LineBooking, Statement, StatementLayout, StatementLine
from market.models.vendors import Reveal, Vendor, Worker

__all__ = [
    "Account",
    "Allocation",
    "Answer",
    "ApiKey",
    "BookClosing",
    "CashierClosing",
    "Charge",
    "ClosedPayment",
    "ClosedRefund",
    "Collection",
    "Contact",
    "Document",
    "FeeItem",
    "Footing",
    "Heartbeat",
    "Hold",
    "LedgerAccount",
    "LineBooking",
    "Listing",
    "LocalMessage",
    "LoginCode",
    "Market",
    "Member",
    "MethodAccount",
    "Mismatch",
    "Move",
    "Notice",
    "Pace",
    "Pause",
    "PayerLink",
    "Payment",
    "Permit",
    "PermitType",
    "Pitch",
    "Refund",
    "ReminderPolicy",
    "Reveal",
    "Role",
    "SpecialDay",
    "Statement",
    "StatementLayout",
    "StatementLine",
    "Succession",
    "Template",
    "Token",
    "Upload",
    "User",
    "Vendor",
    "Worker",
    "Zone",
]
