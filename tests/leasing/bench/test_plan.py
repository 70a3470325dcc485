from leasing.bench.plan import MONTHS, run


def test_the_bench_counts_what_it_laid_out_and_names_its_yardstick():
    figures = run(leases=3)
    assert figures["leases"] == 3
    assert 3 * MONTHS <= figures["instalments"] <= 3 * (MONTHS + 1)
    assert figures["yardstick_seconds"] >= 0
    assert set(figures) == {
        *("leases", "instalments", "seconds", "ms_per_lease"),
        *("yardstick_seconds", "times_the_yardstick"),
    }
