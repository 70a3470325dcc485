"""Leasing's addresses on the desk."""

from django.urls import path

from leasing.pages.desk import applications, goods, leases, offers, signing
from leasing.pages.desk.metering import agreements, bills, meters, readings, rounds

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
    path("leases/<int:pk>/goods/", goods.change, name="goods"),
    path("leases/<int:pk>/sign/", leases.sign, name="sign"),
    path("leases/<int:pk>/scan/", signing.scan, name="scan"),
    path("leases/files/<str:key>/", signing.file, name="signed_file"),
    path("leases/<int:pk>/end/", leases.end, name="end"),
    path("leases/<int:pk>/cancel/", leases.cancel, name="cancel"),
    path("money/meters/", meters.meters_list, name="meters"),
    path("money/meters/new/", meters.new, name="new_meter"),
    path("money/meters/round/", rounds.walk, name="meter_round"),
    path("money/meters/round/<int:pk>/", rounds.stop, name="round_stop"),
    path("money/meters/sent/", readings.sent, name="sent_readings"),
    path("money/meters/readings/<int:pk>/confirm/", readings.confirm, name="confirm_reading"),
    path("money/meters/readings/<int:pk>/refuse/", readings.refuse, name="refuse_reading"),
    path("money/meters/prices/", agreements.tariffs, name="tariffs"),
    path("money/meters/losses/", agreements.losses, name="losses"),
    path("money/meters/bills/", bills.bills, name="meter_bills"),
    path("money/meters/bills/charge/", bills.charge, name="charge_meters"),
    path("money/meters/bills/<int:pk>/", bills.run, name="desk_meterrun"),
    path("money/meters/bills/<int:pk>/void/", bills.void, name="void_meters"),
    path("money/meters/readings/<int:pk>/", readings.reading, name="desk_reading"),
    path("money/meters/readings/<int:pk>/photo/", readings.photo, name="reading_photo"),
    path("money/meters/readings/<int:pk>/correct/", readings.correct, name="correct_reading"),
    path("money/meters/readings/<int:pk>/withdraw/", readings.withdraw, name="withdraw_reading"),
    path("money/meters/<int:pk>/", meters.meter, name="desk_meter"),
    path("money/meters/<int:pk>/take/", readings.take, name="take_reading"),
    path("money/meters/<int:pk>/replace/", meters.replace, name="replace_meter"),
]
