"""Questions answered in SQL, one file per noun; asked by name: from market.queries.days import …"""
