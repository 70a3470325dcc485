"""Lists that operators keep, brought into the house: every line lands or is reported."""
