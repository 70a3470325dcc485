"""One file for each kind of paper: its frozen contents laid out as a Print, before it is drawn.

The paper speaks Chinese: it is handed to a stallholder of the market and to its court. Every
function takes the contents as they were frozen and reckons nothing: amounts are decimal yuan
strings, days are ISO dates, the last day of a span is included. Unknown keys are not an error,
missing ones are.
"""
