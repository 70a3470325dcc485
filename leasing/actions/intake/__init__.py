"""Lists of leases and payments, brought into the house."""
