"""The demo market, loaded once for all of these tests, and what it promises to hold."""

import io
from collections import Counter
from datetime import timedelta
from itertools import combinations

import pytest
import time_machine
from django.conf import settings as configured
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, F, Max, Q, Sum
from django.test import override_settings
from django.utils.module_loading import import_string

from events.models import Filing, Session, SignUp
from leasing.actions import billing
from leasing.models import (
    Application,
    Closure,
    Instalment,
    Lease,
    Renewal,
    Sublet,
    Transfer,
)
from market.core.actors import HOUSE, ROLES
from market.core.hours import local_day
from market.core.inspecting.sampling import draw
from market.core.periods import ONE_DAY, months_after
from market.demo import crew
from market.demo.papers import Condition, condition_of, wanted
from market.demo.places import CODE
from market.models import (
    Allocation,
    Charge,
    Finding,
    Inspection,
    LocalMessage,
    Market,
    Move,
    Notice,
    Payment,
    Permit,
    PermitType,
    Pitch,
    QuickTest,
    Round,
    Scale,
    Statement,
    StatementLine,
    Upload,
    User,
    Vendor,
    Worker,
)
from market.queries.book_months import book_months
from market.queries.inspections import late
from market.queries.measuring import out_of_date
from market.queries.reconciling import differences
from market.queries.vendors import searched
from tests.builders import AT

pytestmark = pytest.mark.django_db

ON = local_day(AT)
FEN = ("item__code", "amount_fen", "open_fen")


def load():
    for part in configured.DEMO_PARTS:
        import_string(part)(at=AT)


def said():
    """What is the same on every machine: names, terms, amounts and days, but no references."""
    return [
        list(Vendor.objects.order_by("pk").values_list("name", "contact", "goods", "id_masked")),
        list(Worker.objects.order_by("pk").values_list("name", "since")),
        list(Permit.objects.order_by("pk").values_list("number", "expires_on", "state")),
        list(Lease.objects.order_by("pk").values_list("starts_on", "ends_on", "state")),
        sorted(Charge.objects.values_list("account__vendor__name", "due_on", *FEN)),
        list(Payment.objects.order_by("pk").values_list("key", "amount_fen", "received_on")),
        list(Application.objects.order_by("pk").values_list("state", "trade", "submitted_at")),
        list(SignUp.objects.order_by("pk").values_list("vendor__name", "pitch__code", "state")),
        sorted(LocalMessage.objects.values_list("to", "received_at")),
    ]


@pytest.fixture(scope="module", autouse=True)
def first(django_db_setup, django_db_blocker, tmp_path_factory):
    """What was said the first time. The tests look at the demo as it was loaded the second time."""
    uploads = tmp_path_factory.mktemp("uploads")
    with django_db_blocker.unblock(), override_settings(UPLOADS=uploads):
        with transaction.atomic():
            load()
            told = said()
            transaction.set_rollback(True)
        with transaction.atomic():
            load()
            yield told
            transaction.set_rollback(True)


def test_loaded_at_the_same_moment_it_says_the_same_again(first):
    assert said() == first


def test_the_ground_is_120_stalls_36_containers_and_a_street_of_48():
    kinds = Counter(Pitch.objects.values_list("zone__code", "kind"))
    assert kinds == {
        ("hall", "stall"): 120,
        ("containers", "container"): 36,
        ("star-street", "night"): 48,
    }
    assert Vendor.objects.count() == 260


def test_no_pitch_stands_on_another_and_each_stands_in_its_zone():
    pitches = list(Pitch.objects.select_related("zone"))
    apart = [
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
        for one, other in combinations(pitches, 2)
    ]
    assert all(apart)
    for pitch in pitches:
        zone = pitch.zone
        assert zone.x <= pitch.x and pitch.x + pitch.width <= zone.x + zone.width
        assert zone.y <= pitch.y and pitch.y + pitch.height <= zone.y + zone.height


def test_a_row_is_one_trade_and_halal_is_kept_apart():
    rows = Pitch.objects.filter(kind="stall").exclude(row="C").values("row")
    assert {row["trades"] for row in rows.annotate(trades=Count("goods", distinct=True))} == {1}
    apart = Pitch.objects.filter(goods=["清真"])
    assert {pitch.row for pitch in apart} == {"K"}


def test_containers_are_let_no_longer_than_they_may_stand():
    some_near = Pitch.objects.filter(
        kind="container", structure_approval_until__range=(ON, ON + 60 * ONE_DAY)
    )
    assert some_near.count() == 4
    late = Lease.objects.filter(pitches__pitch__kind="container").filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=F("pitches__pitch__structure_approval_until"))
    )
    assert not late.exists()


def test_papers_are_there_in_every_condition():
    on_file = Permit.objects.filter(state="accepted")
    assert on_file.filter(expires_on__gt=ON + 60 * ONE_DAY).count() > 100
    assert on_file.filter(expires_on__range=(ON, ON + 44 * ONE_DAY)).count() > 20
    assert on_file.filter(expires_on__lt=ON).count() > 5
    assert Permit.objects.filter(state="submitted", uploads__isnull=False).count() > 16
    states = Counter(Permit.objects.exclude(state="accepted").values_list("state", flat=True))
    assert {name: count for name, count in states.items() if name != "submitted"} == {
        **{"returned": 5, "refused": 2, "replaced": 4, "withdrawn": 1, "revoked": 1},
    }
    runs_out = dict(PermitType.objects.values_list("code", "valid_months"))
    missing = [
        paper
        for paper in wanted(Market.objects.get(code="huiquan"))
        if condition_of(paper, runs_out=bool(runs_out[paper.code]))[0] is Condition.MISSING
    ]
    assert len(missing) > 10


def test_papers_of_health_are_sealed_and_kept_with_consent():
    assert not Permit.objects.filter(type__sensitive=True, consent_at=None).exists()
    assert set(Upload.objects.filter(permit__type__sensitive=True).values_list("sealed")) == {
        (True,)
    }


def test_the_books_add_up():
    charged = Charge.objects.aggregate(sum=Sum("amount_fen"))["sum"]
    paid = Payment.objects.aggregate(sum=Sum("amount_fen"))["sum"]
    allocated = Allocation.objects.aggregate(sum=Sum("amount_fen"))["sum"]
    assert Charge.objects.aggregate(sum=Sum("open_fen"))["sum"] == charged - allocated
    assert Payment.objects.aggregate(sum=Sum("free_fen"))["sum"] == paid - allocated


def test_some_are_behind_one_is_ahead_and_one_transfer_came_back():
    late = Charge.objects.filter(open_fen__gt=0, due_on__lt=ON)
    assert late.values("account").distinct().count() == 10
    ahead = Payment.objects.filter(free_fen__gt=0, account__vendor__name="堃源粮油有限公司")
    assert ahead.count() == 1
    bounced = Payment.objects.get(reverses__isnull=False)
    assert bounced.amount_fen == -bounced.reverses.amount_fen
    assert late.filter(account=bounced.account).exists()
    methods = set(Payment.objects.values_list("method", flat=True))
    assert methods == {"cash", "wechat", "alipay", "bank"}


def test_a_year_of_bills_lies_behind_us_and_nothing_is_left_to_charge():
    first, last = (Charge.objects.order_by(way).first().due_on for way in ("due_on", "-due_on"))
    assert first < ON - 365 * ONE_DAY
    assert last <= ON + timedelta(days=60)
    assert billing.charge_due(by=HOUSE, at=AT).counts["charged"] == 0


def test_leases_run_run_out_are_overstayed_and_have_ended():
    states = Counter(Lease.objects.values_list("state", flat=True))
    assert states == {"signed": 112, "ended": 12, "offered": 5, "cancelled": 2, "draft": 1}
    signed = Lease.objects.filter(state="signed")
    assert signed.filter(ends_on__range=(ON, ON + 60 * ONE_DAY)).count() == 15
    assert signed.filter(ends_on__lt=ON).count() == 3
    assert signed.filter(ends_on=None).count() == 2
    assert signed.filter(starts_on__gt=ON).count() == 5
    assert set(Instalment.objects.values_list("lease", flat=True)) == set(
        Lease.objects.filter(state__in=("signed", "ended")).values_list("pk", flat=True)
    )


def test_of_the_life_of_a_lease_there_is_one_of_each():
    assert Renewal.objects.get().state == "offered"
    assert Transfer.objects.get().state == "asked"
    assert Sublet.objects.get().state == "suspected"
    assert Lease.objects.filter(holdover_since__isnull=False).count() == 1
    closure = Closure.objects.get()
    assert closure.touched.count() > 20
    assert not closure.touched.filter(settled_at=None).exists()


def test_somebody_stands_at_every_point_of_the_queue():
    states = Counter(Application.objects.values_list("state", flat=True))
    assert states == {
        **{"submitted": 9, "reviewing": 18, "correcting": 4, "waitlisted": 4, "offered": 3},
        **{"admitted": 2, "rejected": 1},
        **{"refused": 2, "draft": 1, "accepted": 1, "declined": 1, "expired": 1, "withdrawn": 1},
    }
    for offered in Application.objects.filter(state="offered"):
        assert AT < offered.offer_until <= AT + timedelta(hours=48)
    handed_in = Application.objects.exclude(state="draft")
    assert not handed_in.filter(papers__isnull=True).exists()


def test_statements_have_lines_in_every_condition():
    lines = StatementLine.objects.all()
    assert set(lines.values_list("state", flat=True)) == {"new", "booked", "ignored", "parked"}
    assert set(lines.values_list("direction", flat=True)) == {"in", "out", "neither"}
    assert {"sure", "likely"} <= set(lines.values_list("confidence", flat=True))
    assert [statement.faults for statement in Statement.objects.all()] == [[], []]


def test_what_happened_is_in_the_journal_with_who_did_it():
    by = set(Move.objects.filter(noun="application").values_list("by_name", flat=True))
    assert {"丛海燕", "孙堃", "house"} <= by
    nouns = {"lease", "application", "call", "draw", "permit", "session", "signup", "filing"}
    nouns |= {"round", "finding", "complaint"}
    nouns |= {"errand", "paperoverride", "suspension"}
    nouns |= {"agreement", "demand", "settlement", "reading", "cashierclosing", "statementline"}
    nouns |= {"calloff"}
    nouns |= {"vendor", "enquiry", "boardentry", "paidnote", "paycode"}
    assert set(Move.objects.values_list("noun", flat=True)) == nouns
    assert not Move.objects.filter(at__gt=AT).exists()


def test_nights_lie_behind_and_before_us_with_people_on_them():
    nights = Session.objects.filter(series__slug="star-street").annotate(
        placed=Count("sign_ups", filter=Q(sign_ups__state="placed"))
    )
    over = nights.filter(ends_at__lte=AT).order_by("day")
    assert [night.state for night in over].count("cancelled") == 1
    assert over.count() == 16
    assert all(night.placed >= 24 for night in over.exclude(state="cancelled"))
    coming = nights.filter(ends_at__gt=AT).order_by("day")
    assert [night.placed for night in coming[:3]] == [22, 15, 0]
    assert coming.filter(state="planned").exists()


def test_the_festival_has_filings_in_different_states():
    festival = Session.objects.get(series__slug="food-festival")
    assert festival.expected_people >= 1000
    filings = Filing.objects.filter(session=festival).values_list("type__code", "state")
    assert dict(filings) == {
        "MASS_EVENT": "granted",
        "PERFORMANCE": "needed",
        "FOOD_FAIR_REPORT": "applied",
        "ROAD_OCCUPY": "refused",
    }


def test_a_name_with_a_rare_character_is_found():
    found = [vendor.name for vendor in searched(Vendor.objects.all(), "蔄")]
    assert found == sorted(found, key=lambda name: Vendor.objects.get(name=name).name_key)
    assert {"蔄记海鲜", "老蔄家酱货", "蔄小满冰粉"} <= set(found)
    assert [vendor.contact for vendor in searched(Vendor.objects.all(), "𠮷祥")] == ["于𠮷祥"]
    assert [vendor.name for vendor in searched(Vendor.objects.all(), "·买买提")] == [
        "阿依古丽清真牛羊肉"
    ]


def test_every_role_logs_in_with_the_password_that_is_printed():
    roles = {}
    for operator in crew.CREW:
        user = authenticate(username=operator.username, password=crew.PASSWORD)
        roles[user.roles.get().name] = {zone.code for zone in user.roles.get().zones.all()}
    assert set(roles) == set(ROLES)
    assert roles["steward"] == {"star-street"}


def test_the_vendors_who_are_printed_are_there_by_their_phones():
    told = "\n".join(crew.logins())
    for number, name, _ in crew.VENDORS:
        vendor = Vendor.objects.get(name=name)
        assert vendor.phone.endswith(f"{number:04}")
        assert vendor.phone in told
    assert Vendor.objects.values("phone").distinct().count() == 260


def test_what_was_said_lies_in_the_mailbox_and_only_the_latest_still_waits():
    sent = Notice.objects.filter(state="sent")
    assert sent.count() == LocalMessage.objects.count() > 150
    assert {line["done"] for notice in sent for line in notice.trail[-1:]} <= {"sent", "delivered"}
    assert not sent.filter(trail=[]).exists()
    # and a few want a person
    states = {"sent", "pending", "bundled", "failed", "unknown"}
    assert set(Notice.objects.values_list("state", flat=True)) <= states
    waiting = Notice.objects.filter(state="pending").exclude(channel__in=["call", "slip"])
    assert not waiting.filter(next_attempt_at__lt=AT - timedelta(minutes=10)).exists()


def test_a_few_messages_want_a_person():
    states = Counter(Notice.objects.exclude(state="sent").values_list("state", "channel"))
    assert (states["pending", "call"], states["pending", "slip"]) == (7, 4)
    assert (states["unknown", "email"], states["failed", "sms"]) == (3, 3)


def test_loading_it_again_changes_nothing(settings):
    settings.DEMO = True
    before, out = said(), io.StringIO()
    call_command("load_demo", stdout=out)
    assert out.getvalue() == "The demo market is here already.\n"
    assert said() == before


def test_some_come_every_week_and_one_is_away():
    regular = SignUp.objects.filter(session__starts_at__gt=AT, asked_at__lt=AT, state="accepted")
    days = {(row.vendor.source_key, row.session.day.isoweekday()) for row in regular}
    assert days == {("demo/guest/001", 6), ("demo/guest/003", 5), ("demo/guest/004", 6)}
    assert SignUp.objects.filter(vendor__source_key="demo/guest/004", state="withdrawn").exists()


PAGES = {
    "manager": ("", "messages/enquiries/", "messages/board/", "money/pay-codes/"),
    "cashier": ("", "money/paid/"),
}


@pytest.mark.parametrize("who", PAGES)
def test_what_vendors_did_on_their_phones_is_on_the_desk(client, who):
    client.force_login(User.objects.get(username=who))
    with time_machine.travel(AT, tick=False):
        answers = [client.get(f"/desk/{page}").status_code for page in PAGES[who]]
    assert set(answers) == {200}


def test_a_vendor_has_it_on_the_phone(client):
    client.force_login(User.objects.get(phone=Vendor.objects.get(name="蔄记海鲜").phone))
    with time_machine.travel(AT, tick=False):
        pages = ("", "people/", "requests/", "board/", "bills/", "bills/paid/")
        answers = [client.get(f"/me/{page}").status_code for page in pages]
    assert set(answers) == {200}


def test_inspections_have_gone_on_for_half_a_year_and_some_of_what_was_found_is_late():
    graded = Counter(Inspection.objects.values_list("grade", flat=True))
    assert graded["A"] > graded["D"] > 0
    states = Counter(Finding.objects.values_list("state", flat=True))
    assert states["cleared"] > 100
    assert min(states["open"], states["rectified"]) > 0
    assert late(Finding.objects.all(), on=ON).exists()
    assert QuickTest.objects.filter(verdict="failed", disposed_at=None).count() == 1
    assert out_of_date(Scale.objects.annotate(until=Max("verifications__until")), on=ON).exists()


def test_a_sample_of_the_demo_is_drawn_again_by_anybody():
    drawn = Round.objects.exclude(algorithm="")[0]
    again = draw(drawn.population, seed=drawn.seed, size=drawn.size)
    stops = drawn.stops.filter(why="drawn").select_related("pitch__zone")
    assert {f"{one.pitch.zone.code}/{one.pitch.code}/{one.vendor_id}" for one in stops} == set(
        again.drawn
    )


def test_the_books_add_up_and_are_closed_but_for_the_last_two_months():
    months = book_months(Market.objects.get(code=CODE), on=ON)
    present = ON.replace(day=1)
    assert [line.month.start for line in months if not line.closed] == [
        present,
        months_after(present, -1),
    ]
    assert differences() == []
