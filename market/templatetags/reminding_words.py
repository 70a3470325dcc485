"""Words about reminding: `{% load reminding_words %}{{ stage|stage_words }}`."""

from django import template
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from market.core.policies import Policy, Stage, Unit, Whom
from market.core.readers import Reader
from market.core.wording_rules import Finding
from market.models import Notice
from market.queries.readers import reader_of
from market.templatetags.desk_words import listed

register = template.Library()

GROUPS = {
    "money": _("Money"),
    "papers": _("Papers"),
    "leases": _("Leases"),
    "applications": _("Applications"),
    "events": _("Nights and events"),
    "meters": _("Meters"),
    "inspections": _("Inspections"),
    "enquiries": _("Enquiries"),
}
WHOM = {
    Whom.VENDOR: pgettext_lazy("told", "the vendor"),
    Whom.RESPONSIBLE: _("whoever is responsible"),
    Whom.STEWARD: _("the zone's steward"),
    Whom.MANAGER: _("the manager"),
}


@register.filter
def reader(notice: Notice) -> Reader:
    """Whom it is for; of slips and calls the name and the phone."""
    return reader_of(notice)


@register.filter
def group_word(group: str) -> str:
    return str(GROUPS.get(group, group))


@register.filter
def whom_word(whom: str) -> str:
    return str(WHOM[Whom(whom)])


@register.filter
def stage_words(stage: Stage) -> str:
    """3 days before, on the day, 5 working days after."""
    count = abs(stage.days)
    if not count:
        return gettext("on the day")
    working = stage.unit == Unit.WORKING_DAY
    if stage.days < 0:
        words = (
            ngettext("{count} working day before", "{count} working days before", count)
            if working
            else ngettext("{count} day before", "{count} days before", count)
        )
    else:
        words = (
            ngettext("{count} working day after", "{count} working days after", count)
            if working
            else ngettext("{count} day after", "{count} days after", count)
        )
    return words.format(count=count)


@register.filter
def everybody_told(policy: Policy) -> str:
    """Everybody who is told on some stage, each once."""
    told = dict.fromkeys(whom for stage in policy.stages for whom in stage.to)
    return listed([WHOM[whom] for whom in told])


@register.filter
def finding_words(finding: Finding) -> str:
    """What is to be said about a template, in the reader's language."""
    return gettext(finding.sentence).format_map(dict(finding.facts or {}))
