import re
from datetime import timedelta
from hashlib import sha256

import pytest

from leasing.actions import leases, offers, signing
from leasing.core.evidence import Evidence
from leasing.documents import contracts
from leasing.models import Lease, LeaseLine, LeaseSignature
from leasing.queries.signatures import leases_without_paper
from leasing.queries.standing import contract_of
from market.actions import codes, uploads
from market.core.actors import HOUSE
from market.core.hours import local_day
from market.core.refusals import Conflict, Forbidden, Invalid
from market.documents.drawing import pdf_of
from market.models import Document, LocalMessage, Market, Move, Upload
from tests.builders import AT, a_pitch, a_vendor, acting, as_vendor
from tests.leasing.builders import a_lease, an_application, terms
from tests.market.core.files import a_pdf, a_photo

pytestmark = pytest.mark.django_db

PHONE = "13800000077"
LATER = AT + timedelta(minutes=2)
SEEN = Evidence("203.0.113.7", "Mozilla/5.0 (iPhone) " + "x" * 200)


@pytest.fixture(autouse=True)
def files_aside(settings, tmp_path):
    settings.UPLOADS = tmp_path


def an_offered_lease(**given):
    lease = a_lease(vendor=a_vendor(phone=PHONE), deposit_fen=170000, **given)
    return leases.offer(lease, by=HOUSE, at=AT)


def the_code():
    return re.search(r"\d{6}", LocalMessage.objects.first().body)[0]


def heavy(lease):
    return contracts.heavy_numbers(contract_of(lease).contents)


def sign_as_vendor(lease, *, at=LATER, **given):
    """The whole way: ask for the code, take it out of the mailbox, sign with it."""
    vendor = as_vendor(lease.vendor)
    paper = contract_of(lease).pk
    if "code" not in given:
        signing.send_code(lease, document=paper, ticked=heavy(lease), by=vendor, at=at)
    told = {"code": the_code(), "ticked": heavy(lease), "document": paper, **given}
    return signing.sign_by_code(lease, evidence=SEEN, by=vendor, at=at, **told)


def ask_for_a_code(lease, *, at):
    told = {"document": contract_of(lease).pk, "ticked": heavy(lease)}
    signing.send_code(lease, **told, by=as_vendor(lease.vendor), at=at)


def refused_as(refusal, act, *given, **named):
    with pytest.raises(refusal) as refused:
        act(*given, **named)
    return refused.value.code


def test_the_contract_is_frozen_when_the_lease_is_offered():
    lease = an_offered_lease()
    paper = contract_of(lease)
    assert paper.contents["reference"] == lease.reference
    assert [clause["heading"] for clause in paper.contents["clauses"] if clause["heavy"]] == [
        "押金",
        "逾期付款",
        "转租和转让",
        "欠租解除",
        "提前退租",
    ]


def test_a_code_to_the_phone_on_file_signs_and_everything_that_proves_it_is_kept():
    lease = an_offered_lease()
    paper = contract_of(lease)

    row = sign_as_vendor(lease)

    assert (row.method, row.party, row.document_id) == ("code", "vendor", paper.pk)
    assert (row.phone_masked, row.ip, row.at) == ("138****0077", "203.0.113.7", LATER)
    assert row.user_agent == SEEN.user_agent[:120]
    assert row.ticked == heavy(lease)
    assert row.sha256 == paper.sha256
    kept = uploads.read(row.files.get())
    assert kept == pdf_of(paper)
    assert row.pdf_sha256 == sha256(kept).hexdigest()
    slip = Document.objects.get(kind="signature")
    assert (slip.contents["sha256"], slip.contents["phone"]) == (paper.sha256, "138****0077")


def test_then_the_operator_puts_it_in_force_without_a_reason():
    lease = an_offered_lease()
    sign_as_vendor(lease)
    leases.sign(lease, by=acting("manager"), at=LATER)
    assert lease.state == "signed"
    assert Document.objects.filter(kind="contract").count() == 1


def test_a_lease_of_a_year_is_not_put_in_force_before_the_vendor_has_signed():
    lease = an_offered_lease()
    refused = refused_as(Conflict, leases.sign, lease, by=acting("manager"), at=LATER)
    assert refused == "not_signed_by_vendor"
    assert Lease.objects.get(pk=lease.pk).state == "offered"


def test_a_lease_of_less_than_six_months_is():
    lease = an_offered_lease(last=terms().first + timedelta(days=120))
    assert leases.sign(lease, by=acting("manager"), at=LATER).state == "signed"
    assert list(leases_without_paper(Lease.objects.all(), on=local_day(LATER))) == []


def test_a_reason_puts_it_in_force_too_and_the_journal_and_the_desk_keep_asking():
    lease = an_offered_lease()
    leases.sign(lease, by=acting("manager"), at=LATER, reason="纸质合同周一补签")
    assert Move.objects.get(noun="lease", name="sign").reason == "纸质合同周一补签"
    unsigned = leases_without_paper(Lease.objects.all(), on=lease.starts_on)
    assert [one.pk for one in unsigned] == [lease.pk]

    signing.sign_by_scan(lease, [(a_photo(), "合同.jpg")], by=acting("manager"), at=LATER)

    assert list(unsigned.all()) == []


def test_a_wrong_code_signs_nothing_and_after_five_the_right_one_does_not_either():
    lease = an_offered_lease()
    ask_for_a_code(lease, at=AT)
    right = the_code()
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for code in (wrong, wrong, wrong, wrong, wrong, right):
        assert refused_as(Invalid, sign_as_vendor, lease, code=code) == "bad_code"
    assert LeaseSignature.objects.count() == 0


def test_an_old_code_signs_nothing():
    lease = an_offered_lease()
    ask_for_a_code(lease, at=AT)
    late = AT + codes.LIFE
    assert refused_as(Invalid, sign_as_vendor, lease, code=the_code(), at=late) == "bad_code"


def test_a_code_to_log_in_signs_nothing_and_one_to_sign_lets_nobody_in():
    lease = an_offered_lease()
    codes.issue(PHONE, at=AT)
    assert refused_as(Invalid, sign_as_vendor, lease, code=the_code()) == "bad_code"
    ask_for_a_code(lease, at=LATER)
    assert refused_as(Invalid, codes.redeem, PHONE, the_code(), at=LATER) == "bad_code"


def test_every_heavy_clause_is_ticked_or_nothing_is_signed():
    lease = an_offered_lease()
    with pytest.raises(Invalid) as refused:
        sign_as_vendor(lease, ticked=heavy(lease)[1:])
    assert refused.value.code == "not_all_ticked"
    assert refused.value.facts["numbers"] == heavy(lease)[0]


def test_codes_to_sign_are_sent_as_rarely_as_codes_to_log_in():
    lease = an_offered_lease()
    told = {"document": contract_of(lease).pk, "by": as_vendor(lease.vendor)}
    told["ticked"] = heavy(lease)
    signing.send_code(lease, **told, at=AT)
    soon = AT + timedelta(seconds=59)
    assert refused_as(Conflict, signing.send_code, lease, **told, at=soon) == "code_too_soon"


def raise_the_rent(lease):
    LeaseLine.objects.filter(lease=lease, item__code="rent").update(amount_fen=180000)


def test_changed_terms_have_to_be_signed_anew():
    lease = an_offered_lease()
    sign_as_vendor(lease)
    raise_the_rent(lease)

    act = leases.sign
    assert refused_as(Conflict, act, lease, by=acting("manager"), at=LATER) == "contract_changed"

    again = LATER + timedelta(minutes=2)
    signing.prepare(lease, at=again)
    sign_as_vendor(lease, at=again)
    assert act(lease, by=acting("manager"), at=again).state == "signed"
    assert LeaseSignature.objects.count() == 2


def test_a_code_for_the_old_terms_does_not_sign_the_new_ones():
    lease = an_offered_lease()
    paper = contract_of(lease)
    ask_for_a_code(lease, at=AT)
    raise_the_rent(lease)
    told = {"code": the_code(), "ticked": heavy(lease)}

    old = refused_as(Conflict, sign_as_vendor, lease, document=paper.pk, **told)
    new = refused_as(Invalid, sign_as_vendor, lease, document=contract_of(lease).pk, **told)

    assert (old, new) == ("contract_changed_meanwhile", "bad_code")
    assert LeaseSignature.objects.count() == 0


def test_an_offer_is_accepted_before_its_contract_is_signed():
    application = an_application()
    type(application).objects.filter(pk=application.pk).update(state="reviewing")
    application.refresh_from_db()
    pitches = [a_pitch(market=application.market)]
    until = AT + timedelta(days=2)
    lease = offers.offer(application, pitches, terms(), until=until, by=HOUSE, at=AT)
    told = {"document": contract_of(lease).pk, "ticked": heavy(lease), "at": AT}
    act, vendor = signing.send_code, as_vendor(application.vendor)
    assert refused_as(Conflict, act, lease, by=vendor, **told) == "accept_first"

    offers.accept(application, by=HOUSE, at=AT)

    assert sign_as_vendor(lease).method == "code"


def test_nobody_signs_for_the_vendor_and_only_a_manager_brings_the_scan():
    lease = an_offered_lease()
    paper = contract_of(lease).pk
    for actor in (acting("owner"), acting("manager"), as_vendor(a_vendor())):
        with pytest.raises(Forbidden):
            signing.send_code(lease, document=paper, ticked=(), by=actor, at=AT)
    for actor in (acting("cashier"), as_vendor(lease.vendor)):
        with pytest.raises(Forbidden):
            signing.sign_by_scan(lease, [(a_pdf(), "a.pdf")], by=actor, at=AT)


def test_a_scan_is_kept_sealed_page_by_page():
    lease = an_offered_lease()
    pages = [(a_photo(), "第1页.jpg"), (a_pdf(), "其余.pdf")]
    row = signing.sign_by_scan(lease, pages, by=acting("manager"), at=AT)
    assert (row.method, row.phone_masked, row.ticked) == ("scan", "", [])
    assert [file.sealed for file in row.files.all()] == [True, True]
    assert [file.mime for file in row.files.order_by("pk")] == ["image/jpeg", "application/pdf"]


def test_a_contract_is_signed_once():
    lease = an_offered_lease()
    sign_as_vendor(lease)
    act, pages = signing.sign_by_scan, [(a_pdf(), "a.pdf")]
    assert refused_as(Conflict, act, lease, pages, by=HOUSE, at=LATER) == "signed_already"


def test_a_draft_has_nothing_to_sign():
    lease = a_lease(vendor=a_vendor(phone=PHONE))
    act = signing.send_code
    told = {"document": 0, "ticked": (), "by": as_vendor(lease.vendor), "at": AT}
    assert refused_as(Conflict, act, lease, **told) == "nothing_to_sign"


def test_without_a_phone_on_file_one_signs_on_paper():
    lease = leases.offer(a_lease(), by=HOUSE, at=AT)
    told = {"document": contract_of(lease).pk, "ticked": heavy(lease), "at": AT}
    act, vendor = signing.send_code, as_vendor(lease.vendor)
    assert refused_as(Conflict, act, lease, by=vendor, **told) == "no_phone"


def test_printing_again_never_reckons_again():
    lease = an_offered_lease()
    sign_as_vendor(lease)
    leases.sign(lease, by=acting("manager"), at=LATER)
    paper = contract_of(lease)
    before = pdf_of(paper)

    raise_the_rent(lease)
    Market.objects.update(name="另一个市场")

    assert pdf_of(Document.objects.get(pk=paper.pk)) == before


def test_files_of_a_signature_are_no_strays():
    lease = an_offered_lease()
    sign_as_vendor(lease)
    assert uploads.strays(at=AT + timedelta(days=9)) == []
    assert Upload.objects.count() == 1
