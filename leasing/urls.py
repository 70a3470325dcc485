"""Leasing's addresses."""

from django.urls import include, path

app_name = "leasing"
urlpatterns = [
    path("", include("leasing.pages.vendor.urls")),
    path("desk/", include("leasing.pages.desk.urls")),
    path("desk/", include("leasing.pages.desk.arrears.urls")),
]
