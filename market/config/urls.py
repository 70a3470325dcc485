"""Every address of the house."""

from django.contrib import admin
from django.urls import include, path

from market.config.api import api
from market.pages.guide import guide

handler404 = "market.config.refusals.nothing_here"

urlpatterns = [
    path("", include("market.pages.urls")),
    path("", include("market.pages.desk.urls")),
    path("", include("leasing.urls")),
    path("", include("events.urls")),
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/mfa/", include("allauth.mfa.urls")),
    path("guide/", guide, name="guide"),
    path("admin/", admin.site.urls),
]
