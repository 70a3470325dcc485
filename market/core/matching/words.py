"""The reasons of proposals in sentences."""

from collections.abc import Iterator

SENTENCES = {
    "in_books": "This reference is in the books already: tying books nothing.",
    "by_hand": "A payment of this amount was typed in on {on}: tying books nothing.",
    "lined": "But a line of this amount and day is booked for it already: is it the same?",
    "remembered": "This account has paid for this vendor before.",
    "paid_before": "{payer} has paid for this vendor before.",
    "signed": "The memo says {sign}.",
    "phoned": "The memo has this vendor's phone number.",
    "named": "{payer} is the vendor, or stands behind it.",
    "named_alike": "{count} vendors are called {payer}; this is one of them.",
    "sounds": "{payer} sounds like this vendor's name.",
    "starred": "{payer} fits this vendor's name.",
    "resembles": "{payer} is much like this vendor's name.",
    "owes_alone": "Hardly anybody else owes just this amount.",
    "all_open": "It is exactly what is open.",
    "oldest_bills": "It is exactly the oldest bills, {count} of them.",
    "one_bill": "It is exactly the bill due on {due_on}.",
    "some_bills": "It is {count} of the open bills together.",
    "together": "It is exactly what {count} stalls of one family owe together.",
    "more_than_open": "Only {open} is open; the rest would be credit.",
    "less_than_open": "{open} is open; this pays a part of it.",
    "owes_nothing": "Nothing is open; all of it would be credit.",
}


def sentences() -> Iterator[tuple[str, str]]:
    """The sentences for the catalogue."""
    yield from (("", words) for words in SENTENCES.values())
