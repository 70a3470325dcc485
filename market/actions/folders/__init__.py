"""What a folder for an inspector is made of."""
