"""The addresses of the ground's public and vendor pages."""

from django.urls import path

from market.pages import (
    access,
    documents,
    health,
    home,
    mailbox,
    me,
    my_findings,
    my_papers,
    my_receipts,
    needed,
    stalls,
    uploads,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("health/", health.health, name="health"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("enter/", access.enter, name="enter"),
    path("enter/code/", access.prove, name="prove"),
    path("language/", access.speak, name="set_language"),
    path("uploads/<str:key>/", uploads.upload, name="upload"),
    path("uploads/<str:key>/preview/", uploads.preview, name="upload_preview"),
    path("stalls/<int:pk>/", stalls.stall, name="stall"),
    path("stalls/<int:pk>/card/", stalls.card, name="stall_card"),
    path("stalls/<int:pk>/complain/", stalls.complain, name="stall_complain"),
    path("stalls/<int:pk>/thanks/", stalls.thanks, name="stall_thanks"),
    path("quick-tests/", stalls.tests, name="quick_tests"),
    path("documents/<int:pk>.pdf", documents.pdf, name="document_pdf"),
    path("me/", me.home, name="me"),
    path("me/bills/", me.bills, name="me_bills"),
    path("me/bills/<int:account>/bill/", my_papers.bill, name="my_bill_paper"),
    path("me/bills/<int:account>/statement/", my_papers.statement, name="my_statement"),
    path("me/papers/", needed.papers, name="me_papers"),
    path("me/papers/new/", needed.hand_in, name="me_hand_in"),
    path("me/papers/<int:pk>/apply/", needed.apply_for_renewal, name="me_apply_renewal"),
    path("me/bills/receipts/", my_receipts.receipts, name="me_receipts"),
    path("me/bills/receipts/<int:pk>/", my_receipts.receipt, name="me_receipt"),
    path("me/papers/findings/", my_findings.mine, name="me_findings"),
    path("me/papers/findings/<int:pk>/", my_findings.one, name="me_finding"),
    path("me/messages/", me.messages, name="me_messages"),
]
