"""The addresses of the ground's public and vendor pages."""

from django.urls import path

from market.pages import health, home, me

urlpatterns = [
    path("", home.home, name="home"),
    path("health/", health.health, name="health"),
    path("me/", me.home, name="me"),
    path("me/bills/", me.bills, name="me_bills"),
    path("me/papers/", me.papers, name="me_papers"),
    path("me/messages/", me.messages, name="me_messages"),
]
