"""The yardstick: a ninja endpoint that does one insert and nothing else, as a server of its own."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest
from django.urls import path
from ninja import NinjaAPI, Schema


class Told(Schema):
    """What is written down."""

    name: str
    phone: str


django.setup(set_prefix=False)
settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = []
api = NinjaAPI(title="bare", urls_namespace="bare", docs_url=None)


@api.post("/insert", response={201: Told})
def insert(request: HttpRequest, told: Told) -> tuple[int, Told]:
    """Write one row."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_insert VALUES (%s, %s)", [told.name, told.phone])
    return 201, told


urlpatterns = [path("", api.urls)]
application = WSGIHandler()
