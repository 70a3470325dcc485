"""The one-command start: environment, embedded PostgreSQL and Redis, and their supervisor.

Plain Python, and at its first call nothing but the standard library: no application imports it.
"""
