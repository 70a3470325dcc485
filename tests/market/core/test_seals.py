import base64
import hmac
import string
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.seals import Seal, SealBroken, new_key

OLD = base64.urlsafe_b64encode(bytes(range(32))).decode()
NEW = base64.urlsafe_b64encode(bytes(range(32, 64))).decode()
ID = "11010519491231002X"


def broken(seal: Seal, sealed: str, purpose: str = "vendor.id") -> str:
    with pytest.raises(SealBroken) as caught:
        seal.open(sealed, purpose)
    return str(caught.value)


@given(st.text(max_size=200), st.text(max_size=30))
def test_what_is_sealed_opens_to_the_same(text, purpose):
    seal = Seal.from_text(NEW)
    assert seal.open(seal.seal(text, purpose), purpose) == text


def test_two_seals_of_one_text_differ_and_show_nothing_of_it():
    seal = Seal.from_text(NEW)
    first, second = seal.seal(ID, "vendor.id"), seal.seal(ID, "vendor.id")
    assert first != second
    assert [len(first), first.isascii(), ID in first] == [74, True, False]


def test_a_value_moved_to_another_column_does_not_open():
    seal = Seal.from_text(NEW)
    assert broken(seal, seal.seal(ID, "worker.id")) == (
        "changed since it was sealed, or not sealed for vendor.id"
    )


@given(st.integers(0, 73), st.characters(codec="utf-8"))
def test_a_value_with_one_changed_character_does_not_open(place, sign):
    seal = Seal.from_text(NEW)
    sealed = seal.seal(ID, "vendor.id")
    changed = sealed[:place] + sign + sealed[place + 1 :]
    if changed != sealed:
        broken(seal, changed)


@pytest.mark.parametrize("end", ["", "=", "!", *string.ascii_letters, *string.digits, "-", "_"])
def test_a_value_has_one_spelling_only(end):
    seal = Seal.from_text(NEW)
    sealed = seal.seal(ID, "vendor.id")
    if end != sealed[-1]:
        broken(seal, sealed[:-1] + end)
        broken(seal, sealed + (end or "\n"))


def test_a_value_of_another_key_says_so():
    sealed = Seal.from_text(OLD).seal(ID, "vendor.id")
    name = sealed.split(".")[1]
    assert broken(Seal.from_text(NEW), sealed) == (
        f"sealed with key {name}, which is not among the keys given"
    )


@pytest.mark.parametrize("text", ["", ID, "h1.", "h0.00000000.AAAA", "h1.00000000."])
def test_plain_text_is_no_sealed_value(text):
    assert broken(Seal.from_text(NEW), text) == "this is not a sealed value"


def test_keys_change_without_losing_what_the_old_one_sealed():
    old = Seal.from_text(OLD)
    both = Seal.from_text(f"{NEW}, {OLD}")
    sealed = old.seal(ID, "vendor.id")
    assert both.open(sealed, "vendor.id") == ID
    assert [both.is_current(sealed), both.is_current(both.seal(ID, "vendor.id"))] == [False, True]
    assert both.fingerprints(ID, "vendor.id") == [
        Seal.from_text(NEW).fingerprint(ID, "vendor.id"),
        old.fingerprint(ID, "vendor.id"),
    ]


def test_a_print_finds_the_same_text_and_no_other():
    seal = Seal.from_text(NEW)
    prints = {
        seal.fingerprint(ID, "person"),
        seal.fingerprint(ID, "login.phone"),
        seal.fingerprint("110105194912310020", "person"),
        Seal.from_text(OLD).fingerprint(ID, "person"),
    }
    assert len(prints) == 4
    assert seal.fingerprint(ID, "person") == Seal.from_text(NEW).fingerprint(ID, "person")
    assert len(seal.fingerprint(ID, "person")) == 64


def test_purpose_and_text_do_not_run_into_each_other():
    seal = Seal.from_text(NEW)
    assert seal.fingerprint("1.x", "a") != seal.fingerprint("x", "a.1")


def test_a_print_is_not_made_with_the_key_that_is_given():
    key = bytes(range(32))
    by_itself = hmac.new(key, b"6.person.x", sha256).hexdigest()
    assert Seal([key]).fingerprint("x", "person") != by_itself


def test_a_seal_never_shows_its_keys():
    seal = Seal.from_text(OLD)
    assert repr(seal) == f"Seal({seal.seal('', '').split('.')[1]})"


def test_a_fresh_key_is_32_bytes():
    assert len(base64.urlsafe_b64decode(new_key())) == 32
    assert new_key() != new_key()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "sealing needs at least one key"),
        (f"{NEW},short", "sealing key 2 is not 32 bytes in URL-safe base64"),
        ("schlüssel", "sealing key 1 is not 32 bytes in URL-safe base64"),
        (f"{NEW},{NEW}", "the same sealing key is given twice"),
    ],
)
def test_keys_that_cannot_be_used_are_refused_by_their_place(text, sentence):
    with pytest.raises(ValueError) as caught:
        Seal.from_text(text)
    assert str(caught.value) == sentence


def test_a_key_of_another_length_is_refused():
    with pytest.raises(ValueError, match="each sealing key is 32 bytes"):
        Seal([bytes(16)])
