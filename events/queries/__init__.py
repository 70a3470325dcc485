"""Questions answered in SQL, one file per noun: from events.queries.sessions import …"""
