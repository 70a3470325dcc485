from datetime import timedelta

import pytest

from market.actions import tokens
from market.core.actors import HOUSE, STRANGER, Actor
from market.core.refusals import Forbidden, Invalid
from market.models import ApiKey, Token
from tests.builders import AT, a_user, a_vendor, acting, an_operator

pytestmark = pytest.mark.django_db


def test_a_token_is_found_by_its_text_and_stored_without_it():
    user = a_user()
    bearer = tokens.issue_for_user(user, at=AT)

    assert tokens.find(bearer, at=AT).user == user
    assert bearer not in str(Token.objects.values().get())
    assert tokens.find(Token.objects.get().digest, at=AT) is None


def test_a_token_runs_out():
    vendor = a_vendor()
    bearer = tokens.issue_for_vendor(vendor, at=AT)
    assert tokens.find(bearer, at=AT + timedelta(days=7, seconds=-1)).vendor == vendor
    assert tokens.find(bearer, at=AT + timedelta(days=7)) is None


def test_a_revoked_token_is_worth_nothing():
    user = a_user()
    mine, other = (tokens.issue_for_user(user, at=AT) for _ in range(2))
    tokens.revoke(tokens.find(mine, at=AT), at=AT)
    assert (tokens.find(mine, at=AT), tokens.find(other, at=AT).user) == (None, user)

    tokens.revoke_all_of(user, at=AT)
    assert tokens.find(other, at=AT) is None


def test_the_token_of_somebody_who_was_locked_out_is_worth_nothing():
    user = a_user()
    bearer = tokens.issue_for_user(user, at=AT)
    user.is_active = False
    user.save()
    assert tokens.find(bearer, at=AT) is None


def test_a_key_is_made_in_person_with_scopes_and_its_text_is_not_kept():
    user = an_operator()
    key, secret = tokens.create_key(
        "bank sync", ["payment.*", "charge.read"], by=acting("manager", user=user), at=AT
    )
    assert (tokens.find_key(secret), key.scopes) == (key, ["charge.read", "payment.*"])
    assert secret not in str(ApiKey.objects.values().get())


def test_a_key_makes_no_keys_and_neither_does_anybody_but_an_operator():
    user = an_operator()
    of_a_key = Actor("key", user=user.pk, roles=acting().roles, scopes=frozenset({"*"}))
    for by in (of_a_key, STRANGER, HOUSE, Actor("vendor", user=user.pk, vendors=frozenset({1}))):
        with pytest.raises(Forbidden):
            tokens.create_key("x", ["*"], by=by, at=AT)


@pytest.mark.parametrize("scopes", [[], ["everything"], ["permit"], ["permit.accept; drop"]])
def test_a_scope_that_names_no_act_is_refused(scopes):
    with pytest.raises(Invalid) as refused:
        tokens.create_key("x", scopes, by=acting(user=an_operator()), at=AT)
    assert refused.value.code == "bad_scopes"


def test_a_revoked_key_is_worth_nothing_and_only_its_maker_or_an_owner_revokes_it():
    user = an_operator()
    by = acting("manager", user=user)
    key, secret = tokens.create_key("x", ["*"], by=by, at=AT)
    with pytest.raises(Forbidden):
        tokens.revoke_key(key, by=acting("manager", user=an_operator()), at=AT)
    assert tokens.find_key(secret) == key

    tokens.revoke_key(key, by=by, at=AT)
    assert tokens.find_key(secret) is None
