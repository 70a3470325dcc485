"""Warnings and remedies of the programme in the reader's language."""

from collections.abc import Iterable

from django.utils.translation import get_language, gettext, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from events.core.breaches import Change, Remedy
from events.core.calling_off import Cause
from events.core.clashes import Clash
from events.core.filings import ENGLISH, english_name
from events.queries.foreseen import Foreseen

REMEDIES = {
    Remedy.APPROVAL: gettext_lazy("Ask for approval of the new time"),
    Remedy.APPLY_AGAIN: gettext_lazy("Apply again"),
    Remedy.REPORT_AGAIN: gettext_lazy("Report again"),
    Remedy.GIVE_BACK: gettext_lazy("Tell them in writing and give the permit back"),
    Remedy.NEW: gettext_lazy("File it: it was not needed before"),
}
CHANGES = {
    Change.TIME: gettext_lazy("another time"),
    Change.PLACE: gettext_lazy("another place"),
    Change.CONTENT: gettext_lazy("other content"),
    Change.MORE_PEOPLE: gettext_lazy("more people"),
    Change.AUTHORITY: gettext_lazy("another authority decides"),
    Change.CANCELLED: gettext_lazy("it is called off"),
}
CAUSES = {
    Cause.WEATHER: gettext_lazy("The weather"),
    Cause.POLICE: gettext_lazy("The police"),
    Cause.MARKET: pgettext_lazy("cause", "The market itself"),
}


def clashes_said(found: Iterable[Clash]) -> list[str]:
    """Each as a sentence."""
    return [gettext(each.sentence).format(**each.facts) for each in found]


def foreseen_said(found: Iterable[Foreseen]) -> list[dict[str, object]]:
    """What a change does, line by line: which paper, why, what it then needs, by when, of whom."""
    english = (get_language() or "zh-hans").startswith("en")
    return [
        {
            "what": english_name(each.breach.code) if english else each.breach.zh,
            "authority": ENGLISH.get(each.breach.authority, "")
            if english
            else each.breach.authority,
            "why": _(", ").join(str(CHANGES[change]) for change in each.breach.changes),
            "remedy": REMEDIES[each.breach.remedy],
            "by": each.breach.by,
            "late": each.late,
            "state": each.state,
            "number": each.number,
            "breaks": each.breaks,
            "source": each.breach.source,
        }
        for each in found
    ]
