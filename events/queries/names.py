"""How a session or a series is called in the reader's language."""

from django.utils.translation import get_language

from events.models import Series, Session


def called(thing: Session | Series, language: str = "") -> str:
    """Its own name, else that of its series; in English as far as there is one.

    language: the reader's, when left out the language of the page or answer.
    """
    own = (thing, thing.series) if isinstance(thing, Session) else (thing,)
    english = not (language or get_language() or "zh").startswith("zh")
    names = [part for each in own for part in ((each.name_en,) if english else ()) if part]
    return next(iter(names), "") or next((each.name for each in own if each.name), "")
