"""The addresses of the programme: for everybody, and on the desk."""

from django.urls import path

from events.pages import calendar, feeds, posters, sessions, vendor_feeds, widget
from events.pages.desk import deeds, programme, ruling, scheduling, series

app_name = "events"
urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/widget/", widget.widget, name="widget"),
    path("calendar/poster/<str:month>.pdf", posters.poster, name="poster"),
    path("calendar/mine/", vendor_feeds.mine, name="my_calendar"),
    path("calendar/mine/<int:vendor>/begin/", vendor_feeds.begin, name="begin_vendor_feed"),
    path("calendar/mine/<int:vendor>/end/", vendor_feeds.end, name="end_vendor_feed"),
    path("calendar/mine/<str:secret>.ics", vendor_feeds.feed, name="vendor_feed"),
    path("calendar/<int:pk>/", sessions.session, name="session"),
    path("calendar/<int:pk>/ask/<int:vendor>/", sessions.ask, name="ask"),
    path("calendar/sign-ups/<int:pk>/withdraw/", sessions.withdraw, name="withdraw"),
    path("calendar.ics", feeds.everything, name="feed"),
    path("calendar/<int:pk>.ics", feeds.of_session, name="session_feed"),
    path("zones/<slug:code>/calendar.ics", feeds.of_zone, name="zone_feed"),
    path("series/<slug:slug>.ics", feeds.of_series, name="series_feed"),
    path("desk/calendar/", programme.sessions, name="desk"),
    path("desk/calendar/new/", scheduling.schedule, name="schedule"),
    path("desk/calendar/series/new/", scheduling.add_series, name="add_series"),
    path("desk/calendar/programmes/new/", scheduling.add_programme, name="add_programme"),
    path("desk/calendar/series/", series.listed, name="desk_all_series"),
    path("desk/calendar/series/<int:pk>/", series.one, name="desk_series"),
    path("desk/calendar/series/<int:pk>/rule/", ruling.rule, name="rule_series"),
    path("desk/calendar/series/<int:pk>/split/", ruling.split, name="split_series"),
    path("desk/calendar/series/<int:pk>/announce/", series.announce, name="announce_series"),
    path("desk/calendar/series/<int:pk>/import/", series.bring, name="import_series"),
    path("desk/calendar/<int:pk>/postpone/", series.postpone, name="postpone_session"),
    path("desk/calendar/<int:pk>/leave-out/", series.leave_out, name="leave_out_session"),
    path("desk/calendar/<int:pk>/", programme.session, name="desk_session"),
    path("desk/calendar/<int:pk>/move/", scheduling.move_session, name="move_session"),
    path("desk/calendar/<int:pk>/expect/", scheduling.expect, name="expect_session"),
    path("desk/calendar/<int:pk>/rename/", scheduling.rename, name="rename_session"),
    path("desk/calendar/<int:pk>/publish/", deeds.publish, name="publish_session"),
    path("desk/calendar/<int:pk>/cancel/", deeds.cancel, name="cancel_session"),
    path("desk/calendar/<int:pk>/place/", deeds.place, name="place_sign_up"),
    path("desk/sign-ups/<int:pk>/wait/", deeds.wait, name="wait_sign_up"),
    path("desk/sign-ups/<int:pk>/refuse/", deeds.turn_down, name="refuse_sign_up"),
    path("desk/sign-ups/<int:pk>/withdraw/", deeds.withdraw, name="withdraw_sign_up"),
    path("desk/filings/<int:pk>/apply/", deeds.apply, name="apply_filing"),
    path("desk/filings/<int:pk>/grant/", deeds.grant, name="grant_filing"),
    path("desk/filings/<int:pk>/refuse/", deeds.refuse, name="refuse_filing"),
]
