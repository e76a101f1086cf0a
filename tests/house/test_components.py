"""Every component: one file, one comment, shown in the gallery; fields carry what assistive technology needs."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from core.shell import kept
from ideas.stages import Stage

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
COMPONENTS = sorted(path.name for path in (TEMPLATES / "ui").glob("*.html"))
IMPORTED = re.compile(r'from "ui/([a-z_]+\.html)" import')
# used by the shell or by other components, so the gallery shows them without naming them
BEHIND = {"mark.html", "sign.html"}


class Example(Form):
    """A form with the kinds of field whose markup differs."""

    words = TextAreaField(
        "Ihre Idee",
        [InputRequired("Bitte schreiben Sie."), Length(max=20, message="Zu lang.")],
        description="Ein Satz genügt.",
    )
    title = StringField("Titel")
    kind = RadioField("Art", choices=[SelectChoice("a", "Eins"), SelectChoice("b", "Zwei")])


def macro(file: str, name: str) -> Any:
    """Return one macro as a function, rendered as strictly as in the house."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["kept"] = kept
    return getattr(environment.get_template(f"ui/{file}.html").module, name)


def sent(**values: str) -> Example:
    """Return the example form after it was sent with these values."""
    form = Example(MultiDict(values))
    form.validate()
    return form


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_begins_with_one_line_that_says_what_it_is(name: str) -> None:
    first = (TEMPLATES / "ui" / name).read_text(encoding="utf-8").splitlines()[0]

    assert re.fullmatch(r"\{# [a-z_ ]+: .+ #\}", first)


def test_the_gallery_shows_every_component() -> None:
    gallery = "".join(
        (TEMPLATES / "core" / name).read_text(encoding="utf-8") for name in ("components.html", "components_lists.html")
    )

    assert set(IMPORTED.findall(gallery)) | BEHIND == set(COMPONENTS)


def test_the_office_opens_the_gallery(office: FlaskClient) -> None:
    page = office.get("/buero/bausteine")

    assert page.status_code == 200
    assert "Bausteine – Büro – Smart City Bielefeld" in page.text


def test_a_faulty_field_says_so_to_everybody() -> None:
    drawn = macro("field", "field")(sent(words="").words)

    assert 'aria-describedby="words-h words-e"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert re.search(r'id="words-e".*Bitte schreiben Sie\.', drawn, re.DOTALL)


def test_a_sound_field_does_not_look_faulty() -> None:
    drawn = macro("field", "field")(sent(words="Ja", kind="a").words)

    assert "aria-invalid" not in drawn
    assert 'aria-describedby="words-h"' in drawn


def test_a_long_text_is_counted_but_never_cut() -> None:
    drawn = macro("field", "field")(Example().words)

    assert 'data-limit="20"' in drawn
    assert "maxlength" not in drawn


def test_only_what_may_stay_empty_is_called_voluntary() -> None:
    field = macro("field", "field")

    assert "freiwillig" in field(Example().title)
    assert "freiwillig" not in field(Example().words)
    assert "freiwillig" not in field(Example().title, mark=False)


def test_choices_are_a_named_group() -> None:
    drawn = macro("field", "field")(Example().kind, helps={"a": "Das Erste"})

    assert re.search(r"<fieldset.*<legend>Art", drawn, re.DOTALL)
    assert drawn.count('type="radio"') == 2
    assert "<small>Das Erste</small>" in drawn


def test_the_error_summary_leads_to_each_field() -> None:
    drawn = macro("errors", "errors")(sent(words="Ein viel zu langer Satz", kind="nichts"))

    assert 'role="alert"' in drawn
    assert "bitte 2 Angaben prüfen" in drawn
    assert '<a href="#words">Zu lang.</a>' in drawn
    assert '<a href="#kind-0">' in drawn
    assert "Ihr Text ist noch da." in drawn


def test_without_errors_there_is_no_summary() -> None:
    assert macro("errors", "errors")(sent(words="Ja", kind="a")).strip() == ""


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_has_its_sign(stage: Stage) -> None:
    assert '<path d="M' in macro("stage", "stage")(stage.value, "Wort")


def test_what_people_wrote_is_escaped_and_hits_are_marked() -> None:
    card = macro("idea_card", "idea_card")
    drawn = card("<script>", "/ideen/1", "Nr. 1", "published", "Veröffentlicht", Markup("Eine <mark>Anzeige</mark>"))

    assert "&lt;script&gt;" in drawn
    assert "<script>" not in drawn
    assert "<mark>Anzeige</mark>" in drawn


def test_drawings_hold_no_text() -> None:
    assert [path.name for path in TEMPLATES.rglob("*.html") if "<text" in path.read_text(encoding="utf-8")] == []
