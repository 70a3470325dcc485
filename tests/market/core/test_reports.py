from market.core.reports import Report, table


def test_the_table_names_every_figure_and_lines_up_also_in_chinese():
    reports = [
        Report("plan_rent_notices", {"planned": 12}),
        Report("deliver_notices", {"due": 3, "sent": 120}),
        Report("reap_notices", {}),
    ]
    said = {
        "job": "任务",
        "done": "做了什么",
        "how many": "多少",
        "planned": "写下",
        "sent": "送达",
    }

    assert table(reports, lambda word: said.get(word, word)) == (
        "任务               做了什么  多少\n"
        "plan_rent_notices  写下        12\n"
        "deliver_notices    due          3\n"
        "                   送达       120\n"
        "reap_notices       –            0"
    )
