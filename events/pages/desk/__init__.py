"""The programme on the operator's desk."""
