"""How operators log in: by a name and password that an owner gave them, and a TOTP if they wish."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up at the door: operators are invited, vendors come by phone and code."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
