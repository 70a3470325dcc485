from collections import namedtuple
from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from market.core.hours import Hours
from market.core.periods import Period

Range = namedtuple("Range", "lower upper")


def written(source, language="en", **context):
    with translation.override(language):
        return Template("{% load market_words %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("source", "value", "chinese", "english"),
    [
        ("{{ it|yuan }}", 173333, "¥1,733.33", "¥1,733.33"),
        ("{{ it|as_yuan }}", "-1733.33", "−¥1,733.33", "−¥1,733.33"),
        ("{{ it|day }}", date(2026, 8, 31), "8月31日（周一）", "Mon 31 Aug"),
        ("{{ it|full_day }}", date(2026, 8, 31), "2026年8月31日（周一）", "Mon 31 Aug 2026"),
        ("{{ it|weekday }}", date(2026, 8, 31), "周一", "Mon"),
        ("{{ it|month }}", date(2026, 8, 31), "2026年8月", "August 2026"),
        (
            "{{ it|moment }}",
            datetime(2026, 8, 31, 10, 5, tzinfo=UTC),
            "2026年8月31日 18:05",
            "31 Aug 2026, 18:05",
        ),
        ("{{ it|hours }}", Hours(1080, 1500), "18:00–次日 01:00", "18:00–01:00 next day"),
        ("{{ it|masked }}", "13812345678", "138****5678", "138****5678"),
    ],
)
def test_each_filter_writes_in_the_readers_language(source, value, chinese, english):
    assert written(source, "zh-hans", it=value) == chinese
    assert written(source, "en", it=value) == english


@pytest.mark.parametrize(
    "filter_name",
    ["yuan", "day", "full_day", "weekday", "month", "span", "moment", "hours", "masked"],
)
def test_nothing_is_written_as_nothing(filter_name):
    assert written(f"{{{{ it|{filter_name} }}}}", it=None) == ""


@pytest.mark.parametrize("kind", [Period, Range])
def test_a_span_is_read_from_the_core_and_from_the_database(kind):
    period = kind(date(2026, 3, 1), date(2027, 3, 1))
    assert written("{{ it|span }}", "zh-hans", it=period) == "2026-03-01 至 2027-02-28（含）"


def test_a_state_that_english_would_not_say_is_said_otherwise():
    assert written('{{ "correcting"|state_word:"application" }}') == "Papers missing"
    assert written('{{ "submitted"|state_word:"permit" }}') == "To be checked"
    assert written('{{ "waitlisted"|state_word:"somewhere" }}') == "Waitlisted"


def test_the_same_state_is_called_differently_of_different_things():
    with_noun = '{{ "refused"|state_word:"filing" }} {{ "refused"|state_word:"sign-up" }}'
    assert written(with_noun, "zh-hans") == "未批 未入选"
    assert written('{{ "refused"|state_word:"lease" }}', "zh-hans") == "未通过"


def test_a_badge_needs_no_more_than_its_state():
    badge = '{% include "market/parts/state.html" with state="overdue" %}'
    html = written(badge, "zh-hans")
    assert 'class="state is-trouble"' in html
    assert 'class="swatch is-trouble"' in html
    assert "<span>逾期</span>" in html


def test_a_badge_takes_the_word_and_the_look_it_is_given():
    badge = (
        '{% include "market/parts/state.html" with state="overdue" word="12 days" tone="soon" %}'
    )
    html = written(badge)
    assert 'class="state is-soon"' in html
    assert "<span>12 days</span>" in html


def test_papers_and_messages_have_letters_of_their_own():
    keys = "today plan applications leases money papers calendar messages reports"
    letters = written("{% for key in keys|words %}{{ key|go_letter }}{% endfor %}", keys=keys)
    assert letters == "tpalmdcnr"


def test_the_lines_of_a_bill_add_up():
    lines = [{"amount_fen": 170000}, {"amount_fen": -2209}]
    assert written("{{ lines|total_fen|yuan }}", lines=lines) == "¥1,677.91"
