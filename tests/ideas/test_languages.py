"""An idea in any language: both texts on its page with their language, the German title in lists, both found; help pages."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from core import indexing, texts
from core.db import db, writing
from core.errors import Refused
from core.factory import House
from core.journal import HOUSE
from ideas import services as ideas
from ideas import tongue
from ideas.languages import services
from ideas.languages.services import Translation
from ideas.models import Idea
from ideas.services import Draft
from tests.support.forms import done, submit
from tests.support.making import make_idea, published

ARABIC = "نحتاج إلى مقعد عند الجدول في الظل."
GERMAN = "Wir brauchen eine Sitzgelegenheit am Wasser im Schatten."


def one(number: int) -> Idea:
    db.session.rollback()
    return db.session.get_one(Idea, number)


def page(client: FlaskClient, number: int) -> str:
    return client.get(f"/ideen/{number}", follow_redirects=True).get_data(as_text=True)


def translated() -> int:
    number = published(ARABIC, title="مقعد عند الجدول").id
    with writing():
        services.translate(number, Translation("ar", "Sitzgelegenheit am Wasser", GERMAN), HOUSE)
    return number


def test_the_office_names_the_language_and_writes_german_beside_it(
    app: House, office: FlaskClient, visitor: FlaskClient
) -> None:
    number = published(ARABIC, title="مقعد عند الجدول").id
    path = f"/buero/ideen/{number}/sprache"
    sent = submit(office, path, language="ar", german_title="Sitzgelegenheit am Wasser", german_text=GERMAN)
    assert done(sent) == f"/buero/ideen/{number}?notiz=uebersetzt"
    shown = page(visitor, number)
    assert "<h1>Sitzgelegenheit am Wasser</h1>" in shown
    assert GERMAN in shown
    assert re.search(rf'<div class="text written" lang="ar" dir="rtl">{ARABIC}</div>', shown)
    assert "Geschrieben wurde die Idee auf Arabisch" in shown
    listed = visitor.get("/ideen").get_data(as_text=True)
    assert "Sitzgelegenheit am Wasser" in listed
    assert "مقعد عند الجدول" not in listed
    assert "Arabisch" in office.get(f"/buero/ideen/{number}/protokoll").get_data(as_text=True)


def test_without_a_translation_the_words_carry_their_language(app: House, visitor: FlaskClient) -> None:
    number = published("We need a bench in the shade.", title="A bench").id
    with writing():
        services.translate(number, Translation("en"), HOUSE)
    assert '<h1 lang="en" dir="ltr">A bench</h1>' in page(visitor, number)
    assert '<span lang="en" dir="ltr">A bench</span>' in visitor.get("/ideen").get_data(as_text=True)


@pytest.mark.parametrize("asked", ["Sitzgelegenheit", "مقعد"])
def test_search_finds_both(app: House, visitor: FlaskClient, asked: str) -> None:
    number = translated()
    indexing.tend()
    assert f"/ideen/{number}-" in visitor.get("/ideen", query_string={"q": asked}).get_data(as_text=True)


def test_a_kept_page_is_fetched_again(app: House, visitor: FlaskClient) -> None:
    number = published(ARABIC).id
    address = visitor.get(f"/ideen/{number}").headers["Location"]
    tag = visitor.get(address).headers["ETag"]
    with writing():
        services.translate(number, Translation("ar", "", GERMAN), HOUSE)
    again = visitor.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, GERMAN in again.get_data(as_text=True)) == (200, True)


def test_a_shortened_text_takes_its_translation_along(app: House, visitor: FlaskClient) -> None:
    number = translated()
    with writing():
        ideas.redact(number, "مقعد", "نحتاج إلى مقعد […]", HOUSE)
    kept = one(number)
    assert (kept.german_title, kept.german_text, kept.language) == (None, None, "ar")
    assert GERMAN not in page(visitor, number)


def test_an_author_who_corrects_the_words_ends_the_translation(app: House) -> None:
    with writing():
        number = ideas.submit(Draft(ARABIC), "form").idea.id
    with writing():
        services.translate(number, Translation("ar", "Titel", GERMAN), HOUSE)
    with writing():
        ideas.submit(Draft(f"{ARABIC} الآن"), "form")
    assert one(number).german_text is None


def test_back_to_german_takes_the_translation_out(app: House, office: FlaskClient) -> None:
    number = translated()
    assert done(submit(office, f"/buero/ideen/{number}/sprache", language=""))
    assert one(number).german_title is None


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"language": "other", "code": ""}, 422),
        ({"language": "other", "code": 'x"><b>'}, 422),
        ({"language": "xx-forged"}, 422),
        ({"language": "ar", "german_title": "t" * 121}, 422),
        ({"language": "ar", "german_text": "t" * 100_000}, 422),
        ({"language": "ar", "version": "999"}, 409),
        ({"language": "ar", "version": "x"}, 422),
        ({"language": "other", "code": "pt-BR"}, 303),
    ],
)
def test_bad_input(app: House, office: FlaskClient, fields: dict[str, str], status: int) -> None:
    number = make_idea().id
    assert submit(office, f"/buero/ideen/{number}/sprache", **fields).status_code == status


def test_a_code_of_no_shape_is_refused(app: House) -> None:
    number = make_idea().id
    with pytest.raises(Refused, match="Sprachcode"), writing():
        services.translate(number, Translation("ar dir=x"), HOUSE)


@pytest.mark.parametrize(
    ("code", "direction"),
    [("ar", "rtl"), ("ckb", "rtl"), ("tr", "ltr"), ("az-Arab", "rtl"), ("ku-Latn", "ltr"), (None, "ltr")],
)
def test_which_way_a_language_is_written(code: str | None, direction: str) -> None:
    assert tongue.direction(code) == direction


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("tr", "ltr"), ("ar", "rtl"), ("uk", "ltr")])
def test_a_page_of_help_in_each_of_four_languages(app: House, visitor: FlaskClient, code: str, direction: str) -> None:
    shown = visitor.get(f"/ideen/hilfe/{code}").get_data(as_text=True)
    assert f'<div class="stack" lang="{code}" dir="{direction}">' in shown
    assert texts.text(f"language.{code}.title") in shown
    assert "{" not in texts.text(f"language.{code}.body")
    assert '<span lang="de" dir="ltr">Idee abschicken</span>' in shown
    assert '<a href="tel:' in shown
    form = visitor.get("/ideen/neu").get_data(as_text=True)
    assert f'href="/ideen/hilfe/{code}" lang="{code}" hreflang="{code}" dir="{direction}"' in form


def test_the_office_edits_the_help(app: House, visitor: FlaskClient) -> None:
    with writing():
        texts.edit("language.en.body", "One sentence.\n\nAnother.", HOUSE)
    assert '<p class="text">Another.</p>' in visitor.get("/ideen/hilfe/en").get_data(as_text=True)
    assert visitor.get("/ideen/hilfe/xx").status_code == 404


def test_only_one_sentence_is_said_to_minors(app: House, visitor: FlaskClient) -> None:
    shown = visitor.get("/ideen/neu").get_data(as_text=True)
    assert shown.count("unter 16") == 1
    assert "Alter" not in shown
