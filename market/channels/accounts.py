"""What we are to our providers: keys and numbers out of the environment, never written anywhere."""

from collections.abc import Mapping

from django.conf import settings

from market.channels import Message, Permanent
from market.core.reasons import NO_TEMPLATE, NOT_SET_UP


def account(provider: str) -> Mapping[str, str]:
    """HUIQUAN_TENCENT_SECRET_ID is account("tencent")["secret_id"]; what is not set is "".

    Raises Permanent for a provider with whom we have no account at all.
    """
    if provider not in settings.PROVIDERS:
        raise Permanent(NOT_SET_UP)
    return _Known(settings.PROVIDERS[provider])


def setting(provider: str, name: str) -> str:
    """One of them; "" also where we have no account."""
    told: str = settings.PROVIDERS.get(provider, {}).get(name, "")
    return told


class _Known(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


def template(provider: str, message: Message) -> tuple[str, list[tuple[str, str]]]:
    """The provider's template for an occasion, and its variables in order: (name, what is said).

    settings.PROVIDER_TEMPLATES[provider][occasion] is {"template", "variables": {name: fact}};
    the occasion * stands for all others. A fact is one of the message's, or title, body, name,
    market. Raises Permanent when there is none: nobody has had these words approved.
    """
    known = settings.PROVIDER_TEMPLATES.get(provider, {})
    found = known.get(message.occasion) or known.get("*")
    if not found:
        raise Permanent(NO_TEMPLATE)
    own = {
        "title": message.title,
        "body": message.body,
        "name": message.name,
        "market": message.market,
    }
    said = {**own, **message.facts}
    variables = found["variables"]
    return found["template"], [(name, said.get(fact, "")) for name, fact in variables.items()]
