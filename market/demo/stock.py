"""After much was written at once, the database counts anew what there is, so that it plans well."""

from django.db import connection


def take() -> None:
    """Also within a transaction, where no vacuum of its own would see the new rows.

    Tables of our own only: those that all databases of a server share would stay locked.
    """
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, sorted(tables)))}")
