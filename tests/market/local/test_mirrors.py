"""The user's pip settings in uv's words."""

from market.local import mirrors

LISTING = """\
:env:.timeout='9'
global.index-url='https://mirror.example/pypi'
global.timeout='5'
install.find-links='/a\\n/b'
global.extra-index-url='https://one.example https://two.example'
freeze.timeout='1'
"""


def test_what_the_environment_says_wins_over_the_files() -> None:
    assert mirrors.read_listing(LISTING) == {
        "index-url": "https://mirror.example/pypi",
        "timeout": "9",
        "find-links": "/a\n/b",
        "extra-index-url": "https://one.example https://two.example",
    }


def test_pips_settings_become_uvs() -> None:
    assert mirrors.for_uv(mirrors.read_listing(LISTING), {}) == {
        "UV_DEFAULT_INDEX": "https://mirror.example/pypi",
        "UV_INDEX": "https://one.example https://two.example",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_FIND_LINKS": "/a,/b",
        "UV_HTTP_TIMEOUT": "9",
    }


def test_what_is_said_to_uv_already_is_left_alone() -> None:
    given = {"UV_DEFAULT_INDEX": "https://other.example"}

    assert mirrors.for_uv({"index-url": "https://mirror.example"}, given) == {}
    assert mirrors.for_uv({}, {}) == {}
