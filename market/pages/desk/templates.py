"""In which words the house speaks: versions by occasion, reader, way and language."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from market import clock, rules
from market.actions import policies as deeds
from market.core.actors import Actor
from market.core.occasions import Words
from market.core.phrases import OCCASIONS
from market.core.policies import REMINDERS
from market.core.refusals import Missing
from market.core.wording_rules import Checked, family
from market.models import Market
from market.pages.desk.door import NOTHING_HERE, desk, desk_deed, desk_form, done, find, pressed
from market.pages.desk.policies import market_worked_at
from market.pages.desk.reminding_forms import AUDIENCES, LANGUAGES, WordsForm, ways
from market.pages.forms import attempt
from market.queries.policies import in_force, templates_seen_by, words_in_force

PAGE = "desk_template"
# what is said at once and by itself has words too, but for codes and trials
TEXT_MESSAGE = "sms"
UNTOUCHED = ("login_code", "signing_code", "test_message")


@dataclass(frozen=True)
class Place:
    """Which words are looked at: ?audience=&channel=&language=."""

    market: Market
    occasion: str
    audience: str
    channel: str
    language: str

    @classmethod
    def of(cls, request: HttpRequest, by: Actor, occasion: str) -> "Place":
        if occasion not in OCCASIONS or occasion in UNTOUCHED:
            raise Missing("missing", NOTHING_HERE)
        asked = request.GET
        audience, channel = asked.get("audience", "vendor"), asked.get("channel", "")
        language = asked.get("language", "zh-hans")
        return cls(
            market_worked_at(request, by),
            occasion,
            audience if audience in AUDIENCES else "vendor",
            channel if channel in settings.CHANNELS else "",
            language if language in LANGUAGES else "zh-hans",
        )

    @property
    def words_for(self) -> dict[str, str]:
        return {"audience": self.audience, "channel": self.channel, "language": self.language}


@desk
def templates(request: HttpRequest, by: Actor) -> HttpResponse:
    """Every occasion with its words in force, in both languages."""
    market = market_worked_at(request, by)
    rows = in_force(templates_seen_by(by).filter(market=market))
    own = {(row.occasion, row.audience, row.channel, row.language): row for row in rows}
    listed = [
        {
            "occasion": occasion,
            "zh": own.get((occasion, "vendor", "", "zh-hans"), said.zh),
            "en": own.get((occasion, "vendor", "", "en"), said.en),
            "changed": any(place[0] == occasion for place in own),
            "reminder": occasion in REMINDERS,
        }
        for occasion, said in OCCASIONS.items()
        if occasion not in UNTOUCHED
    ]
    return render(
        request, "market/desk/reminding/templates.html", {"market": market, "listed": listed}
    )


@desk_form
def template(request: HttpRequest, by: Actor, occasion: str) -> HttpResponse:
    """One template with what its channel would say to it. Posted with `look`, it is only tried."""
    place = Place.of(request, by, occasion)
    if request.method != "POST":
        return _page(request, by, place)
    form = WordsForm(request.POST)
    if "look" in request.POST:
        return _page(request, by, place, form=form)

    def write(told: dict[str, Any]) -> Any:
        words = Words(told["title"], told["body"])
        return deeds.word(place.market, occasion, words, **place.words_for, by=by, at=clock.now())

    if attempt(form, write):
        return done(request, _("In force from now on."), PAGE, occasion)
    return _page(request, by, place, form=form, status=422)


@desk_deed
def use_again(request: HttpRequest, by: Actor, occasion: str, pk: int) -> HttpResponse:
    """Bring an earlier version back: as a new one, so that the history stays."""
    old = find(templates_seen_by(by).filter(occasion=occasion), pk)
    words = Words(old.title, old.body)
    return pressed(
        request,
        lambda: deeds.word(
            old.market,
            occasion,
            words,
            audience=old.audience,
            channel=old.channel,
            language=old.language,
            by=by,
            at=clock.now(),
        ),
        _("In force from now on."),
        PAGE,
        occasion,
    )


@desk_deed
def try_out(request: HttpRequest, by: Actor, occasion: str) -> HttpResponse:
    """Send the words in force to oneself."""
    place = Place.of(request, by, occasion)
    channel = place.channel or settings.NOTICE_CHANNELS[0]
    return pressed(
        request,
        lambda: deeds.try_out(
            place.market,
            occasion,
            audience=place.audience,
            channel=channel,
            language=place.language,
            by=by,
            at=clock.now(),
        ),
        _("On its way to you."),
        PAGE,
        occasion,
    )


def _page(
    request: HttpRequest,
    by: Actor,
    place: Place,
    *,
    form: WordsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    words, row = words_in_force(place.market, place.occasion, **place.words_for)
    form = form or WordsForm(initial={"title": words.title, "body": words.body})
    said = OCCASIONS[place.occasion]
    staff = place.audience == "staff"
    versions = templates_seen_by(by).filter(
        market=place.market, occasion=place.occasion, **place.words_for
    )
    context = {
        "place": place,
        "form": form,
        "in_force": row,
        "default": said.words(place.language, staff=staff, channel=place.channel),
        "checked": check_all(place, form.words()),
        "variables": said.known(staff=staff),
        "versions": versions.order_by("-version"),
        "audiences": AUDIENCES if said.staff_zh else {"vendor": AUDIENCES["vendor"]},
        "channels": [("", _("Any way")), *ways()],
        "languages": LANGUAGES,
        "may_edit": rules.allows(by, "template.edit", place.market),
    }
    return render(request, "market/desk/reminding/template.html", context, status=status)


def check_all(place: Place, words: Words) -> list[tuple[str, Checked]]:
    """How the words come out by that way or by all of them, a text message always among them."""
    wanted = [place.channel] if place.channel else [name for name, _label in ways()]
    if not place.channel and not any(family(name) == TEXT_MESSAGE for name in wanted):
        wanted.insert(0, TEXT_MESSAGE)
    return [
        (
            channel,
            deeds.check(
                place.market,
                place.occasion,
                words,
                channel=channel,
                language=place.language,
                audience=place.audience,
            ),
        )
        for channel in wanted
    ]
