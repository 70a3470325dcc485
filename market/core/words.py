"""Words that stand in tables, for the catalogues: pairs of a context ("" for none) and the words."""

from collections.abc import Iterable, Iterator

from market.core.board import EntryState
from market.core.dossiers import DossierState
from market.core.enquiries import EnquiryState
from market.core.inspecting.measures import Verdict
from market.core.inspecting.states import (
    ComplaintState,
    FindingState,
    InspectionState,
    PenaltyState,
    RoundState,
    ScaleState,
)
from market.core.paper_states import ErrandState, OverrideState, SuspensionState
from market.core.plots import PlanState
from market.core.states import (
    ClosingState,
    LineState,
    MismatchState,
    NoticeState,
    PaidNoteState,
    PermitState,
    PitchState,
    RefundState,
    TillClosingState,
)
from market.core.tones import SAID, TONES


def plain(state: str) -> str:
    """A state's own name as a word: "on_the_day" is "On the day"."""
    return state.replace("_", " ").capitalize()


def english(state: str, noun: str = "") -> str:
    """What the English face says of a state of a noun."""
    return SAID.get((noun, state)) or SAID.get(("", state)) or plain(state)


def of(noun: str, states: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The words of a noun's states."""
    return ((noun, english(state, noun)) for state in states)


def states() -> Iterator[tuple[str, str]]:
    """The words of the ground's states, and of every state without a noun."""
    yield from of("", sorted({state for named in TONES.values() for state in named}))
    yield from of("pitch", [*PlanState, *PitchState])
    yield from of("permit", [*PermitState, "lapsed", "expiring"])
    yield from of("light", (state for noun, state in SAID if noun == "light"))
    yield from of("paper", (state for noun, state in SAID if noun == "paper"))
    yield from of("errand", ErrandState)
    yield from of("override", [*OverrideState, "over"])
    yield from of("suspension", SuspensionState)
    yield from of("policy", ("stops", "warns"))
    yield from of("standing", ("may", "may_not"))
    yield from of("asked", ("to_come", "here"))
    yield from of("notice", NoticeState)
    yield from of("bookclosing", ["open", *ClosingState])
    yield from of("round", RoundState)
    yield from of("inspection", InspectionState)
    yield from of("finding", [*FindingState, "late"])
    yield from of("penalty", PenaltyState)
    yield from of("scale", [*ScaleState, "valid", "expiring", "lapsed", "missing"])
    yield from of("quicktest", Verdict)
    yield from of("complaint", [*ComplaintState, "late"])
    yield from of("dossier", DossierState)
    yield from of("refund", RefundState)
    yield from of("paidnote", PaidNoteState)
    yield from of("boardentry", [*EntryState, "expired"])
    yield from of("enquiry", [*EnquiryState, "late"])
    yield from of("closing", TillClosingState)
    yield from of("mismatch", MismatchState)
    yield from of("statementline", LineState)


def of_reports() -> Iterator[tuple[str, str]]:
    """The heads of the table that a sweep prints."""
    yield from (("", words) for words in ("job", "done", "how many"))
    yield from (("sheet", words) for words in ("when", "to", "by", "day", "what"))


def of_forms() -> Iterator[tuple[str, str]]:
    """Faults of forms that are Django's own words, said our way."""
    yield from (("", words) for words in DJANGO_SAYS)


DJANGO_SAYS = (
    "This field is required.",
    "Enter a valid date.",
    "Enter a valid time.",
    "Enter a valid date/time.",
    "Enter a whole number.",
    "Enter a number.",
    "Enter a valid email address.",
    "Enter a valid value.",
    "Select a valid choice. That choice is not one of the available choices.",
    "No file was submitted. Check the encoding type on the form.",
    "No file was submitted.",
    "The submitted file is empty.",
)
