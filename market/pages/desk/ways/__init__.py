"""The ways of messages on the desk: channels and pauses, calls and slips."""
