"""The API at /api/v1/: which routers there are, and how it answers what goes wrong."""

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from market.api import idempotency
from market.api.access import LOG_IN, operator
from market.api.doors import TooLarge, TooMany, TurnedAway
from market.api.fields import faults_of
from market.api.parsing import StrictParser
from market.api.throttles import strangers
from market.config.openapi import Document
from market.config.refusals import as_refusal, problem
from market.core.refusals import Invalid

log = logging.getLogger(__name__)

API_ROUTERS = (
    ("/markets", "market.api.markets.router"),
    ("", "market.api.pay_codes.router"),
    ("/zones", "market.api.zones.router"),
    ("/pitches", "market.api.pitches.router"),
    ("/holds", "market.api.holds.router"),
    ("/vendors", "market.api.vendors.router"),
    ("/workers", "market.api.workers.router"),
    ("/charges", "market.api.charges.router"),
    ("/credits", "market.api.credits.router"),
    ("/payments", "market.api.payments.router"),
    ("/books", "market.api.books.router"),
    ("/collections", "market.api.collections.router"),
    ("/allocations", "market.api.allocations.router"),
    ("/receipts", "market.api.receipts.router"),
    ("/paid-notes", "market.api.paid_notes.router"),
    ("/refunds", "market.api.refunds.router"),
    ("/closings", "market.api.closings.router"),
    ("/statements", "market.api.statements.router"),
    ("/statement-lines", "market.api.statement_lines.router"),
    ("/permit-types", "market.api.permit_types.router"),
    ("/permits", "market.api.permits.router"),
    ("/requirements", "market.api.requirements.router"),
    ("", "market.api.passes.router"),
    ("/errands", "market.api.errands.router"),
    ("/uploads", "market.api.uploads.router"),
    ("/documents", "market.api.documents.router"),
    ("/check-items", "market.api.check_items.router"),
    ("/rounds", "market.api.rounds.router"),
    ("/inspections", "market.api.inspections.router"),
    ("/findings", "market.api.findings.router"),
    ("/penalties", "market.api.penalties.router"),
    ("/scales", "market.api.scales.router"),
    ("/quick-tests", "market.api.quick_tests.router"),
    ("/complaints", "market.api.complaints.router"),
    ("/board", "market.api.board.router"),
    ("/enquiries", "market.api.enquiries.router"),
    ("/dossiers", "market.api.dossiers.router"),
    ("/erasures", "market.api.erasures.router"),
    ("/stalls", "market.api.stalls.router"),
    ("/notices", "market.api.notices.router"),
    ("/policies", "market.api.policies.router"),
    ("/templates", "market.api.templates.router"),
    ("", "market.api.wishes.router"),
    ("", "market.api.people.router"),
    ("/audit", "market.api.audit.router"),
    ("/previews", "market.api.previews.router"),
    ("/codes", "market.api.codes.router"),
    ("/tokens", "market.api.tokens.router"),
    ("/keys", "market.api.keys.router"),
    ("/me", "market.api.me.router"),
    ("/me", "market.api.my_data.router"),
    ("/imports", "market.api.imports.router"),
    # the upper apps write their whole addresses themselves: /applications, /me/leases
    ("", "leasing.api.applications.router"),
    ("", "leasing.api.decisions.router"),
    ("", "leasing.api.reviews.router"),
    ("", "leasing.api.calls.router"),
    ("", "leasing.api.draws.router"),
    ("", "leasing.api.leases.router"),
    ("", "leasing.api.goods.router"),
    ("", "leasing.api.signing.router"),
    ("", "leasing.api.arrears.router"),
    ("", "leasing.api.demands.router"),
    ("", "leasing.api.deposits.router"),
    ("", "leasing.api.terminations.router"),
    ("", "leasing.api.meters.router"),
    ("", "leasing.api.readings.router"),
    ("", "leasing.api.meter_bills.router"),
    ("", "leasing.api.lease_changes.router"),
    ("", "leasing.api.lease_moves.router"),
    ("", "leasing.api.sublets.router"),
    ("", "leasing.api.closures.router"),
    ("", "leasing.api.to_let.router"),
    ("", "events.api.programme.router"),
)


class Api(NinjaAPI):
    """The API as its own document describes it: any refusal is a problem, and says so."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: Any = None
    ) -> Document:
        return Document(self, path_prefix or self.get_root_path(path_params or {}))


def _refused(request: HttpRequest, fault: Exception) -> HttpResponse:
    refusal = as_refusal(fault)
    if refusal is None:
        return _failed(request, fault)
    response = problem(refusal)
    if "wait_seconds" in refusal.facts:
        response.headers["Retry-After"] = str(refusal.facts["wait_seconds"])
    return response


def _not_logged_in(request: HttpRequest, fault: AuthenticationError) -> HttpResponse:
    response = problem(LOG_IN)
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _unreadable(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    refusal = Invalid(
        "invalid",
        "Something in this request cannot be read; each field says what.",
        fields=faults_of(fault.errors),
    )
    return problem(refusal)


def _turned_away(request: HttpRequest, fault: HttpError) -> HttpResponse:
    return problem(TurnedAway("unreadable", "This request is not JSON in UTF-8 that we can read."))


def _too_many(request: HttpRequest, fault: Throttled) -> HttpResponse:
    refusal = TooMany(
        "too_many",
        "That was too often in a short while. Please wait {wait_seconds} seconds.",
        wait_seconds=getattr(request, "wait_seconds", 60),
    )
    return _refused(request, refusal)


def _too_large(request: HttpRequest, fault: RequestDataTooBig) -> HttpResponse:
    return problem(TooLarge("too_large", "This is more than we read at once."))


def _out_of_range(request: HttpRequest, fault: DataError | OverflowError) -> HttpResponse:
    return problem(Invalid("out_of_range", "A value in here is larger than can be stored."))


def _failed(request: HttpRequest, fault: Exception) -> HttpResponse:
    log.error("%s %s failed", request.method, request.path, exc_info=fault)
    return problem(
        Failed(
            "fault",
            "Something went wrong here, and is written down. Please try again in a while.",
        )
    )


class Failed(TurnedAway):
    """Our own fault."""

    status = 500


def make_api() -> Api:
    """The API with every router."""
    made = Api(
        title="Huiquan",
        version="1",
        description="Pitches, vendors, papers, leases, money and nights of a market.",
        urls_namespace="api",
        auth=operator,
        throttle=[strangers],
        parser=StrictParser(),
    )
    made.add_decorator(idempotency.once, mode="view")
    handlers: tuple[tuple[type[Exception], Any], ...] = (
        (Exception, _refused),
        (Http404, _refused),
        (HttpError, _turned_away),
        (AuthenticationError, _not_logged_in),
        (Throttled, _too_many),
        (ValidationError, _unreadable),
        (RequestDataTooBig, _too_large),
        (DataError, _out_of_range),
        (OverflowError, _out_of_range),
    )
    for fault, handler in handlers:
        made.add_exception_handler(fault, handler)
    for prefix, path in API_ROUTERS:
        made.add_router(prefix, import_string(path), tags=[path.split(".")[-2]])
    return made


api = make_api()
