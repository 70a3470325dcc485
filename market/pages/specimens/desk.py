"""An invented day at the desk: figures, bills, messages, and what happened to one application."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.messages.constants import ERROR, INFO, SUCCESS, WARNING
from django.contrib.messages.storage.base import Message
from django.utils.translation import gettext as _

from market.core.hours import SHANGHAI
from market.core.periods import Period

MOMENT = datetime(2026, 8, 31, 18, 5, tzinfo=SHANGHAI)
TERM = Period(date(2026, 3, 1), date(2027, 3, 1))
LINES = (
    {"label": "租金 3 月", "why": "31 天中的 31 天", "amount_fen": 170000},
    {"label": "卫生费", "why": "", "amount_fen": 3000},
    {"label": "电费", "why": "41 度 × 0.62 元，含公摊 2 度", "amount_fen": 2542},
    {"label": "退上月多收", "why": "2 天停业", "amount_fen": -2209},
)
THERE = {"plan": "plan", "applications": "panes"}
HERE = {"plan": "plan", "crowd": "plan", "panes": "applications"}


def rail(page: str) -> list[dict[str, Any]]:
    """The nine parts of the desk, as desk.html takes them."""
    words = (
        ("today", _("Today"), 7),
        ("plan", _("Plan"), 0),
        ("applications", _("Applications"), 12),
        ("leases", _("Leases"), 0),
        ("money", _("Money"), 3),
        ("papers", _("Papers"), 9),
        ("calendar", _("Calendar"), 0),
        ("messages", _("Messages"), 0),
        ("reports", _("Reports"), 0),
    )
    return [
        {
            "url": f"?show={THERE.get(key, '')}",
            "label": label,
            "key": key,
            "current": key == HERE.get(page, "today"),
            "count": count,
        }
        for key, label, count in words
    ]


def tabs() -> list[dict[str, Any]]:
    """What a vendor calls mine, as public.html takes it."""
    words = (
        (_("My pitch"), "phone", 0),
        (_("To pay"), "bill", 1),
        (_("Papers"), "phone", 0),
        (_("Nights"), "bill", 0),
    )
    return [
        {"url": f"?show={page}", "label": label, "current": bool(count), "count": count}
        for label, page, count in words
    ]


def steps() -> list[dict[str, Any]]:
    """Two steps done, one at hand, one to come."""
    words = (_("Your goods"), _("The pitch"), _("Papers"), _("Look it over"))
    return [
        {"label": label, "done": number < 2, "current": number == 2}
        for number, label in enumerate(words)
    ]


def moves() -> list[dict[str, Any]]:
    """Four moves of an application, newest first."""
    told = (
        (_("Pitch offered: A-12"), "于海堃", 0, _("Answer by 2 September, 18:05."), "offered"),
        (_("Papers complete"), "丛镕", 7, "", "reviewing"),
        (
            *(_("One paper asked for"), "丛镕", 72),
            *("还差一张健康证（王小蔄），8 月 31 日前补上，摊位给您留着。", "correcting"),
        ),
        (_("Handed in"), "王小蔄", 96, "", "submitted"),
    )
    return [
        {"what": what, "who": who, "at": MOMENT - timedelta(hours=ago), "why": why, "state": state}
        for what, who, ago, why, state in told
    ]


def tiles() -> list[dict[str, Any]]:
    """Four figures of the day, each with the list behind it."""
    figures = (
        (_("To answer today"), "7", _("the oldest since Friday"), ""),
        (_("Rent overdue"), "¥12,480.00", _("from 6 vendors"), "trouble"),
        (_("Papers run out within 30 days"), "9", "", "soon"),
        (_("Pitches free"), "16", _("of 204"), "free"),
    )
    return [
        {"label": label, "value": value, "note": note, "url": "?", "tone": tone}
        for label, value, note, tone in figures
    ]


def said() -> list[Message]:
    """One message of every kind."""
    return [
        Message(SUCCESS, _("Saved. The vendor is told tomorrow at 8:00.")),
        Message(INFO, _("Two papers were read again this morning.")),
        Message(WARNING, _("This lease ends in 30 days: ask now.")),
        Message(ERROR, _("A-12 is taken on some of these days.")),
    ]
