"""After much was written at once, the database counts anew what there is, so that it plans well."""

from django.db import connection


def take() -> None:
    """Also within a transaction, where no vacuum of its own would see the new rows."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
