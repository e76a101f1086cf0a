"""Every list of the office's network costs as many statements for thirty rows as for three, those of new wings too."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from compass import joining, services
from compass.checklists import queries as checklists
from compass.checklists import services as checking
from compass.contacts import services as contacts
from compass.contacts.models import Occasion
from compass.custom import services as own_fields
from compass.custom.models import FieldType
from compass.doubles import services as doubles
from compass.models import Actor, ActorKind, OwnChange, Sector, TieKind
from compass.segments import services as segments
from compass.terms import services as terms
from compass.terms.services import TermDraft
from compass.yearly.models import YearlyLetter
from core import clock
from core.accounts.models import Account
from core.db import db, writing
from core.factory import House
from core.journal import HOUSE
from radar import queries as radar
from tests.support import inviting
from tests.support.importing_actors import checked
from tests.support.statements import counted

FEW, MANY = 3, 30
ROOT = "/buero/netzwerk"


def entry(number: int, account: int) -> None:
    """Make an entry that stands in every list: old and uninformed, twin, restricted, with all that hangs on entries."""
    area = radar.taxonomy().areas[0].id
    with clock.at(clock.now() - timedelta(days=4000)):
        actor = inviting.willing(
            f"Haus Nummer {number}", areas=(area,), competences=(f"Kunst {number}",), basis="consent"
        )
        twin = inviting.willing(f"Haus Nummer {number} e. V.", f"haus.nummer.{number}@example.org")
        barred = inviting.willing(f"Gesperrt {number}")
    with writing():
        services.tie(actor, twin, TieKind.COOPERATES, HOUSE)
        services.make_challenge(f"Wer hilft {number}?", "In Ruhe.", (area,), None, HOUSE)
        segments.set_tags(actor, (f"Wort {number}",), HOUSE)
        segments.keep(account, f"Segment {number}", [("bereich", "science")], for_all=False, nonce=f"segment {number}")
        terms.add(TermDraft(f"Begriff {number}"), HOUSE)
        own_fields.define(own_fields.FieldDraft(f"Feld {number}"), FieldType.TEXT, HOUSE)
        draft = contacts.Draft(Occasion.VISIT, clock.today().isoformat(), "Dort gewesen.")
        contacts.write([actor, twin], draft, HOUSE, f"contact {number}")
        due = (clock.today() - timedelta(days=number)).isoformat()
        contacts.follow(actor, contacts.Plan(due, "Anrufen", account), HOUSE, f"follow {number}")
        checking.hang(checklists.plans()[0].id, HOUSE, f"list {number}", title=f"Aufruf {number}", on=due)
        said = joining.Asked(f"Chor {number}", ActorKind.INITIATIVE, Sector.CIVIL_SOCIETY, f"chor{number}@example.org")
        joining.confirm(joining.ask(said, f"join {number}").id)
        db.session.add(OwnChange(actor_id=actor, at=clock.now(), said=[{"field": "Web", "before": "", "after": "x"}]))
        for days in (90, 50):
            db.session.add(YearlyLetter(actor_id=actor, sent_at=clock.now() - timedelta(days=days)))
        db.session.get_one(Actor, barred).restricted_at = clock.now()
        doubles.compare()
    inviting.drafted([twin], f"round {number}", title=f"Treffen {number}")


def lists(app: House, office: FlaskClient) -> list[str]:
    """Return the addresses of every page of the office's network that needs no number."""
    rules = [rule for rule in app.url_map.iter_rules() if str(rule).startswith(ROOT) and not rule.arguments]
    found = sorted(str(rule) for rule in rules if "GET" in (rule.methods or ()))
    return [address for address in found if office.get(address).status_code == 200]


def costs(office: FlaskClient, addresses: list[str]) -> dict[str, int]:
    """Return how many statements each page sends once what is kept in memory is read."""
    found = {}
    for address in addresses:
        office.get(address)
        with counted() as statements:
            assert office.get(address).status_code == 200, address
        found[address] = len(statements)
    return found


def test_every_list_costs_the_same_for_few_and_many(app: House, office: FlaskClient) -> None:
    account = db.session.scalars(select(Account.id)).one()
    for number in range(FEW):
        entry(number, account)
    page = checked(office, "Name;E-Mail\n" + "".join(f"Liste {n};liste{n}@example.org\n" for n in range(FEW)))
    addresses = [*lists(app, office), page]
    assert len(addresses) > 30
    few = costs(office, addresses)

    for number in range(FEW, MANY):
        entry(number, account)
    longer = checked(office, "Name;E-Mail\n" + "".join(f"Reihe {n};reihe{n}@example.org\n" for n in range(MANY)))
    many = costs(office, [*addresses[:-1], longer])
    many[page] = many.pop(longer)

    assert {address: (few[address], many[address]) for address in few if few[address] != many[address]} == {}
