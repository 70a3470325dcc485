"""The applicant's addresses."""

from django.urls import path, re_path

from leasing.pages.vendor import apply, follow, meters

urlpatterns = [
    path("apply/", apply.apply, name="apply"),
    path("applications/<str:reference>/papers/", apply.papers, name="papers"),
    path("applications/<str:reference>/review/", apply.review, name="review"),
    path("applications/<str:reference>/", follow.application, name="application"),
    path("me/bills/meters/", meters.meters, name="my_meters"),
    path("me/bills/meters/<int:pk>/", meters.send, name="send_reading"),
    path("me/leases/<str:reference>/", follow.lease, name="my_lease"),
    re_path(
        r"^applications/(?P<reference>[\w-]+)/(?P<move>accept|decline|withdraw|submit)/$",
        follow.answer,
        name="answer",
    ),
]
