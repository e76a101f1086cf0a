"""GET /api/v1/challenges/<number>/suggestions: who may, what it says, that it adds up, and that it keeps its promise."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from circles import services as circles
from compass import queries, services, suggesting
from compass.api import openapi
from compass.graphs import building
from compass.models import Actor, Purpose, TieKind
from core import clock
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from tests.support.making_actors import make_actor
from tests.support.making_challenges import a_challenge, a_network, without
from tests.support.making_orders import make_deliverable, make_order
from tests.support.statements import counted

DESCRIPTION = "/api/v1/openapi.json"
TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}
CHECKED = {
    "type", "description", "required", "properties", "items", "anyOf", "enum", "pattern", "format",
    "minimum", "maximum", "exclusiveMinimum", "minItems", "maxItems", "$ref",
}  # fmt: skip


def place(number: object) -> str:
    return f"/api/v1/challenges/{number}/suggestions"


def faults(schema: dict[str, Any], value: Any, whole: dict[str, Any], at: str = "$") -> list[str]:
    """Return where a value is not what a schema says; knows the words of JSON Schema that ours uses, and no others."""
    assert schema.keys() <= CHECKED, schema.keys() - CHECKED
    if "$ref" in schema:
        return faults(whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]], value, whole, at)
    if "anyOf" in schema:
        every = [faults(one, value, whole, at) for one in schema["anyOf"]]
        return [] if [] in every else every[0]
    if not isinstance(value, TYPES[schema["type"]]) or (isinstance(value, bool) and schema["type"] != "boolean"):
        return [f"{at} is no {schema['type']}"]
    return [*_limits(schema, value, at), *_inside(schema, value, whole, at)]


def _limits(schema: dict[str, Any], value: Any, at: str) -> list[str]:
    tests: dict[str, Callable[[Any], bool]] = {
        "enum": lambda said: value in said,
        "minimum": lambda said: value >= said,
        "maximum": lambda said: value <= said,
        "exclusiveMinimum": lambda said: value > said,
        "minItems": lambda said: len(value) >= said,
        "maxItems": lambda said: len(value) <= said,
        "pattern": lambda said: re.search(said, value) is not None,
        "format": lambda _: re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None,
    }
    return [f"{at}: {word}" for word, holds in tests.items() if word in schema and not holds(schema[word])]


def _inside(schema: dict[str, Any], value: Any, whole: dict[str, Any], at: str) -> list[str]:
    found = [f"{at}.{name} is not there" for name in schema.get("required", ()) if name not in value]
    if isinstance(value, dict):
        found += [f"{at}.{name} is not described" for name in value.keys() - schema["properties"].keys()]
        for name, one in value.items():
            found += faults(schema["properties"].get(name, {"type": "string"}), one, whole, f"{at}.{name}")
    if isinstance(value, list):
        for number, one in enumerate(value):
            found += faults(schema["items"], one, whole, f"{at}[{number}]")
    return found


def test_the_answer_is_what_the_description_promises(office: FlaskClient, visitor: FlaskClient) -> None:
    ids, number = a_network(), a_challenge(asker_id=make_actor("Stadtbüro", matching=False))
    with writing():
        asker = queries.challenge(number).asker_id or 0
        services.tie(asker, ids["Treff"], TieKind.COOPERATES, HOUSE)
    whole = visitor.get(DESCRIPTION).get_json()
    answer = office.get(place(number))
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    said = answer.get_json()
    promised = whole["paths"][openapi.PATH]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert faults(promised, said, whole) == []
    assert {one["actor"]["name"] for one in said["suggestions"]} >= {"Treff", "Verein", "Amt", "Laden"}
    assert [one["actor"]["name"] for one in said["apart"]] == ["Werke"]
    assert said["apart"][0]["place"] is None
    for broken in (
        {**said, "suggestions": "x"},
        {**said, "agreed": -1},
        {k: v for k, v in said.items() if k != "missing"},
    ):
        assert faults(promised, broken, whole) != []


def test_it_says_the_same_as_the_page(office: FlaskClient) -> None:
    a_network()
    number = a_challenge()
    said = office.get(place(number)).get_json()
    found = suggesting.of(queries.challenge(number))
    assert [(one["actor"]["id"], one["place"], one["points"]) for one in said["suggestions"]] == [
        (one.actor.id, one.place, one.points) for one in found.ranked
    ]
    assert said["missing"] == list(found.missing)
    assert said["agreed"] == found.asked


def test_parts_add_up_to_the_score_and_reasons_to_the_points(office: FlaskClient) -> None:
    a_network()
    for place_of in range(12):
        with writing():
            services.make_challenge(f"Kurse {place_of}", "am Handy im Stadtteil", [4], None, HOUSE)
    said = office.get(place(a_challenge())).get_json()
    every = [*said["suggestions"], *said["apart"]]
    assert any(part["why"] == "general" for one in every for part in one["parts"])
    for one in every:
        assert abs(math.fsum(part["points"] for part in one["parts"]) - one["score"]) < 1e-9
        assert sum(reason["points"] for reason in one["reasons"]) == one["points"]
        assert all((part["evidence"] is None) == (part["why"] in {"tie", "general"}) for part in one["parts"])


def test_what_a_neighbour_adds_names_only_who_agreed(office: FlaskClient) -> None:
    ids, number = a_network(), a_challenge()
    with writing():
        for one in ("Verein", "Stumm"):
            services.tie(ids[one], ids["Treff"], TieKind.COOPERATES, HOUSE)
    building.build_now()
    db.session.rollback()
    answer = office.get(place(number))
    assert "Stumm" not in answer.get_data(as_text=True)
    found = [one for one in answer.get_json()["suggestions"] if one["actor"]["name"] == "Treff"]
    (tie,) = [part for part in found[0]["parts"] if part["why"] == "tie"]
    assert tie["through"] == {"id": ids["Verein"], "name": "Verein"}
    assert tie["points"] > 0
    whole = office.get(DESCRIPTION).get_json()
    assert faults({"$ref": "#/components/schemas/Suggestions"}, answer.get_json(), whole) == []


def test_each_piece_of_evidence_says_where_and_since_when_it_stands(office: FlaskClient) -> None:
    number = make_actor("Treff", competences=["Kurse am Handy"])
    result = make_order()
    with writing():
        circles.take(result, number, HOUSE)
    make_deliverable(result, title="Kurse am Handy überall")
    said = office.get(place(a_challenge())).get_json()
    (one,) = said["suggestions"]
    proofs = {part["evidence"]["kind"]: part["evidence"] for part in one["parts"] if part["evidence"]}
    assert proofs["competence"]["address"] == f"/buero/netzwerk/{number}#h-wofuer"
    assert proofs["competence"]["since"] == clock.today().isoformat()
    assert proofs["Ergebnis im Zirkel"]["address"] == f"/buero/zirkel/auftrag/{result}"


def test_only_the_office_gets_in_and_a_program_is_told(
    visitor: FlaskClient, reader: FlaskClient, office: FlaskClient, admin: FlaskClient
) -> None:
    a_network()
    number = a_challenge()
    for client, status in ((visitor, 401), (reader, 403)):
        for path in (place(number), place(999_999)):
            answer = client.get(path)
            assert answer.status_code == status
            assert answer.mimetype == "application/problem+json"
            assert answer.get_json()["status"] == status
            assert answer.headers["Cache-Control"] == "private, no-store"
            assert "Location" not in answer.headers
            assert "Treff" not in answer.get_data(as_text=True)
    assert "WWW-Authenticate" in visitor.get(place(number)).headers
    for client in (office, admin):
        answer = client.get(place(number))
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "ETag" not in answer.headers


@pytest.mark.parametrize("wrong", ["999999", "0", "-1", "x", "1.5", "%00", "9" * 400, "１"])
def test_a_challenge_that_is_none_is_said_as_json(office: FlaskClient, wrong: str) -> None:
    answer = office.get(place(wrong))
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    whole = office.get(DESCRIPTION).get_json()
    assert faults({"$ref": "#/components/schemas/Problem"}, answer.get_json(), whole) == []


def test_it_only_reads(office: FlaskClient) -> None:
    number = a_challenge()
    assert office.post(place(number)).status_code == 405


def test_nobody_without_a_yes_is_in_it(office: FlaskClient) -> None:
    ids, number = a_network(), a_challenge()
    with writing():
        services.tie(ids["Stumm"], ids["Treff"], TieKind.COOPERATES, HOUSE)
    assert "Stumm" not in office.get(place(number)).get_data(as_text=True)
    assert "Treff" in office.get(place(number)).get_data(as_text=True)
    without(ids["Treff"], Purpose.MATCHING)
    with writing():
        db.session.get_one(Actor, ids["Verein"]).restricted_at = clock.now()
    after = office.get(place(number)).get_data(as_text=True)
    assert not [name for name in ("Stumm", "Treff", "Verein") if f'"{name}"' in after]


def test_no_contact_and_no_trait_is_in_it(office: FlaskClient) -> None:
    a_network()
    number = a_challenge()
    said = json.dumps(office.get(place(number)).get_json())
    assert "@" not in said
    assert not {"email", "phone", "traits", "gender", "age"} & set(re.findall(r'"(\w+)":', said))


def test_few_and_many_cost_the_same(office: FlaskClient) -> None:
    number, costs = a_challenge(), []
    for many in (3, 20):
        for one in range(many):
            make_actor(f"Verein {many} {one}", competences=["Kurse am Handy"])
        office.get(place(number))
        with counted() as statements:
            assert len(office.get(place(number)).get_json()["suggestions"]) == min(20, many if many == 3 else 23)
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_everybody_reads_the_description_and_it_names_every_schema(visitor: FlaskClient, app: House) -> None:
    answer = visitor.get(DESCRIPTION)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    whole = answer.get_json()
    assert whole["openapi"] == "3.1.0"
    assert set(whole) == {"openapi", "jsonSchemaDialect", "info", "servers", "paths", "components"}
    wanted = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(whole)))
    assert wanted == set(whole["components"]["schemas"])
    rules = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule) for rule in app.url_map.iter_rules()}
    assert set(whole["paths"]) <= rules
    for path, methods in whole["paths"].items():
        for one in methods.values():
            assert set(re.findall(r"{(\w+)}", path)) == {given["name"] for given in one["parameters"]}
            assert {"200", "401", "403", "404"} == set(one["responses"])
