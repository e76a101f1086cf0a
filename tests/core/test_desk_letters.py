"""The demo's page of letters: newest first, one by one, and nowhere else."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import ChoiceLoader, DictLoader

from core import clock, desk_letters, mail, outbox
from core.db import writing

ChangedSettings = Callable[..., AbstractContextManager[Any]]
MONTAG = datetime(2026, 11, 23, 8, 5, tzinfo=clock.BERLIN)
LETTER = {
    "mail/test/subject.txt": "Brief {{ number }}",
    "mail/test/body.txt": '{% extends "mail/ui/letter.txt" %}{% block message %}<b>Siehe</b> http://localhost/x{% endblock %}',
}


@pytest.fixture
def demo(
    app: Flask, changed_settings: ChangedSettings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """The house as a demo; gives the folder of its letters."""
    monkeypatch.setattr(app.jinja_env, "loader", ChoiceLoader([DictLoader(LETTER), app.jinja_env.loader]))  # type: ignore[list-item]  # there is one
    with changed_settings(demo=True, mail_folder=str(folder / "mail")):
        yield folder / "mail"


def write(count: int) -> None:
    """Write letters and lay them into the folder."""
    with clock.at(MONTAG):
        with writing():
            for number in range(1, count + 1):
                mail.send("test", "ada@example.org", number=number)
        outbox.deliver_due(only={mail.KIND})


@pytest.mark.usefixtures("demo")
def test_letters_are_listed_newest_first_page_by_page(office: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_letters, "AT_ONCE", 2)
    write(3)

    first = office.get("/buero/briefe/").get_data(as_text=True)
    second = office.get("/buero/briefe/?vor=2").get_data(as_text=True)

    assert first.index("Brief 3") < first.index("Brief 2")
    assert "Brief 1" not in first
    assert "/buero/briefe/?vor=2" in first
    assert "Brief 1" in second
    assert "23. November 2026, 08:05 Uhr" in second.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.usefixtures("demo")
def test_a_letter_is_shown_as_text_with_links_to_click(office: FlaskClient) -> None:
    write(1)

    page = office.get("/buero/briefe/1").get_data(as_text=True)

    assert "&lt;b&gt;Siehe&lt;/b&gt;" in page
    assert 'href="http://localhost/x"' in page


@pytest.mark.usefixtures("demo")
def test_an_empty_folder_invites(office: FlaskClient) -> None:
    assert "Noch kein Brief." in office.get("/buero/briefe/").get_data(as_text=True)


@pytest.mark.parametrize("name", ["2", "..%2f1", "../mail/1", "1.eml", "%2e%2e/1", "1%00"])
def test_no_address_leaves_the_folder(office: FlaskClient, demo: Path, name: str) -> None:
    write(1)
    (demo.parent / "1.eml").write_text("Subject: secret\n\n")

    assert office.get(f"/buero/briefe/{name}").status_code == 404


def test_outside_the_demo_the_page_does_not_exist(office: FlaskClient, visitor: FlaskClient) -> None:
    assert [who.get("/buero/briefe/").status_code for who in (office, visitor)] == [404, 404]


@pytest.mark.usefixtures("demo")
def test_letters_are_for_the_office_only(visitor: FlaskClient, reader: FlaskClient) -> None:
    assert [who.get("/buero/briefe/").status_code for who in (visitor, reader)] == [303, 403]
