"""Signing through a provider, against one that listens on this machine."""

from datetime import timedelta

import pytest

from leasing.actions import certified, leases
from leasing.models import LeaseLine, LeaseSignature
from leasing.queries.standing import contract_of
from market.actions import uploads
from market.core.refusals import Conflict, Forbidden
from market.documents.drawing import pdf_of
from tests.builders import AT, a_vendor, acting, as_vendor
from tests.leasing.builders import a_lease
from tests.leasing.provider import a_provider

pytestmark = pytest.mark.django_db
MANAGER = acting("manager")
LATER = AT + timedelta(minutes=2)


@pytest.fixture(autouse=True)
def files_aside(settings, tmp_path):
    settings.UPLOADS = tmp_path
    settings.SIGNATURE_PROVIDER = "tests.leasing.provider.Adapter"


@pytest.fixture
def provider():
    with a_provider() as server:
        yield server


@pytest.fixture
def lease():
    return leases.offer(a_lease(vendor=a_vendor(phone="13800000044")), by=MANAGER, at=AT)


def refused(act, lease, *, at=LATER, by=MANAGER):
    with pytest.raises(Conflict) as refusal:
        act(lease, by=by, at=at)
    return refusal.value.code


def test_what_was_signed_there_is_kept_and_puts_the_lease_in_force(provider, lease):
    certified.send(lease, by=MANAGER, at=AT)
    row = certified.fetch(lease, by=MANAGER, at=LATER)
    paper = contract_of(lease)
    assert (row.method, row.document_id) == ("provider", paper.pk)
    assert row.provider_reference == f"R/{lease.reference}-{paper.pk}"
    assert uploads.read(row.files.get()) == pdf_of(paper) + b"\n% signed"
    assert leases.sign(lease, by=MANAGER, at=LATER).state == "signed"


def test_nothing_comes_back_while_nobody_has_signed(provider, lease):
    provider.signs = False
    certified.send(lease, by=MANAGER, at=AT)
    assert certified.fetch(lease, by=MANAGER, at=LATER) is None
    assert LeaseSignature.objects.count() == 0


def test_sent_twice_it_is_one_errand(provider, lease):
    certified.send(lease, by=MANAGER, at=AT)
    certified.send(lease, by=MANAGER, at=LATER)
    assert list(provider.papers) == [f"{lease.reference}-{contract_of(lease).pk}"]


def test_changed_terms_are_another_errand(provider, lease):
    certified.send(lease, by=MANAGER, at=AT)
    LeaseLine.objects.filter(lease=lease).update(amount_fen=180000)
    assert certified.fetch(lease, by=MANAGER, at=LATER) is None


def test_a_signature_under_another_paper_counts_for_nothing(provider, lease):
    certified.send(lease, by=MANAGER, at=AT)
    (paper,) = provider.papers.values()
    paper["sha256"] = "0" * 64
    assert refused(certified.fetch, lease) == "contract_changed_meanwhile"


def test_a_provider_that_is_away_refuses_in_words(lease):
    with a_provider():
        pass
    assert refused(certified.send, lease) == "provider_unavailable"


def test_without_one_it_says_what_to_do_instead(settings, lease):
    settings.SIGNATURE_PROVIDER = ""
    assert refused(certified.send, lease) == "no_provider"


def test_only_a_manager_sends_and_fetches(provider, lease):
    for act in (certified.send, certified.fetch):
        with pytest.raises(Forbidden):
            act(lease, by=as_vendor(lease.vendor), at=AT)
