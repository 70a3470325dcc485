"""The programme in the admin, for support: to be read. What changes it goes through the desk."""

from django.contrib import admin

from events.models import Filing, Series, Session, SignUp
from market.admin import LookOnly


@admin.register(Series)
class SeriesAdmin(LookOnly):
    list_display = ("name", "slug", "kind", "market", "zone")
    list_filter = ("kind", "market")
    search_fields = ("name", "slug")


@admin.register(Session)
class SessionAdmin(LookOnly):
    list_display = ("__str__", "state", "day", "starts_at", "ends_at", "zone", "sequence")
    list_filter = ("state", "series")
    search_fields = ("name", "series__name")
    date_hierarchy = "day"


@admin.register(SignUp)
class SignUpAdmin(LookOnly):
    list_display = ("vendor", "session", "state", "pitch", "asked_at")
    list_filter = ("state",)
    search_fields = ("vendor__name",)


@admin.register(Filing)
class FilingAdmin(LookOnly):
    list_display = ("type", "session", "state", "authority", "apply_by", "number")
    list_filter = ("state", "type")
