"""The back room: reference data, and a look at everything else. Whatever moves goes through actions.

No state, no money and no journal can be changed here, and no identity number is shown.
"""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from market import models
from market.core.pinyin import sort_key


class LookOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """What is written by actions only."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Kept(admin.ModelAdmin):  # type: ignore[type-arg]
    """Reference data: added and corrected, never deleted in bulk."""

    actions = None


@admin.register(models.Market)
class MarketAdmin(Kept):
    list_display = ("code", "name", "phone")


@admin.register(models.Zone)
class ZoneAdmin(Kept):
    list_display = ("code", "name", "market", "position")
    list_filter = ("market",)


@admin.register(models.Pitch)
class PitchAdmin(Kept):
    list_display = ("code", "zone", "kind", "state", "area_m2")
    list_filter = ("zone__market", "zone", "kind", "state")
    list_select_related = ("zone",)
    search_fields = ("code",)
    readonly_fields = ("state",)
    exclude = ("code_key",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.code_key = sort_key(obj.code, longest=40)
        super().save_model(request, obj, form, change)


@admin.register(models.PermitType)
class PermitTypeAdmin(Kept):
    list_display = ("code", "name", "valid_months", "confidence", "source")
    search_fields = ("code", "name")


@admin.register(models.FeeItem)
class FeeItemAdmin(Kept):
    list_display = ("code", "name", "name_en", "position")


@admin.register(models.SpecialDay)
class SpecialDayAdmin(Kept):
    list_display = ("day", "kind", "name", "source")
    list_filter = ("kind",)
    date_hierarchy = "day"


@admin.register(models.User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    actions = None
    list_display = ("username", "name", "is_active", "is_staff", "last_login")
    search_fields = ("username", "name")
    fieldsets = (
        (None, {"fields": ("username", "password", "name", "phone", "language")}),
        (None, {"fields": ("is_active", "is_staff", "is_superuser", "last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")


@admin.register(models.Role)
class RoleAdmin(Kept):
    list_display = ("user", "name", "market")
    list_filter = ("market", "name")
    list_select_related = ("user", "market")
    autocomplete_fields = ("user",)
    filter_horizontal = ("zones",)


@admin.register(models.Vendor)
class VendorAdmin(LookOnly):
    list_display = ("name", "kind", "contact", "trade", "id_masked", "since")
    search_fields = ("name", "contact")
    exclude = ("id_sealed", "id_print")


@admin.register(models.Worker)
class WorkerAdmin(LookOnly):
    list_display = ("name", "vendor", "since", "until")
    list_select_related = ("vendor",)
    search_fields = ("name",)
    exclude = ("id_sealed", "id_print")


@admin.register(models.Permit)
class PermitAdmin(LookOnly):
    list_display = ("type", "vendor", "number", "expires_on", "state")
    list_filter = ("type", "state")
    list_select_related = ("type", "vendor")
    search_fields = ("number", "vendor__name")


@admin.register(models.Charge)
class ChargeAdmin(LookOnly):
    list_display = ("key", "account", "item", "amount_fen", "open_fen", "due_on")
    list_select_related = ("account__vendor", "account__market", "item")
    date_hierarchy = "due_on"


@admin.register(models.Payment)
class PaymentAdmin(LookOnly):
    list_display = ("key", "account", "amount_fen", "free_fen", "method", "received_on")
    list_select_related = ("account__vendor", "account__market")
    list_filter = ("method",)


@admin.register(models.Notice)
class NoticeAdmin(LookOnly):
    list_display = ("occasion", "vendor", "channel", "state", "not_before", "sent_at", "reason")
    list_filter = ("state", "occasion", "channel")
    list_select_related = ("vendor",)


@admin.register(models.Move)
class MoveAdmin(LookOnly):
    list_display = ("at", "noun", "thing", "name", "before", "after", "by_name", "reason")
    list_filter = ("noun", "name")


@admin.register(models.Reveal)
class RevealAdmin(LookOnly):
    list_display = ("at", "vendor", "subject", "by_name", "reason")
    list_select_related = ("vendor",)


# the admin's own log-in knows no second factor: whoever comes there is sent to ours
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.register((models.Account, models.Allocation, models.Hold, models.Document), LookOnly)
