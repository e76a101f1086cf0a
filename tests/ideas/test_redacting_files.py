"""Files beside the words: the page that shortens a text offers them, so that no face and no name stays by oversight."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from core.db import db
from core.factory import House
from core.journal import Entry
from ideas.attachments import shelf
from ideas.attachments.models import Attachment
from ideas.models import Idea
from tests.support.forms import done, submit
from tests.support.making import make_idea, published
from tests.support.pictures import PDF, photo, send

SHORT = "Am Bach […] fehlt eine Bank."


def with_files(visitor: FlaskClient) -> tuple[int, list[int]]:
    """Hand in an idea with a photo and a PDF; return its number and theirs."""
    idea = make_idea("Am Bach bei Nummer 14 fehlt eine Bank.").id
    assert send(visitor, idea, photo(), alt="Das Haus").status_code == 200
    assert send(visitor, idea, PDF, "brief.pdf").status_code == 200
    return idea, files(idea)


def files(idea: int) -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(select(Attachment.id).where(Attachment.idea_id == idea).order_by(Attachment.id)))


def text(idea: int) -> str:
    db.session.rollback()
    return db.session.get_one(Idea, idea, populate_existing=True).text


def test_every_file_is_offered_and_goes_with_the_words_when_ticked(
    app: House, visitor: FlaskClient, office: FlaskClient
) -> None:
    idea, (seen, pdf) = with_files(visitor)
    path = f"/buero/ideen/{idea}/kuerzen"
    page = office.get(path).get_data(as_text=True)
    assert f'src="/buero/ideen/anhaenge/{seen}/klein" alt="Das Haus"' in page
    assert f'href="/buero/ideen/anhaenge/{pdf}/pdf"' in page
    name = db.session.get_one(Attachment, seen).name
    assert (shelf.folder() / name).is_dir()
    done(submit(office, path, text=SHORT, files=[seen]))
    assert (text(idea), files(idea)) == (SHORT, [pdf])
    assert not (shelf.folder() / name).exists()
    verbs = db.session.scalars(select(Entry.verb).where(Entry.thing_id == idea).order_by(Entry.id)).all()
    assert verbs[-2:] == ["idea.redacted", "attachment.deleted"]


def test_a_file_goes_alone_and_none_goes_without_a_tick(app: House, visitor: FlaskClient, office: FlaskClient) -> None:
    idea, (seen, pdf) = with_files(visitor)
    path = f"/buero/ideen/{idea}/kuerzen"
    done(submit(office, path, text=SHORT))
    assert files(idea) == [seen, pdf]
    done(submit(office, path, files=[pdf]))
    assert (text(idea), files(idea)) == (SHORT, [seen])


@pytest.mark.parametrize("forged", ["x", "-1", "\x00", "9" * 100_000, ""])
def test_a_forged_tick_deletes_nothing(app: House, visitor: FlaskClient, office: FlaskClient, forged: str) -> None:
    idea, kept = with_files(visitor)
    other, others = with_files(visitor)
    done(submit(office, f"/buero/ideen/{idea}/kuerzen", text=SHORT, files=[forged, others[0]]))
    assert (files(idea), files(other)) == (kept, others)


def test_a_refused_form_deletes_nothing_and_keeps_the_ticks(
    app: House, visitor: FlaskClient, office: FlaskClient
) -> None:
    idea, kept = with_files(visitor)
    path = f"/buero/ideen/{idea}/kuerzen"
    again = submit(office, path, text="", files=[kept[0]])
    assert again.status_code == 422
    assert f'value="{kept[0]}" checked' in again.get_data(as_text=True)
    assert submit(office, path, text=SHORT, version=99, files=[kept[0]]).status_code == 409
    assert files(idea) == kept


def test_without_files_and_for_readers_nothing_is_offered(
    app: House, visitor: FlaskClient, office: FlaskClient, reader: FlaskClient
) -> None:
    assert 'name="files"' not in office.get(f"/buero/ideen/{published().id}/kuerzen").get_data(as_text=True)
    idea, kept = with_files(visitor)
    assert reader.post(f"/buero/ideen/{idea}/kuerzen", data={"files": kept[0]}).status_code == 403
    assert files(idea) == kept
