"""The applicant's addresses."""

from django.urls import path, re_path

from leasing.pages.vendor import apply, calls, follow, wishes

urlpatterns = [
    path("apply/", apply.apply, name="apply"),
    path("calls/", calls.listed, name="open_calls"),
    path("calls/<str:reference>/", calls.call, name="call"),
    path("draws/<str:reference>/", calls.draw, name="draw"),
    path("applications/<str:reference>/wishes/", wishes.wishes, name="wishes"),
    path("applications/<str:reference>/papers/", apply.papers, name="papers"),
    path("applications/<str:reference>/review/", apply.review, name="review"),
    path("applications/<str:reference>/", follow.application, name="application"),
    path("me/leases/<str:reference>/", follow.lease, name="my_lease"),
    re_path(
        r"^applications/(?P<reference>[\w-]+)/(?P<move>accept|decline|withdraw|submit)/$",
        follow.answer,
        name="answer",
    ),
]
