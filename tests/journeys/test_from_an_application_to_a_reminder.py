"""The thread through every part, by the doors that people use, with a real worker and beat."""

import re
from datetime import timedelta

from market.models import Account, Charge, LocalMessage, Notice
from tests.builders import a_vendor
from tests.journeys.house import House, Person, until
from tests.journeys.place import PASSWORD, a_photo


def test_from_an_application_to_a_reminder(house: House, place):
    today = house.now.date()
    applicant, operator = Person(house), Person(house)
    operator.log_in("manager", PASSWORD)

    # the vendor applies, with one paper
    begun = applicant.api(
        "POST",
        "/applications",
        {
            "market": place["market"].pk,
            "name": "蔄记鲜肉",
            "phone": "+86 199 0000 0012",
            "trade": "鲜肉",
            "goods": ["猪肉"],
            "pitch": place["pitch"].pk,
            "starts_on": (today + timedelta(days=1)).isoformat(),
            "months": 12,
        },
        expect=201,
    )
    assert (begun["state"], begun["can"]) == ("draft", ["submit", "withdraw"])
    applicant.headers["Authorization"] = f"Bearer {begun['token']}"
    reference = begun["reference"]
    expiry = today + timedelta(days=30)
    paper = applicant.upload(
        f"/applications/{reference}/documents",
        {"type": "FOOD_PERMIT", "number": "JY23501110153674", "expires_on": expiry.isoformat()},
        a_photo(),
        "许可证.jpg",
    )
    assert paper["state"] == "submitted"
    assert applicant.api("POST", f"/applications/{reference}/submit")["state"] == "submitted"

    # a stranger does not see it
    Person(house).api("GET", f"/applications/{reference}", expect=401)

    # the operator sees it in the queue, takes it in, checks the paper, offers the pitch
    queue = operator.api("GET", "/applications?state=submitted")["items"]
    assert [row["reference"] for row in queue] == [reference]
    operator.api("POST", f"/applications/{reference}/receive")
    permit = operator.api(
        "POST",
        f"/permits/{paper['permit']}/accept",
        {
            "number": "JY23501110153674",
            "issued_on": (today - timedelta(days=1700)).isoformat(),
            "expires_on": expiry.isoformat(),
        },
    )
    assert (permit["state"], permit["expires_on"]) == ("accepted", expiry.isoformat())
    offered = operator.api(
        "POST",
        f"/applications/{reference}/offer",
        {
            "pitches": [place["pitch"].pk],
            "terms": {
                "first": (today + timedelta(days=1)).isoformat(),
                "last": (today + timedelta(days=365)).isoformat(),
                "lines": [{"item": "rent", "amount": "1700.00", "per": "month"}],
                "deposit": "3400.00",
                "anchor": "lease_start",
                "proration": "actual_days_in_period",
            },
            "until": (house.now + timedelta(hours=48)).isoformat(),
        },
    )
    assert offered["state"] == "offered"

    # the vendor accepts and signs, the market signs, and its first charge is there
    accepted = applicant.api("POST", f"/applications/{reference}/accept")
    assert accepted["state"] == "accepted"
    signing = f"/leases/{accepted['lease']}"
    contract = applicant.api("GET", f"{signing}/contract")
    agreed = {"document": contract["document"], "ticked": contract["heavy"]}
    applicant.api("POST", f"{signing}/signing-codes", agreed, expect=202)
    code = re.search(r"\d{6}", LocalMessage.objects.order_by("pk").last().body)[0]
    signed = applicant.api("POST", f"{signing}/signatures", {**agreed, "code": code}, expect=201)
    assert (signed["method"], signed["sha256"]) == ("code", contract["sha256"])
    lease = operator.api("POST", f"{signing}/sign")
    assert (lease["state"], lease["pitches"]) == ("signed", ["A-12"])
    plan = operator.api("GET", f"/leases/{lease['reference']}/instalments")["items"]
    assert plan[0]["amount"] == "5100.00"
    assert (plan[0]["open"], len(plan[0]["charges"])) == ("5100.00", 2)

    # part of it is paid
    account = Account.objects.get(vendor=begun["vendor"])
    payment = operator.api(
        "POST",
        "/payments",
        {
            "account": account.pk,
            "amount": "3400.00",
            "method": "wechat",
            "received_on": today.isoformat(),
            "reference": "test-1",
        },
        expect=201,
    )
    assert payment["amount"] == "3400.00"
    assert sum(Charge.objects.values_list("open_fen", flat=True)) == 170000

    # a night is on the public calendar and in the feed
    friday = today + timedelta(days=(4 - today.weekday()) % 7 or 7)
    series = operator.api(
        "POST",
        "/events",
        {
            "market": place["market"].pk,
            "zone": place["star"].pk,
            "slug": "star",
            "name": "星空街夜市",
            "name_en": "Star Street Night",
        },
        expect=201,
    )
    night = operator.api(
        "POST",
        "/sessions",
        {"series": series["slug"], "day": friday.isoformat(), "opens": "18:00", "closes": "01:00"},
        expect=201,
    )
    operator.api("POST", f"/sessions/{night['id']}/publish")
    anyone = Person(house)
    assert "Star Street Night" in anyone.page(f"/calendar/?month={friday:%Y-%m}")
    feed = anyone.page("/calendar.ics")
    assert "SUMMARY:星空街夜市" in feed
    assert f"DTSTART;TZID=Asia/Shanghai:{friday:%Y%m%d}T180000" in feed

    # beat rings, the sweep finds both reminders, the worker says them in one message, the mailbox
    # shows it
    assert not Notice.objects.filter(occasion__in=["rent_due", "permit_expiring"]).exists()
    house.start("beat")
    until(
        lambda: Notice.objects.filter(occasion="digest", state="sent").exists(),
        "both reminders were delivered",
        60,
    )
    mailbox = anyone.page("/mailbox/")
    tomorrow = today + timedelta(days=1)
    assert re.search(r"缴费通知 1700\.00\s元", mailbox)
    assert f"{tomorrow.month}月{tomorrow.day}日" in mailbox
    assert "食品经营许可证" in mailbox
    for occasion in ("rent_due", "permit_expiring"):
        assert Notice.objects.get(occasion=occasion).state == "bundled"


def test_a_vendor_comes_back_by_a_code_and_so_does_whoever_was_invited(house: House, place):
    a_vendor(name="蔄记鲜肉", phone="19900000012", market=place["market"])
    applicant, relative = Person(house), Person(house)

    applicant.page("/enter/", {"phone": "199 0000 0012"})
    assert "蔄记鲜肉" in applicant.page("/enter/code/", {"code": the_code_for("19900000012")})
    (mine,) = applicant.api("GET", "/me/vendors")["items"]
    applicant.api(
        "POST",
        f"/vendors/{mine['id']}/invitations",
        {"name": "蔄小满", "phone": "19900000013", "role": "helper"},
        expect=201,
    )

    relative.api("POST", "/codes", {"phone": "19900000013"}, expect=202)
    given = {"phone": "19900000013", "code": the_code_for("19900000013")}
    token = relative.api("POST", "/tokens", given, expect=201)
    assert token["vendors"] == [mine["id"]]
    relative.api("POST", "/tokens", given, expect=422)


def the_code_for(phone):
    told = LocalMessage.objects.filter(to=phone).order_by("pk").last()
    return re.search(r"\d{6}", told.body)[0]
