from market.bench.statement_match import run


def test_the_bench_says_how_much_was_sure_and_names_its_yardstick():
    figures = run(count=40)
    assert figures["lines and accounts"] == 40
    assert figures["sure"] >= 20
    assert figures["yardstick_seconds"] >= 0
    assert set(figures) == {
        *("lines and accounts", "sure", "sure of a fifth", "seconds", "ms_per_line"),
        *("yardstick_seconds", "times_the_yardstick", "ratio to a fifth of it"),
    }
