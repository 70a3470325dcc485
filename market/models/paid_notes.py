"""A vendor says that they have paid: never a payment by itself."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from market.core.states import PaidNoteState
from market.models.checks import one_of

# what one may have paid by without the cashier having seen it
TOLD_METHODS = ("wechat", "alipay", "bank", "card", "cash")


class PaidNote(models.Model):
    """So much was paid, on that day, under that number; perhaps with a picture of it.

    key: of the form it was sent with, so that sending it twice is once.
    payment_key: by which the payment would be known in the books (core.payment_keys); empty
    without a number. payment: the one that was booked for it.
    """

    key = models.UUIDField(unique=True)
    account = models.ForeignKey("market.Account", models.PROTECT, related_name="paid_notes")
    amount_fen = models.BigIntegerField()
    method = models.CharField(max_length=10)
    paid_on = models.DateField()
    reference = models.CharField(max_length=80, blank=True)
    payment_key = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=200, blank=True)
    photo = models.OneToOneField(
        "market.Upload", models.PROTECT, null=True, blank=True, related_name="paid_note"
    )
    state = models.CharField(max_length=10, default=PaidNoteState.TOLD)
    answer = models.CharField(max_length=200, blank=True, help_text=_("why it was not booked"))
    payment = models.ForeignKey(
        "market.Payment", models.PROTECT, null=True, blank=True, related_name="paid_notes"
    )
    told_at = models.DateTimeField()
    told_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["told_at", "id"]
        constraints = [
            one_of("state", PaidNoteState, name="paid_note_state_is_known"),
            one_of("method", TOLD_METHODS, name="paid_note_method_is_known"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="paid_note_is_above_zero"),
            models.CheckConstraint(
                condition=Q(state=PaidNoteState.BOOKED, payment__isnull=False)
                | (~Q(state=PaidNoteState.BOOKED) & Q(payment__isnull=True)),
                name="paid_note_is_booked_with_a_payment",
            ),
            models.UniqueConstraint(
                fields=["payment_key"],
                condition=~Q(payment_key="")
                & Q(state__in=[PaidNoteState.TOLD.value, PaidNoteState.BOOKED.value]),
                name="paid_note_once_per_reference",
            ),
        ]
        indexes = [
            models.Index(
                fields=["told_at"],
                name="paid_note_to_look_at",
                condition=Q(state=PaidNoteState.TOLD.value),
            )
        ]

    def __str__(self) -> str:
        return self.reference or f"{self.amount_fen} {self.paid_on}"
