"""The life of a lease on the desk: changed, ended, renewed, handed on, moved, held over."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leasing.actions import amendments, endings, leases, relocations, renewals, transfers
from leasing.core.endings import EndReason
from leasing.models import Lease, Renewal, Transfer
from leasing.pages.desk.deeds import PAGE, Deed, carry_out
from leasing.pages.desk.life_forms import (
    AmendForm,
    EndForm,
    LeaveForm,
    RelocateForm,
    RenewForm,
    TransferForm,
)
from leasing.queries.leases import leases_seen_by
from market import clock
from market.core.actors import Actor
from market.core.refusals import Missing
from market.pages.desk.door import NOTHING_HERE, desk_deed, desk_form, find, pressed
from market.pages.forms import ReasonForm
from market.queries.vendors import vendor_by_phone


@desk_form
def amend(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Change what a lease says from a day on."""

    def act(lease: Lease, told: dict[str, Any], at: datetime) -> Lease:
        change = AmendForm.change(told)
        return amendments.amend(lease, change, reason=told["reason"], by=by, at=at)

    deed = Deed(
        title=_("Change the lease"),
        lead=_("Fill in only what changes. Bills that went out are put right by their difference."),
        button=_("Change it"),
        words=_("Changed. The supplementary agreement is stored and the vendor is told."),
        act=act,
        rule="lease.amend",
    )
    lease = find(leases_seen_by(by), pk)
    form = AmendForm(request.POST or None, lease, on=clock.today())
    return carry_out(request, by, pk, form, deed)


@desk_form
def end(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """End it on a day: what lies behind that day and was charged is credited."""

    def act(lease: Lease, told: dict[str, Any], at: datetime) -> Lease:
        ground = EndReason(told["ground"])
        return leases.end(
            lease, last=told["last"], ground=ground, reason=told["reason"], by=by, at=at
        )

    deed = Deed(
        title=_("End the lease"),
        lead=_(
            "What is charged for days after the last one is credited; what is not charged yet is "
            "not charged any more."
        ),
        button=_("End it on this day"),
        words=_("Ended. What was charged beyond the last day is credited."),
        act=act,
        rule="lease.end",
        danger=True,
    )
    form = EndForm(request.POST or None, initial={"last": clock.today()})
    return carry_out(request, by, pk, form, deed)


@desk_form
def renew(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Offer the sitting vendor to go on."""

    def act(lease: Lease, told: dict[str, Any], at: datetime) -> Renewal:
        return renewals.offer(lease, RenewForm.again(told), until=told["until"], by=by, at=at)

    deed = Deed(
        title=_("Offer a renewal"),
        lead=_(
            "The sitting vendor comes first on equal terms. The ground is kept until they answer."
        ),
        button=_("Offer the renewal"),
        words=_("Offered. The letter is stored and the vendor is told."),
        act=act,
        rule="lease.renew",
    )
    lease = find(leases_seen_by(by), pk)
    form = RenewForm(request.POST or None, lease, at=clock.now())
    return carry_out(request, by, pk, form, deed)


@desk_form
def transfer(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Hand the lease on: asked for and agreed to in one go, by somebody at the desk."""

    def act(lease: Lease, told: dict[str, Any], at: datetime) -> Transfer:
        asked = transfers.ask(
            lease,
            vendor_by_phone(told["phone"]),
            from_day=told["from_day"],
            deposit_moves=told["deposit_moves"],
            reason=told["reason"],
            by=by,
            at=at,
        )
        return transfers.consent(asked, by=by, at=at)

    deed = Deed(
        title=_("Hand it on to another vendor"),
        lead=_("Bills from the day on are the new vendor's; open ones stay with the old."),
        button=_("Agree to the transfer"),
        words=_("Agreed. Both vendors are told."),
        act=act,
        rule="lease.transfer",
    )
    return carry_out(request, by, pk, TransferForm(request.POST or None), deed)


@desk_form
def consent(request: HttpRequest, by: Actor, pk: int, transfer_pk: int) -> HttpResponse:
    """Agree to a transfer that the vendor asked for, having seen what it does."""

    def act(lease: Lease, told: dict[str, Any], at: datetime) -> Transfer:
        asked = find(Transfer.objects.filter(lease=lease), transfer_pk)
        return transfers.consent(asked, by=by, at=at)

    asked = find(Transfer.objects.filter(lease=find(leases_seen_by(by), pk)), transfer_pk)
    deed = Deed(
        title=_("Agree to the transfer"),
        lead=_("{vendor} takes it over.").format(vendor=asked.after.name),
        button=_("Agree to the transfer"),
        words=_("Agreed. Both vendors are told."),
        act=act,
        rule="lease.transfer",
    )
    return carry_out(request, by, pk, _Nothing(request.POST or {"step": "look"}), deed)


@desk_form
def relocate(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Move the lease to another pitch."""

    def act(lease: Lease, told: dict[str, Any], at: datetime) -> Any:
        return relocations.announce(
            lease,
            told["before"],
            told["after"],
            from_day=told["from_day"],
            agreed=told["agreed"],
            rent_fen=told["rent"],
            close_before=told["close_before"],
            reason=told["reason"],
            by=by,
            at=at,
        )

    deed = Deed(
        title=_("Move it to another pitch"),
        lead=_("Both pitches change hands on the day, or neither does."),
        button=_("Announce the move"),
        words=_("Announced. The letter is stored and the vendor is told."),
        act=act,
        rule="lease.relocate",
    )
    lease = find(leases_seen_by(by), pk)
    form = RelocateForm(request.POST or None, lease, on=clock.today())
    return carry_out(request, by, pk, form, deed)


@desk_form
def hold_over(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Let it go on without an end, or ask the vendor to leave."""

    def act(lease: Lease, told: dict[str, Any], at: datetime) -> Lease:
        return endings.hold_over(lease, reason=told["reason"], by=by, at=at)

    deed = Deed(
        title=_("Let it go on without an end"),
        lead=_("The same rent, billed until somebody ends it. Either side may, with notice."),
        button=_("Let it go on"),
        words=_("It goes on without an end, and the vendor is told."),
        act=act,
        rule="lease.hold_over",
    )
    return carry_out(request, by, pk, ReasonForm(request.POST or None), deed)


@desk_form
def object_to_staying(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The letter to a vendor who stayed on."""

    def act(lease: Lease, told: dict[str, Any], at: datetime) -> Any:
        return endings.object_to_staying(lease, leave_by=told["leave_by"], by=by, at=at)

    deed = Deed(
        title=_("Ask the vendor to leave"),
        lead=_("Without a letter the lease goes on by the law, without an end."),
        button=_("Send the letter"),
        words=_("The letter is stored and the vendor is told."),
        act=act,
        rule="lease.end",
        danger=True,
    )
    return carry_out(request, by, pk, LeaveForm(request.POST or None), deed)


@desk_form
def reopen(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take an end back."""

    def act(lease: Lease, told: dict[str, Any], at: datetime) -> Lease:
        return endings.reopen(lease, reason=told["reason"], by=by, at=at)

    deed = Deed(
        title=_("Take the end back"),
        lead=_("The lease goes on to its agreed last day, as if nobody had ended it."),
        button=_("Take it back"),
        words=_("The lease goes on."),
        act=act,
        rule="lease.reopen",
    )
    return carry_out(request, by, pk, ReasonForm(request.POST or None), deed)


class _Nothing(forms.Form):
    """A press without anything to fill in."""


RENEWAL_DEEDS = {
    "accept": (renewals.accept, gettext_lazy("Accepted. The new lease waits to be signed.")),
    "decline": (renewals.decline, gettext_lazy("Declined. The pitch is free from the day after.")),
    "withdraw": (renewals.withdraw, gettext_lazy("Taken back.")),
}


@desk_deed
def answer_renewal(request: HttpRequest, by: Actor, pk: int, move: str) -> HttpResponse:
    """What the vendor told somebody at the desk, or the market's second thoughts."""
    lease = find(leases_seen_by(by), pk)
    renewal = lease.renewals.first()
    if renewal is None:
        raise Missing("missing", NOTHING_HERE)
    act, words = RENEWAL_DEEDS[move]
    return pressed(request, lambda: act(renewal, by=by, at=clock.now()), str(words), PAGE, pk)


@desk_form
def refuse_transfer(request: HttpRequest, by: Actor, pk: int, transfer_pk: int) -> HttpResponse:
    """Say no to a transfer, with the reason."""

    def act(lease: Lease, told: dict[str, Any], at: datetime) -> Transfer:
        asked = find(Transfer.objects.filter(lease=lease), transfer_pk)
        return transfers.refuse(asked, reason=told["reason"], by=by, at=at)

    deed = Deed(
        title=_("Refuse the transfer"),
        button=_("Refuse and tell them"),
        words=_("Refused. The vendor is told why."),
        act=act,
        rule="lease.transfer",
        danger=True,
    )
    return carry_out(request, by, pk, ReasonForm(request.POST or None), deed)
