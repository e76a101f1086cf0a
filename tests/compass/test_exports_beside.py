"""What wings keep beside an entry goes out and comes back: tags, own fields, notes for the office; private notes never leave."""

from __future__ import annotations

import csv
import io
import json
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from compass import services
from compass.custom import queries as custom
from compass.custom import services as own_fields
from compass.custom.models import FieldType, OwnValue
from compass.imports.models import ActorImportRow
from compass.models import Actor, ActorKind, Purpose, Tag, TieKind, actor_tag
from compass.notes import services as notes
from compass.notes.models import ActorNote
from compass.records import loading
from compass.segments import services as segments
from core import clock
from core.accounts.models import Account
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE, Who
from core.takeover.states import Verdict
from tests.support.forms import submit
from tests.support.importing_actors import checked, step, taken, verdicts
from tests.support.making_actors import make_actor
from tests.support.statements import counted

HERE = "/buero/netzwerk/herausgeben"


def export(office: FlaskClient, form: str, extent: str = "whole", query: str = "") -> Any:
    answer = submit(office, f"{HERE}{query}", None, form=form, extent=extent, purpose="Für den Test")
    assert answer.status_code == 200, answer.get_data(as_text=True)[:2000]
    return answer.data


def fields() -> dict[str, int]:
    """Define one own field of each type; return their numbers by name."""
    with writing():
        for place, kind in enumerate(FieldType):
            draft = own_fields.FieldDraft(f"Feld {kind.value}", choices=("rot", "blau | grün"), position=place)
            own_fields.define(draft, kind, HOUSE)
    return {one.label: one.id for one in custom.fields()}


def labelled(name: str = "Erika Beispiel", *, agreed: bool = True, kind: ActorKind = ActorKind.PERSON) -> int:
    """Make somebody with tags, own fields and notes, one of them private."""
    numbers, number = {one.label: one.id for one in custom.fields()}, make_actor(name, kind=kind)
    said = {"Feld text": "Ein | Text \\ hier", "Feld number": "-12.5", "Feld date": "2026-02-03", "Feld yes": "ja"}
    account = db.session.scalars(select(Account.id).order_by(Account.id)).first()
    with writing():
        if agreed:
            services.give_consent(number, Purpose.INTERNAL, "schriftlich", "Ja", HOUSE)
        segments.set_tags(number, ["Presseverteiler", "Sommer | Fest"], HOUSE)
        values = {**said, "Feld choice": "blau | grün"}
        own_fields.fill_in(number, {numbers[k]: v for k, v in values.items()} if numbers else {}, HOUSE, None)
        notes.write(number, "Zeile 1\n=Zeile 2", Who("Büro", account), f"{name}-1")
        notes.write(number, "GEHEIMNIS", Who("Büro", account), f"{name}-2", is_private=True)
    return number


def beside() -> dict[str, object]:
    """Return what stands beside all entries, but for the notes."""
    db.session.rollback()
    tags = db.session.scalars(select(Tag.name).join(actor_tag).order_by(Tag.key)).all()
    values = db.session.execute(select(OwnValue.field_id, OwnValue.value).order_by(OwnValue.field_id)).all()
    return {"tags": tags, "own": [tuple(row) for row in values]}


def told() -> list[tuple[str, bool, int | None]]:
    db.session.rollback()
    wanted = select(ActorNote.text, ActorNote.is_private, ActorNote.author_id).order_by(ActorNote.id)
    return [(row[0], row[1], row[2]) for row in db.session.execute(wanted)]


def clear() -> None:
    with writing():
        db.session.execute(delete(Actor))
        db.session.execute(delete(Tag))


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_tags_and_own_fields_go_out_and_come_back(app: House, office: FlaskClient, form: str) -> None:
    fields()
    labelled()
    before = beside()
    assert len(before["own"]) == len(FieldType)  # type: ignore[arg-type]  # a list
    content = export(office, form)
    assert [verdict for _, verdict in verdicts(checked(office, content, upload={"source": "A"}))] == [Verdict.KNOWN]
    clear()

    page = taken(office, content, upload={"source": "B"})

    assert beside() == before
    assert [said for said, *_ in told()] == (["Zeile 1\n=Zeile 2"] if form == "json" else [])
    step(office, page, "rueckgaengig")
    assert (beside(), told()) == ({"tags": [], "own": []}, [])
    assert db.session.scalar(select(Actor.id)) is None


def test_notes_leave_only_in_full_json_and_private_ones_never(app: House, office: FlaskClient) -> None:
    fields()
    labelled()
    for form, extent in (
        ("json", "whole"),
        ("json", "contact"),
        ("json", "list"),
        ("csv", "whole"),
        ("vcard4", "whole"),
    ):
        content = export(office, form, extent)
        assert b"GEHEIMNIS" not in content
        assert (b"Zeile 2" in content) is ((form, extent) == ("json", "whole"))
        assert (b"Presseverteiler" in content) is (extent == "whole" and form != "vcard4")
    entry = json.loads(export(office, "json"))["entries"][0]
    assert [set(one) for one in entry["notes"]] == [{"written_at", "words"}]
    assert clock.now().isoformat()[:10] == entry["notes"][0]["written_at"][:10]


def test_who_agreed_only_to_the_page_leaves_without_the_offices_words(app: House, office: FlaskClient) -> None:
    fields()
    labelled("Nur Seite", agreed=False)
    labelled("Verein", agreed=False, kind=ActorKind.ORGANISATION)
    found = {one["name"]: one for one in json.loads(export(office, "json"))["entries"]}
    assert not {"tags", "own", "notes"} & found["Nur Seite"].keys()
    assert found["Verein"]["tags"] == ["Presseverteiler", "Sommer | Fest"]
    assert len(found["Verein"]["notes"]) == 1


def test_an_entry_that_is_there_gets_what_it_lacks_and_undoing_takes_it_back(app: House, office: FlaskClient) -> None:
    numbers = fields()
    number = labelled()
    content = export(office, "json")
    with writing():
        segments.set_tags(number, ["Presseverteiler", "Von hier"], HOUSE)
        own_fields.fill_in(number, {numbers["Feld text"]: "hier anders", numbers["Feld number"]: ""}, HOUSE, None)
    before = beside()

    page = taken(office, content, upload={"source": "A"})

    after = beside()
    assert after["tags"] == ["Presseverteiler", "Sommer | Fest", "Von hier"]
    assert (numbers["Feld text"], "hier anders") in after["own"]  # type: ignore[operator]  # a list
    assert (numbers["Feld number"], "-12.5") in after["own"]  # type: ignore[operator]  # the same
    db.session.rollback()
    reason = db.session.scalars(select(ActorImportRow.reason)).first() or ""
    assert "Stichwörter" in reason
    assert "Eigene Angaben" in reason
    step(office, page, "rueckgaengig")
    assert beside() == before


def test_what_has_no_place_here_is_named(app: House, office: FlaskClient) -> None:
    numbers = fields()
    labelled()
    entry = json.loads(export(office, "json"))["entries"][0]
    entry["own"] = [
        {"field": "Schuhgröße", "value": "44"},
        {"field": "FELD number", "value": "viel"},
        {"field": "Feld choice", "value": "lila"},
        {"field": "Feld date", "value": "2026-13-40"},
        {"field": "feld YES", "value": "ja"},
        {"field": "Feld yes", "value": "ja"},
    ]
    entry["tags"] = ["", "---", "Neu", "NEU"]
    clear()

    taken(office, f'{{"stadtkompass": 1, "entries": [\n{json.dumps(entry)}\n]}}\n', upload={"source": "A"})

    row = db.session.scalars(select(ActorImportRow)).one()
    assert "das eigene Feld „Schuhgröße“ gibt es hier nicht" in row.reason
    for name in ("FELD number", "Feld choice", "Feld date"):
        assert f"die Angabe passt nicht in das eigene Feld „{name}“" in row.reason
    assert beside() == {"tags": ["Neu"], "own": [(numbers["Feld yes"], "ja")]}


def test_the_page_says_what_leaves_and_of_whom_and_how_filters_are_joined(app: House, office: FlaskClient) -> None:
    labelled("Frau Süß", agreed=True)
    club = make_actor("Verein Heimlich")
    with writing():
        who = db.session.scalars(select(Actor.id).where(Actor.name == "Frau Süß")).one()
        services.tie(who, club, TieKind.MEMBER_OF, HOUSE)
    page = unescape(office.get(f"{HERE}?thema=1&thema=2&alle=thema&art=person&art=organisation").text)
    assert "Was mitgeht, und von wem" in page
    assert "private Notizen gehen nie mit" in page
    narrowed = page.partition('class="lead"')[2].partition("</p>")[0]
    assert " und " in narrowed.partition("Thema: ")[2].partition(";")[0]
    assert " oder " in narrowed.partition("Art: ")[2]
    tied = office.get(f"{HERE}?verbunden={club}").text
    assert "Verbunden mit" in tied
    assert "Verein Heimlich" not in tied


def test_a_table_names_what_it_holds(app: House, office: FlaskClient) -> None:
    fields()
    labelled()
    row = next(iter(csv.DictReader(io.StringIO(export(office, "csv").decode("utf-8-sig")), delimiter=";")))
    assert row["Stichwörter"] == "Presseverteiler\nSommer \\| Fest"
    assert "Feld number | -12.5" in row["Eigene Angaben"]


def test_loading_many_costs_the_same_statements(app: House, office: FlaskClient) -> None:
    fields()

    def cost(number: int) -> int:
        for one in range(number):
            labelled(f"Verein {one}", kind=ActorKind.ORGANISATION)
        actors = db.session.scalars(loading.in_full()).all()
        with counted() as statements:
            loading.records(db.session, actors)  # type: ignore[arg-type]  # a scoped session is one
        return len(statements)

    assert cost(3) == cost(9)
