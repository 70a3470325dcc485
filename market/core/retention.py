"""How long what was kept for a purpose stays once the purpose is over.

Source: 个人信息保护法 第十九条 (no longer than the purpose needs) and 第四十七条 (deletion); the vendor's
file itself stays for at least six months after the vendor has left (食用农产品市场销售质量安全监督管理办法).
"""

from datetime import date, timedelta
from enum import StrEnum

FILE_LEAST_DAYS = 183


class Kept(StrEnum):
    """What is kept apart by its purpose; every sensitive kind of paper may have a line of its own."""

    SENSITIVE_PAPER = "sensitive_paper"
    VENDOR_FILE = "vendor_file"
    WORKER_ID = "worker_id"
    COMPLAINT_CONTACT = "complaint_contact"


def erase_on(ended_on: date, keep_days: int) -> date:
    """The first day on which it is to be gone."""
    return ended_on + timedelta(days=keep_days)
