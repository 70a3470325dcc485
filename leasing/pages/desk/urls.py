"""Leasing's addresses on the desk."""

from django.urls import path

from leasing.pages.desk import applications, leases, offers, signing

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
    path("leases/<int:pk>/scan/", signing.scan, name="scan"),
    path("leases/files/<str:key>/", signing.file, name="signed_file"),
    path("leases/<int:pk>/end/", leases.end, name="end"),
    path("leases/<int:pk>/cancel/", leases.cancel, name="cancel"),
]
