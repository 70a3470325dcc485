"""Statements of banks and wallets on the desk: brought in, looked through, booked line by line."""
