"""On which days: sun, moon, the official days off, and the rules that are said with them."""
