"""Leasing's addresses on the desk."""

from django.urls import path, re_path

from leasing.pages.desk import (
    applications,
    closures,
    ending,
    leads,
    leases,
    letters,
    life,
    offers,
    sublets,
)

urlpatterns = [
    path("applications/", applications.queue, name="applications"),
    path("applications/<int:pk>/", applications.application, name="desk_application"),
    path("applications/<int:pk>/receive/", applications.receive, name="receive"),
    path("applications/<int:pk>/correct/", applications.correct, name="correct"),
    path("applications/<int:pk>/waitlist/", applications.waitlist, name="waitlist"),
    path("applications/<int:pk>/refuse/", applications.refuse, name="refuse"),
    path("applications/<int:pk>/offer/", offers.offer, name="offer"),
    path("applications/<int:pk>/accept/", applications.accept, name="accept"),
    path("applications/<int:pk>/decline/", applications.decline, name="decline"),
    path("applications/<int:pk>/withdraw/", applications.withdraw, name="withdraw"),
    path("leases/", leases.leases_list, name="leases"),
    path("leases/<int:pk>/", leases.lease, name="desk_lease"),
    path("leases/<int:pk>/contract/", leases.contract, name="contract"),
    path("leases/<int:pk>/sign/", leases.sign, name="sign"),
    path("leases/ending/", ending.ending_list, name="ending"),
    path("leases/transfers/", ending.transfers_list, name="transfers"),
    path("leases/sublets/", ending.sublets_list, name="sublets"),
    *(
        path(f"leases/{things}/<int:pk>/", leads.to_lease, {"things": things}, name=f"desk_{noun}")
        for noun, things in (
            ("renewal", "renewals"),
            ("transfer", "transfers"),
            ("relocation", "relocations"),
            ("sublet", "sublets"),
        )
    ),
    path("leases/closures/", closures.closures_list, name="closures"),
    path("leases/closures/new/", closures.new, name="new_closure"),
    path("leases/closures/<int:pk>/", closures.closure, name="desk_closure"),
    path("leases/closures/<int:pk>/settle/", closures.settle, name="settle_closure"),
    path("leases/closures/<int:pk>/lift/", closures.lift, name="lift_closure"),
    path("leases/<int:pk>/amend/", life.amend, name="amend"),
    path("leases/<int:pk>/end/", life.end, name="end"),
    path("leases/<int:pk>/reopen/", life.reopen, name="reopen"),
    path("leases/<int:pk>/hold-over/", life.hold_over, name="hold_over"),
    path("leases/<int:pk>/leave/", life.object_to_staying, name="leave"),
    path("leases/<int:pk>/renew/", life.renew, name="renew"),
    re_path(
        r"^leases/(?P<pk>\d+)/renewal/(?P<move>accept|decline|withdraw)/$",
        life.answer_renewal,
        name="answer_renewal",
    ),
    path("leases/<int:pk>/transfer/", life.transfer, name="transfer"),
    path("leases/<int:pk>/transfers/<int:transfer_pk>/", life.consent, name="consent"),
    path(
        "leases/<int:pk>/transfers/<int:transfer_pk>/refuse/",
        life.refuse_transfer,
        name="refuse_transfer",
    ),
    path("leases/<int:pk>/relocate/", life.relocate, name="relocate"),
    path("leases/<int:pk>/sublet/", sublets.record, name="sublet"),
    re_path(
        r"^leases/(?P<pk>\d+)/sublets/(?P<sublet_pk>\d+)/(?P<move>object|consent|resolve)/$",
        sublets.move,
        name="move_sublet",
    ),
    path("leases/<int:pk>/letters/<int:document_pk>/", letters.letter, name="letter"),
    path("leases/<int:pk>/cancel/", leases.cancel, name="cancel"),
]
