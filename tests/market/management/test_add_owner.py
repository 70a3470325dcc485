"""manage.py add_owner: the first one in."""

import io
import re

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from market.models import Role, User

pytestmark = pytest.mark.django_db


def add_owner(*words):
    out = io.StringIO()
    call_command("add_owner", *words, stdout=out)
    return out.getvalue()


def test_an_owner_of_every_market_comes_in_with_the_password_that_is_printed():
    told = add_owner("王镕", "--login", "rong")
    password = re.search(r"^  (\S+)$", told, re.MULTILINE)[1]
    user = authenticate(username="rong", password=password)
    assert user.name == "王镕"
    assert [(role.name, role.market) for role in user.roles.all()] == [("owner", None)]


def test_without_a_login_the_name_is_the_login():
    add_owner("蔄海生")
    assert User.objects.get(username="蔄海生").name == "蔄海生"


def test_a_login_that_is_taken_is_refused_and_nobody_comes_in():
    add_owner("王镕", "--login", "rong")
    with pytest.raises(CommandError, match="somebody called rong already"):
        add_owner("孙堃", "--login", "rong")
    assert Role.objects.count() == 1
