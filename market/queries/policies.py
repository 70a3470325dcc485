"""What each market has settled about reminding, the defaults where it has not."""

from collections.abc import Collection

from django.db.models import Max, QuerySet

from market.core.actors import Actor
from market.core.occasions import Words
from market.core.phrases import OCCASIONS
from market.core.policies import REMINDERS, Policy, default_of, stages_of_json
from market.models import Market, ReminderPolicy, Template

# the default, beside the ids of markets
DEFAULT = 0


def policies_of(occasion: str) -> dict[int, Policy]:
    """The policy of each market that has one of its own, and under DEFAULT the house's."""
    own = ReminderPolicy.objects.filter(occasion=occasion)
    return {DEFAULT: default_of(occasion), **{row.market_id: as_policy(row) for row in own}}


def all_policies() -> dict[str, dict[int, Policy]]:
    """The same for every occasion, in one query."""
    found = {occasion: {DEFAULT: reminder.policy} for occasion, reminder in REMINDERS.items()}
    for row in ReminderPolicy.objects.filter(occasion__in=REMINDERS):
        found[row.occasion][row.market_id] = as_policy(row)
    return found


def as_policy(row: ReminderPolicy) -> Policy:
    """A stored policy as a value."""
    quiet = None
    if row.quiet_from is not None and row.quiet_until is not None:
        quiet = (row.quiet_from, row.quiet_until)
    return Policy(stages_of_json(row.stages), tuple(row.channels), quiet, row.digest)


def policy_of(market: Market, occasion: str) -> Policy:
    """What holds at a market."""
    row = ReminderPolicy.objects.filter(market=market, occasion=occasion).first()
    return as_policy(row) if row else default_of(occasion)


def templates_seen_by(actor: Actor) -> QuerySet[Template]:
    """Every version of the words of the markets where one works."""
    markets = actor.markets()
    rows = Template.objects.select_related("market")
    return rows if markets is None else rows.filter(market__in=markets)


def in_force(rows: QuerySet[Template]) -> QuerySet[Template]:
    """Of each occasion, audience, channel and language the latest version."""
    latest = rows.order_by().values("market", "occasion", "audience", "channel", "language")
    newest = latest.annotate(newest=Max("pk")).values("newest")
    return rows.filter(pk__in=newest)


# a market, an occasion, an audience and a language
Place = tuple[int, str, str, str]


def wordings(occasions: Collection[str]) -> dict[Place, dict[str, dict[str, str]]]:
    """The markets' own words as they travel with a notice: by channel, "" for every one."""
    found: dict[Place, dict[str, dict[str, str]]] = {}
    for row in in_force(Template.objects.filter(occasion__in=occasions)):
        place = (row.market_id, row.occasion, row.audience, row.language)
        words = {"title": row.title, "body": row.body, "version": str(row.version)}
        found.setdefault(place, {})[row.channel] = words
    return found


def words_in_force(
    market: Market, occasion: str, *, audience: str, channel: str, language: str
) -> tuple[Words, Template | None]:
    """The words that are said, and the version they come from; None for the default."""
    rows = Template.objects.filter(
        market=market, occasion=occasion, audience=audience, language=language
    )
    for way in dict.fromkeys((channel, "")):
        row = rows.filter(channel=way).order_by("-version").first()
        if row is not None:
            return Words(row.title, row.body), row
    said = OCCASIONS[occasion]
    return said.words(language, staff=audience == "staff", channel=channel), None
