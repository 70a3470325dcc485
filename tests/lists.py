"""Operators' lists in tests: brought in, and what became of their lines."""

from pathlib import Path
from typing import Any

from market.actions.intake.errands import Errand, Wishes
from market.actions.intake.ways import intake_of, shipped_map
from market.core.actors import HOUSE
from market.core.deliveries import open_file
from market.core.landings import IntakeReport
from market.models import Market
from tests.builders import AT

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"
CITY = ROOT.parent / "shared" / "data" / "sf-mobile-food-permits.csv"
CITY_MAP = "sf-mobile-food-permits"


def bring(kind: str, content: bytes | str, market: Market, **given: Any) -> IntakeReport:
    """Bring a list in, given as bytes or as lines of CSV. Further arguments are its wishes."""
    data = content if isinstance(content, bytes) else content.encode()
    way = intake_of(kind)
    column_map = shipped_map(given.pop("map")) if "map" in given else None
    dry_run, by, at = given.pop("dry_run", False), given.pop("by", HOUSE), given.pop("at", AT)
    delivery = open_file(data, way.kind, column_map)
    return way.bring(delivery, Errand(market, by, at, Wishes(**given)), dry_run=dry_run)


def figures(report: IntakeReport) -> dict[str, int]:
    """What became of how many lines, without the zeros."""
    return {str(outcome): count for outcome, count in report.counts.items() if count}


def refusals(report: IntakeReport) -> dict[int, list[tuple[str, str]]]:
    """By line: the column and the code of each fault of those that are not in."""
    return {
        landing.line: [(fault.column, fault.code) for fault in landing.faults]
        for landing in report.landings
        if landing.outcome == "refused"
    }


def remarks(report: IntakeReport) -> dict[int, list[tuple[str, str]]]:
    """By line: the column and the code of what was said of lines that are in."""
    return {
        landing.line: [(fault.column, fault.code) for fault in landing.faults]
        for landing in report.landings
        if landing.faults and landing.outcome not in ("refused", "skipped")
    }
