"""The ground's nouns."""

from market.models.board import BoardEntry
from market.models.books import BookClosing, LedgerAccount, MethodAccount
from market.models.channels import Contact, Footing, Heartbeat, Pace, Pause
from market.models.closings import CashierClosing, ClosedPayment, ClosedRefund
from market.models.collections import Collection, Mismatch
from market.models.days import SpecialDay
from market.models.dossiers import Dossier, Fetch
from market.models.enquiries import AnswerPromise, Enquiry, EnquiryMessage
from market.models.erasures import Erasure, Retention
from market.models.errands import Errand, ErrandMaterial
from market.models.holds import Hold
from market.models.inspections import (
    CheckItem,
    Complaint,
    Finding,
    FindingPhoto,
    Inspection,
    Penalty,
    Round,
    Stop,
)
from market.models.journal import Answer, Document, Move
from market.models.listings import Listing
from market.models.measuring import QuickTest, Scale, ScaleLog, Verification
from market.models.money import Account, Allocation, Charge, FeeItem, Payment
from market.models.notices import LocalMessage, Notice
from market.models.paid_notes import PaidNote
from market.models.pay_codes import PayCode
from market.models.payers import PayerLink
from market.models.people import ApiKey, Invitation, LoginCode, Member, Role, Token, User
from market.models.permits import Permit, PermitType, Upload
from market.models.places import Market, Pitch, Succession, Zone
from market.models.refunds import Refund
from market.models.reminding import ReminderPolicy, Template
from market.models.requirements import (
    Need,
    PaperOverride,
    PaperPolicy,
    RequirementRule,
    Suspension,
)
from market.models.statements import LineBooking, Statement, StatementLayout, StatementLine
from market.models.vendors import Reveal, Vendor, Worker

__all__ = [
    "Account",
    "Allocation",
    "Answer",
    "AnswerPromise",
    "ApiKey",
    "BoardEntry",
    "BookClosing",
    "CashierClosing",
    "Charge",
    "CheckItem",
    "ClosedPayment",
    "ClosedRefund",
    "Collection",
    "Complaint",
    "Contact",
    "Document",
    "Dossier",
    "Enquiry",
    "EnquiryMessage",
    "Erasure",
    "Errand",
    "ErrandMaterial",
    "FeeItem",
    "Fetch",
    "Finding",
    "FindingPhoto",
    "Footing",
    "Heartbeat",
    "Hold",
    "Inspection",
    "Invitation",
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
    "Need",
    "Notice",
    "Pace",
    "PaidNote",
    "PaperOverride",
    "PaperPolicy",
    "Pause",
    "PayCode",
    "PayerLink",
    "Payment",
    "Penalty",
    "Permit",
    "PermitType",
    "Pitch",
    "QuickTest",
    "Refund",
    "ReminderPolicy",
    "RequirementRule",
    "Retention",
    "Reveal",
    "Role",
    "Round",
    "Scale",
    "ScaleLog",
    "SpecialDay",
    "Statement",
    "StatementLayout",
    "StatementLine",
    "Stop",
    "Succession",
    "Suspension",
    "Template",
    "Token",
    "Upload",
    "User",
    "Vendor",
    "Verification",
    "Worker",
    "Zone",
]
