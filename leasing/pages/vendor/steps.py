"""The steps of an application, and what its script says in the reader's language."""

from typing import Any

from django.utils.translation import gettext as _

from market.core.plots import PlanState
from market.templatetags.market_words import state_word

# the steps that the script goes through, in their order
GUIDE = ("sell", "where", "who", "papers", "review")


def steps(current: int) -> list[dict[str, Any]]:
    """How far one has come."""
    words = (_("What you sell"), _("Where"), _("Who you are"), _("Papers"), _("Look it over"))
    return [
        {"label": label, "done": place < current, "current": place == current}
        for place, label in enumerate(words)
    ]


def said() -> dict[str, str]:
    """The sentences of the script, each by its name; {count} and the like are filled in there."""
    return {
        "trade": _("Choose what you sell most."),
        "day": _("Choose a day from today on."),
        "name": _("Please write your name."),
        "phone": _("This is not a mobile number. One has 11 digits and begins with 13 to 19."),
        "phone_length": _(
            "A mobile number has 11 digits, this has {count}. Please count them again."
        ),
        "citizen_length": _("An identity card number has 18 signs, this has {count}."),
        "citizen_day": _("Digits 7 to 14 are the day of birth. Please look at them again."),
        "citizen_check": _("The last sign does not fit. Please look at the 18th again."),
        "month": _("{amount} a month"),
        **{state: str(state_word(state, "pitch")) for state in PlanState},
        "soon": _("free from {day}"),
        "free_count": _("{count} are free for this time."),
        "none_free": _(
            "Nothing of this kind is free for this time. Go on all the same: "
            "we write as soon as something comes free."
        ),
        "ask_price": _("Please ask the office for the price."),
        "any": _("Whichever is free"),
        "no_plan": _(
            "The plan cannot be loaded just now. Go on: what you choose later counts as well."
        ),
        "login": _("Please come in with your number, then it goes on."),
        "waiting": _("No signal. It is kept on this phone and sent as soon as there is one."),
        "sending": _("Sending… {percent} %"),
        "sent": _("Arrived"),
        "kept": _("Kept on this phone"),
        "tick": _("Please tick the box above, then we send it."),
        "refused": _("Not taken: {why} Please take the photo again."),
        "papers_later": _("Which papers you need shows as soon as there is signal."),
        "no_papers": _("No papers are needed for this."),
        "none_yet": _("none yet"),
        "all_sent": _("Everything has arrived at the market."),
        "some_wait": _("{count} still to be sent. Stay on this page, or come back to it later."),
        "full": _("This phone has no room left. Please free some and try again."),
        "locked": _("It is written down already. To change it, tell the office."),
        "handing": _("We hand it in as soon as there is signal. You need not do anything."),
    }
