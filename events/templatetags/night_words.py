"""Words of the night in templates."""

from django import template
from django.utils.translation import pgettext_lazy

from events.models import Series, Session
from events.queries.names import called

register = template.Library()

WEATHERS = {
    "sunny": pgettext_lazy("weather", "Sunny"),
    "cloudy": pgettext_lazy("weather", "Cloudy"),
    "rain": pgettext_lazy("weather", "Rain"),
    "wind": pgettext_lazy("weather", "Wind"),
    "snow": pgettext_lazy("weather", "Snow"),
    "fog": pgettext_lazy("weather", "Fog"),
}


@register.filter
def weather(word: str) -> str:
    """The weather in the reader's language; nothing where nobody noted it."""
    return str(WEATHERS.get(word, ""))


@register.filter
def name_of(thing: Session | Series) -> str:
    """How a session or a series is called, in the reader's language."""
    return called(thing)
