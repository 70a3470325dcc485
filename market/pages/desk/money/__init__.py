"""Money on the desk: accounts, charges, payments, receipts."""
