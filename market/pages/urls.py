"""The addresses of the ground's public and vendor pages."""

from django.urls import path

from market.pages import access, health, home, mailbox, me, my_receipts, uploads

urlpatterns = [
    path("", home.home, name="home"),
    path("health/", health.health, name="health"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("enter/", access.enter, name="enter"),
    path("enter/code/", access.prove, name="prove"),
    path("language/", access.speak, name="set_language"),
    path("uploads/<str:key>/", uploads.upload, name="upload"),
    path("me/", me.home, name="me"),
    path("me/bills/", me.bills, name="me_bills"),
    path("me/bills/receipts/", my_receipts.receipts, name="me_receipts"),
    path("me/bills/receipts/<int:pk>/", my_receipts.receipt, name="me_receipt"),
    path("me/papers/", me.papers, name="me_papers"),
    path("me/messages/", me.messages, name="me_messages"),
]
