"""Previews: a JSON question in, a JSON answer out, reckoned without the database.

Each app keeps its own kinds; the settings join them (PREVIEW_KINDS).
"""

from collections.abc import Callable, Mapping
from typing import Any

from market.core import money
from market.core.questions import Question
from market.core.refusals import Refusal

Answer = dict[str, Any]
Preview = Callable[[Mapping[str, Any]], Answer]


def split(asked: Mapping[str, Any]) -> Answer:
    """{amount, weights[]} -> {parts[], total}. This will share an amount out to the fen.

    Largest remainder, ties to the earlier; the amount may be below zero. The only policy there
    is may be named: any `policy` that begins with "largest remainder".
    """
    question = Question.of(asked).knows("amount", "weights", "policy")
    if question.says("policy") and not question.text("policy").startswith("largest remainder"):
        question.refuse("bad_policy", "policy", "The only policy is: largest remainder.")
    amount = question.signed_money("amount")
    parts = money.split(amount, question.ratios("weights"))
    return {"parts": [money.yuan(part) for part in parts], "total": money.yuan(sum(parts))}


PREVIEWS: Mapping[str, Preview] = {"split": split}


def answer_all(
    asked: object, preview: Preview, say: Callable[[Refusal], str] = str
) -> Answer | list[Answer]:
    """This will answer one question, or each of a list in its order.

    In a list {"error": {"code", "detail"}} stands where a question was refused, and `say` puts
    the refusal in words; the refusal of a single question is raised.
    """
    if not isinstance(asked, list):
        return preview(Question.of(asked).fields)

    answers: list[Answer] = []
    for question in asked:
        try:
            answers.append(preview(Question.of(question).fields))
        except Refusal as refusal:
            answers.append(error(refusal, say))
    return answers


def error(refusal: Refusal, say: Callable[[Refusal], str] = str) -> Answer:
    """The refusal as it stands in an answer."""
    return {"error": {"code": refusal.code, "detail": say(refusal)}}
