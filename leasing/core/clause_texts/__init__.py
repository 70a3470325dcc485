"""What the clauses say, by chapters: each a function (facts) -> (heading, text, heavy) in order."""
