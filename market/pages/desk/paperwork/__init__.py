"""Paperwork on the desk: the matrix, the rules, who was let pass, and errands to the authorities."""
