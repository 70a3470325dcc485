from market.core.files import JPEG, clean
from market.demo.pictures import photo


def test_a_drawn_paper_is_taken_as_a_photo():
    kept = clean(photo("HEALTH_CERT", "No. WH37109900042"), "健康证.jpg", most_bytes=2**20)
    assert (kept.mime, kept.name) == (JPEG, "健康证.jpg")


def test_two_papers_of_a_kind_differ_by_what_is_written_on_them():
    assert photo("HEALTH_CERT", "2026-01-01") != photo("HEALTH_CERT", "2026-01-02")
    assert photo("HEALTH_CERT", "2026-01-01") == photo("HEALTH_CERT", "2026-01-01")
