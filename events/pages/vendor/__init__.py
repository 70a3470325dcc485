"""The programme on the vendor's phone."""
