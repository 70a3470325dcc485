"""Leasing's addresses."""

from django.urls import URLPattern

app_name = "leasing"
urlpatterns: list[URLPattern] = []
