"""The applicant's addresses."""

from django.urls import path, re_path

from leasing.pages.vendor import (
    apply,
    arrears,
    calls,
    follow,
    lease,
    meters,
    papers,
    signing,
    wishes,
)

urlpatterns = [
    path("apply/", apply.apply, name="apply"),
    path("apply/where/", apply.where, name="apply_where"),
    path("apply/who/", apply.who, name="apply_who"),
    path("apply/carry-on/", apply.carry_on, name="apply_carry_on"),
    path("calls/", calls.listed, name="open_calls"),
    path("calls/<str:reference>/", calls.call, name="call"),
    path("draws/<str:reference>/", calls.draw, name="draw"),
    path("applications/<str:reference>/wishes/", wishes.wishes, name="wishes"),
    path("applications/<str:reference>/papers/", papers.papers, name="papers"),
    path("applications/<str:reference>/review/", papers.review, name="review"),
    path("applications/<str:reference>/", follow.application, name="application"),
    path("me/leases/<str:reference>/sign/", signing.sign, name="sign_lease"),
    path("me/bills/meters/", meters.meters, name="my_meters"),
    path("me/bills/meters/<int:pk>/", meters.send, name="send_reading"),
    path("me/bills/arrears/", arrears.my_arrears, name="my_arrears"),
    path("me/bills/deposit/", arrears.my_deposits, name="my_deposits"),
    re_path(
        r"^me/bills/arrears/(?P<pk>\d+)/(?P<move>agree|decline)/$",
        arrears.answer_agreement,
        name="answer_agreement",
    ),
    path("me/bills/deposit/<int:pk>/agree/", arrears.agree_settlement, name="agree_my_settlement"),
    path(
        "me/bills/deposit/<int:pk>/dispute/",
        arrears.dispute_settlement,
        name="dispute_my_settlement",
    ),
    path("me/leases/<str:reference>/", lease.lease, name="my_lease"),
    path("me/leases/<str:reference>/transfer/", lease.transfer, name="my_transfer"),
    re_path(
        r"^me/leases/(?P<reference>[\w-]+)/renewal/(?P<move>accept|decline)/$",
        lease.answer_renewal,
        name="my_renewal",
    ),
    re_path(
        r"^applications/(?P<reference>[\w-]+)/(?P<move>accept|decline|withdraw|submit)/$",
        follow.answer,
        name="answer",
    ),
]
