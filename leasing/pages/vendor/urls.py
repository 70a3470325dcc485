"""The applicant's addresses."""

from django.urls import path, re_path

from leasing.pages.vendor import apply, follow, lease

urlpatterns = [
    path("apply/", apply.apply, name="apply"),
    path("applications/<str:reference>/papers/", apply.papers, name="papers"),
    path("applications/<str:reference>/review/", apply.review, name="review"),
    path("applications/<str:reference>/", follow.application, name="application"),
    path("me/leases/<str:reference>/", lease.lease, name="my_lease"),
    path("me/leases/<str:reference>/transfer/", lease.transfer, name="my_transfer"),
    re_path(
        r"^me/leases/(?P<reference>[\w-]+)/renewal/(?P<move>accept|decline)/$",
        lease.answer_renewal,
        name="my_renewal",
    ),
    re_path(
        r"^applications/(?P<reference>[\w-]+)/(?P<move>accept|decline|withdraw|submit)/$",
        follow.answer,
        name="answer",
    ),
]
