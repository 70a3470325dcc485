"""Questions to leasing, one file per noun."""
