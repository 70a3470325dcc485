import re

import pytest

from market.pages.guide import PAGES

pytestmark = pytest.mark.django_db

REFERENCES = re.compile(r'(?:\bfor|aria-describedby|aria-labelledby)="([^"]+)"')
SCRIPTS = re.compile(r"<script\b[^>]*>")


def shown(client, page, language="zh-hans"):
    answer = client.get("/guide/", {"show": page}, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_no_page_needs_an_inline_script_or_style(client, page):
    html = shown(client, page)
    assert re.findall(r"\sstyle=|<style\b|\son[a-z]+=", html) == []
    assert [tag for tag in SCRIPTS.findall(html) if " src=" not in tag] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_name_on_a_page_is_given_once_and_every_reference_is_met(client, page):
    html = shown(client, page)
    ids = re.findall(r'\sid="([^"]+)"', html)
    referred = {name for names in REFERENCES.findall(html) for name in names.split()}
    assert len(ids) == len(set(ids))
    assert referred - set(ids) == set()


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "zh-Hans"), ("en", "en")])
def test_a_page_says_which_language_it_speaks(client, language, said):
    assert f'<html lang="{said}">' in shown(client, "404", language)


def test_the_reader_keeps_the_colours_and_the_density_that_were_chosen(client):
    client.cookies["huiquan_theme"] = "dark"
    client.cookies["huiquan_density"] = "compact"
    assert 'data-theme="dark" data-density="compact">' in shown(client, "404")


def test_a_made_up_colour_is_not_written_into_the_page(client):
    client.cookies["huiquan_theme"] = "x onload=y"
    assert "data-theme=" not in shown(client, "404").split("<head>")[0]


def test_every_pitch_is_on_the_plan_with_its_words_and_its_address(client):
    html = shown(client, "plan")
    pitches = re.findall(r'<a class="pitch is-[a-z]+" href="#[^"]+" data-row="\d+"', html)
    assert len(pitches) == 204
    assert 'aria-label="A-02 鲜肉 已出租 至 2027-02-28"' in html


def test_a_state_is_a_pattern_as_well_as_a_colour(client):
    html = shown(client, "plan")
    for state in ("soon", "trouble", "reserved", "closed"):
        woven = html.count(f'<rect class="weave" fill="url(#plan-{state})"')
        assert woven == html.count(f'class="pitch is-{state}"') > 0


def test_the_table_beside_the_plan_sorts_by_what_needs_someone(client):
    html = client.get("/guide/", {"show": "plan", "sort": "state"}).content.decode()
    table = html[html.index('id="plan-table"') :]
    assert re.findall(r'class="state is-([a-z]+)"', table)[:9] == [*["trouble"] * 8, "soon"]
    assert 'aria-sort="ascending"><a href="?show=plan&amp;sort=-state">' in table


def test_a_field_tells_its_hint_and_its_fault_to_those_who_cannot_see(client):
    html = shown(client, "", "en")
    assert re.search(r'<input [^>]*aria-describedby="id_name_helptext"[^>]*id="id_name"', html)
    assert 'aria-invalid="true" aria-describedby="id_identity_error" id="id_identity"' in html
    assert '<a href="#id_identity">Identity number</a>' in html


def test_a_page_that_the_guide_does_not_have_is_not_there(client):
    assert client.get("/guide/", {"show": "secrets"}).status_code == 404
