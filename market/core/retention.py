"""How long what was kept for a purpose stays once the purpose is over.

Source: 个人信息保护法 (no longer than the purpose needs); how many days is the operator's to say, but for
the vendor's file, which stays for at least six months after the vendor has left.
"""

from datetime import date, timedelta
from enum import StrEnum

FILE_LEAST_DAYS = 183


class Kept(StrEnum):
    """What is kept apart by its purpose; every sensitive kind of paper may have a line of its own."""

    SENSITIVE_PAPER = "sensitive_paper"
    VENDOR_FILE = "vendor_file"
    WORKER_ID = "worker_id"
    VENDOR_ID = "vendor_id"
    COMPLAINT_CONTACT = "complaint_contact"


def erase_on(ended_on: date, keep_days: int) -> date:
    """The first day on which it is to be gone."""
    return ended_on + timedelta(days=keep_days)
