"""The addresses of the ground's public and vendor pages."""

from django.urls import path

from market.pages import (
    access,
    callbacks,
    documents,
    health,
    home,
    mailbox,
    me,
    my_papers,
    my_receipts,
    my_wishes,
    one_notice,
    uploads,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("health/", health.health, name="health"),
    path("health/delivery/", health.delivering, name="health_delivery"),
    path("n/<str:token>/", one_notice.one_notice, name="one_notice"),
    path("callbacks/tencent/<str:secret>/", callbacks.tencent, name="callback_tencent"),
    path("callbacks/aliyun/<str:secret>/", callbacks.aliyun, name="callback_aliyun"),
    path("callbacks/gateway/", callbacks.gateway, name="callback_gateway"),
    path("callbacks/wechat/", callbacks.wechat, name="callback_wechat"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("enter/", access.enter, name="enter"),
    path("enter/code/", access.prove, name="prove"),
    path("language/", access.speak, name="set_language"),
    path("uploads/<str:key>/", uploads.upload, name="upload"),
    path("documents/<int:pk>.pdf", documents.pdf, name="document_pdf"),
    path("me/", me.home, name="me"),
    path("me/bills/", me.bills, name="me_bills"),
    path("me/bills/<int:account>/bill/", my_papers.bill, name="my_bill_paper"),
    path("me/bills/<int:account>/statement/", my_papers.statement, name="my_statement"),
    path("me/bills/receipts/", my_receipts.receipts, name="me_receipts"),
    path("me/bills/receipts/<int:pk>/", my_receipts.receipt, name="me_receipt"),
    path("me/papers/", me.papers, name="me_papers"),
    path("me/messages/", me.messages, name="me_messages"),
    path("me/messages/wishes/", my_wishes.wishes, name="me_wishes"),
    path("me/messages/<int:pk>/confirm/", me.confirm, name="me_confirm"),
]
