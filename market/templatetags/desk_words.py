"""Words that the desk's templates ask for: `{% load desk_words %}`."""
