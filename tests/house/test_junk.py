"""Junk at every public form and address, on both databases: a clear German page, never a fault, nothing stored twice."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from core.factory import House
from tests.support import junk
from tests.support.making import make_idea, published
from tests.support.pages import token

QUIETLY = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
FORMS = {
    "/ideen/neu": ("text", "title", "category", "district", "place", "email", "website"),
    "/ideen/nachsehen": ("code", "website"),
    "/barrierefreiheit/melden": ("text", "page", "email", "website"),
    "/buero/anmelden": ("email", "password", "code", "weiter", "website"),
}
LISTS = {
    "/ideen": ("q", "thema", "bezirk", "art", "stand", "vor", "nach", "ab", "notiz"),
    "/": ("notiz",),
    "/buero/anmelden": ("weiter",),
}
HEADS = ("/ideen/", "/ideen/1-", "/static/", "/ideen/bestaetigen/", "/ideen/briefe/", "/buero/einladung/", "/")
TYPES = (
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-7",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/json",
    "text/plain; charset=utf-16",
    "",
)


def fine(answer: TestResponse) -> None:
    """Hold an answer against what every page owes its reader."""
    assert answer.status_code < 500, answer.status
    if answer.status_code not in {301, 303, 304, 308}:
        assert answer.mimetype == "text/html"
        assert '<html lang="de"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", sorted(FORMS))
def test_every_form_takes_junk(visitor: FlaskClient, path: str) -> None:
    fresh = token(visitor.get(path))

    @QUIETLY
    @given(fields=junk.filled(FORMS[path]))
    def throw(fields: dict[str, str]) -> None:
        body = junk.encoded({**fields, "token": fresh})
        fine(visitor.post(path, data=body, content_type="application/x-www-form-urlencoded"))

    throw()


@pytest.mark.parametrize("path", sorted(FORMS))
def test_every_form_takes_foreign_fields_and_forged_tokens(visitor: FlaskClient, path: str) -> None:
    @QUIETLY
    @given(pairs=junk.forms([*FORMS[path], "token"]))
    def throw(pairs: list[tuple[str, str]]) -> None:
        body = "&".join(f"{junk.quoted(name)}={junk.quoted(value)}" for name, value in pairs).encode()
        fine(visitor.post(path, data=body, content_type="application/x-www-form-urlencoded"))

    throw()


@pytest.mark.parametrize("path", sorted(FORMS))
def test_every_form_takes_raw_bytes(visitor: FlaskClient, path: str) -> None:
    @QUIETLY
    @given(body=st.binary(max_size=300), kind=st.sampled_from(TYPES))
    def throw(body: bytes, kind: str) -> None:
        fine(visitor.post(path, data=body, content_type=kind))

    throw()


@pytest.mark.parametrize("path", sorted(LISTS))
def test_every_query_takes_junk(visitor: FlaskClient, path: str) -> None:
    published("Eine Bank am Bach.")

    @QUIETLY
    @given(fields=junk.filled(LISTS[path]))
    def throw(fields: dict[str, str]) -> None:
        for name, value in fields.items():
            fine(visitor.get(f"{path}?{name}={junk.quoted(value)}"))

    throw()


@pytest.mark.parametrize("head", HEADS)
def test_every_path_takes_junk(visitor: FlaskClient, head: str) -> None:
    @QUIETLY
    @given(tail=junk.texts())
    def throw(tail: str) -> None:
        fine(visitor.get(f"{head}{junk.quoted(tail[:300])}"))

    throw()


def test_what_the_author_does_with_a_code_takes_junk(app: House, visitor: FlaskClient) -> None:
    made = make_idea("Eine Bank am Bach.")
    page = visitor.post("/ideen/nachsehen", data={"token": token(visitor.get("/ideen/nachsehen")), "code": made.code})
    fresh = token(page, "/ideen/nachsehen/zurueckziehen")

    @QUIETLY
    @given(fields=junk.filled(("code", "text", "title", "place", "district", "category")))
    def throw(fields: dict[str, str]) -> None:
        body = junk.encoded({**fields, "token": fresh})
        for action in ("aendern", "zurueckziehen"):
            fine(
                visitor.post(f"/ideen/nachsehen/{action}", data=body, content_type="application/x-www-form-urlencoded")
            )

    throw()


@pytest.mark.parametrize(
    "path", ["/buero/ideen/1", "/buero/arten/1", "/buero/texte/start.lead", "/buero/themen/stadtbezirke/1"]
)
def test_the_offices_forms_take_junk(office: FlaskClient, path: str) -> None:
    make_idea("Eine Bank am Bach.")
    page = office.get(path)
    assert page.status_code == 200, path
    fresh = token(page)
    names = (
        "areas",
        "category",
        "district",
        "step",
        "place",
        "on",
        "reason",
        "version",
        "body",
        "newest",
        "name",
        "about",
        "go",
    )

    @QUIETLY
    @given(fields=junk.filled(names))
    def throw(fields: dict[str, Any]) -> None:
        fine(
            office.post(
                path, data=junk.encoded({**fields, "token": fresh}), content_type="application/x-www-form-urlencoded"
            )
        )

    throw()


def test_huge_numbers_in_addresses_and_arguments(office: FlaskClient) -> None:
    huge = "9" * 40
    for path in (f"/ideen/{huge}", f"/ideen/{huge}-x", f"/buero/ideen/{huge}", f"/buero/arten/{huge}"):
        assert office.get(path).status_code == 404
    for name in ("vor", "nach", "ab"):
        assert office.get(f"/buero/ideen/alle?{urlencode({name: huge})}").status_code in {200, 404}
