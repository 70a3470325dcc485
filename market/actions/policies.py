"""What a market settles about reminding: stages and ways, words, silence and wishes."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max

from market import rules
from market.actions.notices import draft, insert, ring
from market.actions.reminders import lay_out_anew
from market.core import wording_rules
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.occasions import Words
from market.core.periods import ONE_DAY
from market.core.phrases import OCCASIONS, filled
from market.core.policies import REMINDERS, Policy, stages_as_json
from market.core.refusals import Conflict, Invalid, Missing
from market.models import Market, Notice, ReminderPolicy, Template, User, Vendor
from market.queries.policies import words_in_force

LONGEST_SILENCE = 366
KEEPS = timedelta(hours=1)


@transaction.atomic
def settle(market: Market, occasion: str, policy: Policy, *, by: Actor, at: datetime) -> None:
    """Let a policy hold at a market from now on. What was planned under another is laid out anew.

    This will refuse with Invalid a policy that tells somebody whom the occasion does not concern.
    """
    rules.require(by, "policy.edit", market)
    reminder = REMINDERS.get(occasion)
    if reminder is None:
        raise Missing("no_occasion", "There is no such occasion.")
    if any(whom not in reminder.whom for each in policy.stages for whom in each.to):
        raise Invalid(
            "not_for_vendors",
            "This is the house's own business: vendors are not told.",
            field="stages",
        )
    if unknown := [way for way in policy.channels if way not in settings.CHANNELS]:
        raise Invalid(
            "no_channel", "There is no way called {way}.", field="channels", way=unknown[0]
        )
    quiet_from, quiet_until = policy.quiet or (None, None)
    ReminderPolicy.objects.update_or_create(
        market=market,
        occasion=occasion,
        defaults={
            "stages": stages_as_json(policy.stages),
            "channels": list(policy.channels),
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
            "digest": policy.digest,
            "settled_at": at,
            "settled_by": by.name[:60],
        },
    )
    lay_out_anew(market=market, occasion=occasion)


@transaction.atomic
def go_back(market: Market, occasion: str, *, by: Actor, at: datetime) -> None:
    """Let the house's default hold again."""
    rules.require(by, "policy.edit", market)
    ReminderPolicy.objects.filter(market=market, occasion=occasion).delete()
    lay_out_anew(market=market, occasion=occasion)


@transaction.atomic
def word(
    market: Market,
    occasion: str,
    words: Words,
    *,
    language: str,
    by: Actor,
    at: datetime,
    channel: str = "",
    audience: str = "vendor",
) -> Template:
    """Put an occasion in words of the market's own: a new version, in force from now on.

    This will refuse with Invalid("bad_words") what the channel would not take. The first rule
    that is broken is told; check() tells them all.
    """
    rules.require(by, "template.edit", market)
    checked = check(market, occasion, words, channel=channel, language=language, audience=audience)
    if not checked.sound:
        fault = next(each for each in checked.findings if each.fault)
        raise Invalid("bad_words", fault.sentence, field="body", **dict(fault.facts or {}))
    place = {
        "market": market,
        "occasion": occasion,
        "audience": audience,
        "channel": channel,
        "language": language,
    }
    newest = Template.objects.filter(**place).aggregate(Max("version"))["version__max"] or 0
    try:
        with transaction.atomic():
            made = Template.objects.create(
                **place,
                version=newest + 1,
                title=words.title.strip(),
                body=words.body.strip(),
                made_at=at,
                made_by=by.name[:60],
            )
    except IntegrityError as fault:
        raise Conflict(
            "worded_meanwhile", "Somebody has written another version meanwhile."
        ) from fault
    lay_out_anew(market=market, occasion=occasion)
    return made


def check(
    market: Market, occasion: str, words: Words, *, channel: str, language: str, audience: str
) -> wording_rules.Checked:
    """How the words come out, and everything about them that a channel would not take."""
    if occasion not in OCCASIONS:
        raise Missing("no_occasion", "There is no such occasion.")
    return wording_rules.check(
        occasion,
        words,
        channel=channel,
        language=language,
        market=market.name,
        staff=audience == "staff",
    )


@transaction.atomic
def try_out(
    market: Market,
    occasion: str,
    *,
    channel: str,
    language: str,
    by: Actor,
    at: datetime,
    audience: str = "vendor",
) -> Notice:
    """Send the words in force, with example facts, to oneself: by the usual way of a notice."""
    rules.require(by, "template.edit", market)
    user = User.objects.filter(pk=by.user).first() if by.user else None
    if user is None:
        raise Invalid("nobody_to_try", "Log in as a person to send yourself a message.")
    if channel not in settings.CHANNELS:
        raise Invalid("no_channel", "There is no way called {way}.", field="channel", way=channel)
    if occasion not in OCCASIONS:
        raise Missing("no_occasion", "There is no such occasion.")
    words, _ = words_in_force(
        market, occasion, audience=audience, channel=channel, language=language
    )
    staff = audience == "staff"
    said = filled(
        occasion, words, language, wording_rules.example(occasion, staff=staff), staff=staff
    )
    one = draft(
        "test_message",
        subject=f"user:{user.pk}",
        key=f"test/{occasion}/{channel}/{language}/{user.pk}/{at.isoformat()}",
        channel=channel,
        vendor=None,
        user=user,
        market=market,
        facts={"text": said.body},
        not_before=at,
        stale_at=at + KEEPS,
        at=at,
    )
    insert([one])
    transaction.on_commit(ring)
    return Notice.objects.get(key=one.key)


@transaction.atomic
def silence(vendor: Vendor, *, until: date | None, reason: str, by: Actor, at: datetime) -> Vendor:
    """Say nothing to a vendor up to and including a day, but what is legal. None ends the silence."""
    rules.require(by, "vendor.silence", vendor)
    on = local_day(at)
    if until is not None:
        if not on <= until <= on + LONGEST_SILENCE * ONE_DAY:
            raise Invalid(
                "bad_silence", "Choose a day from today on, at most a year ahead.", field="until"
            )
        if not reason.strip():
            raise Invalid("reason_missing", "Say why.", field="reason")
    Vendor.objects.filter(pk=vendor.pk).update(
        silent_until=until, silent_reason=reason.strip() if until else ""
    )
    lay_out_anew(vendor=vendor)
    vendor.refresh_from_db()
    return vendor


@transaction.atomic
def prefer(
    vendor: Vendor,
    *,
    channels: Sequence[str],
    quiet: tuple[time, time] | None,
    language: str,
    by: Actor,
    at: datetime,
) -> Vendor:
    """Write down how a vendor would be told: by which way first, when not, in which language."""
    rules.require(by, "vendor.prefer", vendor)
    if unknown := [way for way in channels if way not in settings.CHANNELS]:
        raise Invalid(
            "no_channel", "There is no way called {way}.", field="channels", way=unknown[0]
        )
    if language not in dict(settings.LANGUAGES):
        raise Invalid("no_language", "We speak Chinese and English.", field="language")
    quiet_from, quiet_until = quiet or (None, None)
    Vendor.objects.filter(pk=vendor.pk).update(
        channels=list(dict.fromkeys(channels)),
        quiet_from=quiet_from,
        quiet_until=quiet_until,
        language=language,
    )
    lay_out_anew(vendor=vendor)
    vendor.refresh_from_db()
    return vendor
