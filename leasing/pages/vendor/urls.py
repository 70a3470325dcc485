"""The applicant's addresses."""

from django.urls import path, re_path

from leasing.pages.vendor import apply, follow, signing

urlpatterns = [
    path("apply/", apply.apply, name="apply"),
    path("applications/<str:reference>/papers/", apply.papers, name="papers"),
    path("applications/<str:reference>/review/", apply.review, name="review"),
    path("applications/<str:reference>/", follow.application, name="application"),
    path("me/leases/<str:reference>/sign/", signing.sign, name="sign_lease"),
    path("me/leases/<str:reference>/", follow.lease, name="my_lease"),
    re_path(
        r"^applications/(?P<reference>[\w-]+)/(?P<move>accept|decline|withdraw|submit)/$",
        follow.answer,
        name="answer",
    ),
]
