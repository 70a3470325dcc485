"""/templates: the words of each occasion by reader, way and language, in versions."""

from typing import Annotated, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field, StringConstraints

from market import clock
from market.actions import policies as deeds
from market.api.access import caller, operator
from market.api.idempotency import answered_afresh
from market.api.notices import NoticeOut
from market.api.paging import Page, Window, page
from market.api.policies import market_of
from market.api.schemas import Id, Moment, Out, Short, Strict
from market.core.occasions import Words
from market.core.phrases import OCCASIONS
from market.core.refusals import Invalid, Missing
from market.core.wording_rules import Checked, Finding
from market.models import Template
from market.phrasing import sentence
from market.queries.policies import in_force, templates_seen_by, words_in_force

router = Router(auth=operator)
Audience = Literal["vendor", "staff"]
Language = Literal["zh-hans", "en"]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Body = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class PlaceIn(Strict):
    """Which words: of a market, an occasion, a reader, a way ("" is any) and a language."""

    market: Id | None = None
    occasion: Annotated[str, Field(pattern="^[a-z_]{1,30}$")]
    audience: Audience = "vendor"
    channel: Annotated[str, Field(pattern="^[a-z_-]{0,20}$")] = ""
    language: Language = "zh-hans"


class TemplateIn(PlaceIn):
    """Words of one's own; {variables} in braces."""

    title: Title
    body: Body


class TemplateOut(Out):
    """A version of the words. It is never changed; a later one takes its place."""

    id: int
    market: int
    occasion: str
    audience: str
    channel: str
    language: str
    version: int
    title: str
    body: str
    made_at: Moment
    made_by: str

    @classmethod
    def of(cls, row: Template) -> "TemplateOut":
        return cls(
            id=row.pk,
            market=row.market_id,
            occasion=row.occasion,
            audience=row.audience,
            channel=row.channel,
            language=row.language,
            version=row.version,
            title=row.title,
            body=row.body,
            made_at=row.made_at,
            made_by=row.made_by,
        )


class WordsOut(Out):
    """The words in force; version 0 is the house's default."""

    occasion: str
    audience: str
    channel: str
    language: str
    version: int
    title: str
    body: str
    variables: list[str]


class FindingOut(Out):
    """fault: it stops the template; a caution does not."""

    code: str
    detail: str
    fault: bool


class CheckedOut(Out):
    """How the words come out with example facts, and what the channel would say to them."""

    sound: bool
    title: str
    body: str
    length: int
    segments: int
    findings: list[FindingOut]

    @classmethod
    def of(cls, found: Checked) -> "CheckedOut":
        return cls(
            sound=found.sound,
            title=found.words.title if found.words else "",
            body=found.words.body if found.words else "",
            length=found.length,
            segments=found.segments,
            findings=[
                FindingOut(code=each.code, detail=_said(each), fault=each.fault)
                for each in found.findings
            ],
        )


class Wanted(Strict):
    market: Id | None = None
    occasion: Short = ""
    latest: bool = False


@router.get("", response=Page[TemplateOut])
def templates(
    request: HttpRequest, window: Query[Window], wanted: Query[Wanted]
) -> Page[TemplateOut]:
    """Every version of the words of one's markets, or with latest=true those in force."""
    rows = templates_seen_by(caller(request)).order_by("occasion", "pk")
    rows = rows.filter(market=wanted.market) if wanted.market else rows
    rows = rows.filter(occasion=wanted.occasion) if wanted.occasion else rows
    return page(request, in_force(rows) if wanted.latest else rows, window, TemplateOut.of)


@router.get("/in-force", response=WordsOut)
def words(request: HttpRequest, place: Query[PlaceIn]) -> WordsOut:
    """The words that are said, be they the market's own or the default."""
    by = caller(request)
    said = OCCASIONS.get(place.occasion)
    if said is None:
        raise Missing("no_occasion", "There is no such occasion.")
    found, row = words_in_force(
        market_of(by, place.market),
        place.occasion,
        audience=place.audience,
        channel=place.channel,
        language=place.language,
    )
    return WordsOut(
        occasion=place.occasion,
        audience=place.audience,
        channel=place.channel,
        language=place.language,
        version=row.version if row else 0,
        title=found.title,
        body=found.body,
        variables=sorted(said.known(staff=place.audience == "staff")),
    )


@router.get("/{int:template_id}", response=TemplateOut)
def template(request: HttpRequest, template_id: int) -> TemplateOut:
    return TemplateOut.of(get_object_or_404(templates_seen_by(caller(request)), pk=template_id))


@router.post("", response={201: TemplateOut})
def word(request: HttpRequest, told: TemplateIn) -> Status[TemplateOut]:
    """Put an occasion in words of one's own: a new version, in force from now on."""
    by = caller(request)
    made = deeds.word(
        market_of(by, told.market),
        told.occasion,
        Words(told.title, told.body),
        audience=told.audience,
        channel=told.channel,
        language=told.language,
        by=by,
        at=clock.now(),
    )
    return Status(201, TemplateOut.of(made))


@router.post("/check", response=CheckedOut)
@answered_afresh
def check(request: HttpRequest, told: TemplateIn) -> CheckedOut:
    """Everything that the channel would say to these words. Nothing is written."""
    found = deeds.check(
        market_of(caller(request), told.market),
        told.occasion,
        Words(told.title, told.body),
        audience=told.audience,
        channel=told.channel,
        language=told.language,
    )
    return CheckedOut.of(found)


@router.post("/try", response={201: NoticeOut})
def try_out(request: HttpRequest, place: PlaceIn) -> Status[NoticeOut]:
    """Send the words in force to oneself, with example facts, by the usual way of a notice."""
    by = caller(request)
    made = deeds.try_out(
        market_of(by, place.market),
        place.occasion,
        audience=place.audience,
        channel=place.channel,
        language=place.language,
        by=by,
        at=clock.now(),
    )
    return Status(201, NoticeOut.of(made, by))


def _said(finding: Finding) -> str:
    return sentence(Invalid(finding.code, finding.sentence, **dict(finding.facts or {})))
