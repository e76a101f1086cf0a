"""Junk is junk: it survives being encoded, and it holds what a fuzz test promises to try."""

from urllib.parse import parse_qsl

from hypothesis import given

from tests.support import junk


@given(junk.forms(["title", "text"]))
def test_encoded_forms_are_ascii_and_lose_nothing(fields: list[tuple[str, str]]) -> None:
    body = junk.encoded(fields).decode("ascii")

    back = parse_qsl(body, keep_blank_values=True, errors="surrogatepass", separator="&")
    assert back == fields


def test_the_known_trouble_is_there() -> None:
    assert "9" * 40 in junk.HOSTILE
    assert max(map(len, junk.HOSTILE)) > 6_000
    assert {"\x00", "\ud800", "\u202e"} <= set("".join(junk.HOSTILE))
