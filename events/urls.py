"""The addresses of the programme: for everybody, and on the desk."""

from django.urls import path

from events.pages import calendar, feeds, sessions
from events.pages.desk import deeds, programme, rosters, scheduling

app_name = "events"
urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
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
    path("desk/calendar/<int:pk>/", programme.session, name="desk_session"),
    path("desk/calendar/<int:pk>/roster/", rosters.of_session, name="roster"),
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
