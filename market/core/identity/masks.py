"""What may be shown of a number or a name: enough to tell people apart, not enough to use.

Stars stand one for one, so that the length still shows.
"""

_KEPT_APART = "· -"


def masked_id(number: str) -> str:
    """1101**********002X; a number of less than 15 characters keeps two at either end."""
    kept = 4 if len(number) >= 15 else 2
    return _middle_hidden(number, kept, kept)


def masked_phone(number: str) -> str:
    """138****1234; a landline keeps its area code and its last three: 0631-****234."""
    area, dash, local = number.partition("-")
    if dash:
        return f"{area}-{_middle_hidden(local, 0, 3)}"
    return _middle_hidden(number, 3, 4)


def masked_card(number: str) -> str:
    """The last four digits of a bank card."""
    return _middle_hidden(number, 0, 4)


def masked_name(name: str) -> str:
    """王*蔄; a name of two keeps the first: 王*. The dot of a long name stays: 阿***·***提."""
    head, body, tail = name[:1], name[1:-1], name[-1:]
    if len(name) < 3:
        return head + "*" * len(name[1:])
    return head + "".join(sign if sign in _KEPT_APART else "*" for sign in body) + tail


def _middle_hidden(number: str, first: int, last: int) -> str:
    hidden = len(number) - first - last
    if hidden < min(first + last, 4):
        return "*" * len(number)
    return number[:first] + "*" * hidden + number[len(number) - last :]
