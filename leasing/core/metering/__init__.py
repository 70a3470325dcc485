"""Electricity and water by meter: from what a dial shows to what each lease pays."""
