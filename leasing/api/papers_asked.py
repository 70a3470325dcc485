"""A paper that is asked for, as the API says it."""

from leasing.queries.asked_papers import Asked
from market.api.schemas import Out


class AskedOut(Out):
    """A paper that an application asks for: how many, why, and how many are still to come.

    instead: kinds of paper that do as well. sensitive: it is sealed, and wants consent.
    """

    paper: str
    name: str
    name_en: str
    instead: list[str]
    count: int
    still: int
    why: str
    why_en: str
    source: str
    where: str
    sensitive: bool

    @classmethod
    def of(cls, each: Asked) -> "AskedOut":
        return cls(
            paper=each.type.code,
            name=each.type.name,
            name_en=each.type.name_en,
            instead=list(each.rule.instead),
            count=each.count,
            still=each.still,
            why=each.rule.why,
            why_en=each.rule.why_en,
            source=each.rule.source,
            where=each.rule.authority or each.type.issuer,
            sensitive=each.type.sensitive,
        )
