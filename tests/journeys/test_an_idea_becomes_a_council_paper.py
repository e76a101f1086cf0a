"""The red thread: from one citizen's idea through every room to the council's decision, and back to the people it came from.

A visitor, 25 people with stones, the office and a council member, each in a browser of their own; letters come from a
real mail server; on both databases.
"""

from __future__ import annotations

import html
import re
from datetime import timedelta

from flask.testing import FlaskClient

from compass.models import Sector
from core import clock, indexing
from core.factory import House
from core.outbox import deliver_due
from radar import queries as radar
from tests.support.forms import done, submit
from tests.support.making import published
from tests.support.making_actors import make_actor
from tests.support.pages import fill
from tests.support.smtp import Sink

ADDRESS = "inge@example.org"
COUNCILLOR = "ratsmitglied@example.org"
TITLE = "Handy-Sprechstunde im Stadtteilcafé"
TEXT = "Einmal in der Woche könnte jemand im Café sitzen und Fragen zum Handy beantworten. Ohne Anmeldung, ohne Kurs."
THESES = {  # thesis: stones of 25 people, gold to tar, then silence
    "Hilfe beim Handy muss zu Fuß erreichbar sein.": ([16, 7, 2, 0, 0, 0], "Einig dafür", "23 von 25"),
    "Niemand darf gezwungen sein, etwas nur im Internet zu erledigen.": ([9, 3, 1, 2, 9, 1], "Uneinig", "12 von 24"),
    "Wer sich nicht selbst darum kümmert, hat eben Pech.": ([0, 2, 2, 9, 12, 0], "Einig dagegen", "2 von 25"),
}
STONES = ("5", "4", "3", "2", "1", None)
VISION = "In jedem Stadtbezirk hilft jemand in Ruhe weiter"
ORDER = "Digitallots*innen für jeden Stadtbezirk"
RESULT = "Übersicht und Maßnahmen für Hilfe in jedem Stadtbezirk"
YES = "Ja. In jedem Stadtbezirk soll es einen festen Ort geben."


def shown(client: FlaskClient, path: str) -> str:
    page = client.get(path, follow_redirects=True)
    assert page.status_code == 200, (path, page.status)
    return html.unescape(page.get_data(as_text=True))


def link_in(letter: str, start: str) -> str:
    found = re.search(rf"http://localhost({start}\S+)", letter)
    assert found, letter
    return found[1]


def number(address: str, pattern: str) -> int:
    found = re.search(pattern, address)
    assert found, address
    return int(found[1])


def subjects(letters: Sink, to: str) -> list[str]:
    deliver_due()
    return [str(one.message["Subject"]) for one in letters.letters if one.message["To"] == to]


def hand_in(visitor: FlaskClient, office: FlaskClient, letters: Sink) -> tuple[int, str]:
    """The citizen writes, confirms an address and keeps the Merk-Code; the office publishes."""
    page = fill(visitor, "/ideen/neu", text=TEXT, title=TITLE, email=ADDRESS).get_data(as_text=True)
    found = re.search(r'id="merk-code">(.*?)</p>', page, re.DOTALL)
    assert found
    deliver_due()
    confirm = link_in(letters.wait_for(1)[0].text, "/ideen/")
    done(submit(visitor, confirm))
    area = radar.taxonomy().areas_by_key["wl2"].id
    done(submit(office, "/buero/ideen/1", publish="1", areas=[area]))
    return 1, re.sub(r"<[^>]+>", "", found[1])


def prepare(office: FlaskClient, ideas: list[int]) -> int:
    """The office founds the D.I.V., announces a meeting today with impulses and theses."""
    done(submit(office, "/buero/div/gremium", "/buero/div/gremium/einrichten"))
    where = done(
        submit(
            office,
            "/buero/div/neu",
            title="Digitale Hilfe für Ältere",
            held_on=clock.today().isoformat(),
            begins="17:00",
            place="Stadtteilbibliothek",
            announced="y",
        )
    )
    meeting = number(where, r"/buero/div/(\d+)")
    for idea in ideas:
        done(submit(office, f"/buero/div/impuls/{idea}", meeting=meeting))
    for text in THESES:
        done(submit(office, f"/buero/div/{meeting}", f"/buero/div/{meeting}/thesen", text=text, question="Und nun?"))
    return meeting


def rate(app: House, office: FlaskClient, meeting: int) -> None:
    """25 people sit down with the Treffen-Code and lay their stones on their phones; the office closes and counts."""
    run = f"/buero/div/{meeting}/runde"
    done(submit(office, run, f"{run}/oeffnen"))
    groups = re.search(r'class="code__groups">(.*?)</p>', shown(office, run))
    assert groups
    code = "-".join(re.findall(r"<span>(\w+)</span>", groups[1])).lower()
    piles = [
        [stone for stone, many in zip(STONES, counts, strict=True) for _ in range(many)]
        for counts, *_ in THESES.values()
    ]
    for person in range(25):
        phone = app.test_client()
        seat = done(submit(phone, "/mitmachen", code=code))
        assert done(submit(phone, seat)) == "/mitmachen/platz"
        theses = re.findall(r'href="(/mitmachen/platz/\d+)"', shown(phone, "/mitmachen/platz"))
        for address, pile in zip(dict.fromkeys(sorted(theses)), piles, strict=False):
            said = {"stone": pile[person]} if pile[person] else {"stone": None, "nothing": "1"}
            done(submit(phone, address, **said))
    assert "Einig dafür" not in shown(office, run)
    done(submit(office, run, f"{run}/schliessen"))


def test_from_an_idea_to_the_councils_decision(
    app: House, visitor: FlaskClient, office: FlaskClient, letters: Sink
) -> None:
    indexing.tend()
    idea, code = hand_in(visitor, office, letters)
    other = published("Meine Schwester hat in der Bücherei einen Tisch mit Freiwilligen.", title="Digital-Café").id
    meeting = prepare(office, [idea, other])
    assert "Digitale Hilfe für Ältere" in shown(visitor, "/div")
    rate(app, office, meeting)
    read_results(visitor, meeting)
    vision = write_vision(office, meeting, [idea, other])
    assert VISION in shown(visitor, f"/div/visionen/{vision}")
    order, circle = work(office, vision)
    assert RESULT in shown(visitor, f"/zirkel/{circle}")
    paper = decide(office, order)
    assert subjects(letters, ADDRESS) == [
        "Dürfen wir Ihnen zu Ihrer Idee schreiben?",
        "Ihre Idee: Veröffentlicht",
        "Ihre Idee: Im Gespräch",
        "Ihre Idee: Zukunftsvision",
        "Ihre Idee: In Arbeit",
        "Ihre Idee: Der Zirkel hat ein Ergebnis",
        "Ihre Idee: Bei der Politik",
        "Ihre Idee: Bei der Politik",
        "Ihre Idee: Beschlossen",
    ]
    for told in (shown(visitor, f"/ideen/{idea}"), fill(visitor, "/ideen/nachsehen", code=code).get_data(as_text=True)):
        whole = html.unescape(told)
        for word in ("Im Gespräch", VISION, "Innovationszirkel", RESULT, "Digitalisierungsausschuss", YES):
            assert word in whole, word
    traced = shown(visitor, f"/vorlagen/{paper}")
    for word in (YES, TITLE, "Digital-Café", VISION, RESULT, "25"):
        assert word in traced, word
    file = visitor.get(f"/vorlagen/{paper}/vorlage-{paper}.pdf")
    assert (file.status_code, file.mimetype, file.get_data()[:5]) == (200, "application/pdf", b"%PDF-")
    read_in_council(app, office, letters, paper)


def read_results(visitor: FlaskClient, meeting: int) -> None:
    """Everybody reads what 25 people said: the word of each thesis and how many agree."""
    evaluated = shown(visitor, f"/div/{meeting}")
    for thesis, (_, verdict, agreement) in THESES.items():
        part = evaluated[evaluated.index(thesis) :][:6000]
        assert verdict in part, thesis
        assert agreement in part, thesis


def write_vision(office: FlaskClient, meeting: int, ideas: list[int]) -> int:
    """The office writes a vision from both impulses, releases it and sends it to a circle."""
    taxonomy = radar.taxonomy()
    where = done(
        submit(
            office,
            f"/buero/div/{meeting}/vision",
            title=VISION,
            text="Ein fester Ort, eine feste Zeit, ohne Anmeldung.",
            ideas=ideas,
            main_area=taxonomy.areas_by_key["wl2"].id,
            traits=[taxonomy.traits[0].id],
        )
    )
    vision = number(where, r"/visionen/(\d+)") if "visionen" in where else 1
    page = f"/buero/div/visionen/{vision}"
    done(submit(office, page, f"{page}/veroeffentlichen"))
    done(submit(office, page, f"{page}/weg", way="circle"))
    return vision


def work(office: FlaskClient, vision: int) -> tuple[int, int]:
    """The circle of the vision's Handlungsfeld gets the order, people of the sectors, and delivers; the result is released."""
    field = next(one for one in radar.taxonomy().fields if one.key == "wissen")
    where = done(submit(office, "/buero/zirkel", f"/buero/zirkel/einrichten/{field.id}"))
    circle = number(where, r"/buero/zirkel/(\d+)")
    ends = (clock.today() + timedelta(days=90)).isoformat()
    where = done(
        submit(
            office,
            f"/buero/zirkel/{circle}/auftrag/neu?vision={vision}",
            f"/buero/zirkel/{circle}/auftrag/neu?vision={vision}",
            title=ORDER,
            goal="Wo fehlt Hilfe beim Handy, und was schlagen wir vor?",
            begins_on=clock.today().isoformat(),
            ends_on=ends,
            seats=6,
            result_kind=8,
        )
    )
    order = number(where, r"/auftrag/(\d+)")
    page = f"/buero/zirkel/auftrag/{order}"
    for name, sector in (("Treffpunkt Alter", Sector.CIVIL_SOCIETY), ("Volkshochschule", Sector.ADMINISTRATION)):
        done(
            submit(
                office, f"{page}/plaetze?q={name.split()[0]}", f"{page}/plaetze", actor=make_actor(name, sector=sector)
            )
        )
    done(submit(office, page, f"{page}/starten"))
    assert "Wirtschaft" in shown(office, page)
    result = f"{page}/ergebnis"
    done(submit(office, result, title=RESULT, summary="In sieben von zehn Bezirken gibt es Hilfe."))
    done(
        submit(office, f"{result}/massnahme/neu", text="Ein fester Ort je Stadtbezirk", who="Bibliothek", until="2028")
    )
    done(submit(office, result, f"{result}/freigeben"))
    return order, circle


def decide(office: FlaskClient, order: int) -> int:
    """The office drafts a paper from the result, names two bodies, releases it and types in what they said."""
    for article, name, kind in (("Der", "Digitalisierungsausschuss", "committee"), ("Der", "Rat der Stadt", "council")):
        done(submit(office, "/buero/vorlagen/gremien", article=article, name=name, kind=kind))
    where = done(submit(office, "/buero/vorlagen/neu", source=f"ergebnis-{order}"))
    paper = number(where, r"/buero/vorlagen/(\d+)")
    page = f"/buero/vorlagen/{paper}"
    for body, days, role in ((1, 14, "recommends"), (2, 42, "decides")):
        on = (clock.today() + timedelta(days=days)).isoformat()
        done(submit(office, page, f"{page}/beratungen", body=body, held_on=on, role=role))
    assert "Der Digitalisierungsausschuss empfiehlt dem Rat der Stadt, wie folgt zu beschließen:" in shown(office, page)
    done(submit(office, f"{page}/bearbeiten", number="4711/2025-2030", signer_left="Oberbürgermeister*in"))
    done(submit(office, page, f"{page}/veroeffentlichen"))
    done(
        submit(office, page, f"{page}/beratungen/1/ergebnis", outcome="unanimous", plain="Der Ausschuss empfiehlt es.")
    )
    done(submit(office, page, f"{page}/beratungen/2/ergebnis", outcome="majority", yes=47, no=15, plain=YES))
    return paper


def read_in_council(app: House, office: FlaskClient, letters: Sink, paper: int) -> None:
    """A council member comes in by a link that opens once, and reads where the decision comes from."""
    page = "/buero/vorlagen/rat"
    done(submit(office, page, name="Rita Rat", email=COUNCILLOR, body=2))
    done(submit(office, page, f"{page}/1/einladen"))
    deliver_due()
    link = link_in(letters.wait_for(len(letters.letters) or 1)[-1].text, "/rat/eintreten/")
    councillor = app.test_client()
    assert councillor.get("/rat").status_code == 403
    for _ in range(2):
        assert councillor.get(link).status_code == 200
    assert done(submit(councillor, link)) == "/rat"
    assert app.test_client().get(link).status_code == 404
    assert "4711/2025-2030" in shown(councillor, "/rat")
    read = shown(councillor, f"/rat/vorlagen/{paper}")
    for word in (YES, TITLE, VISION, RESULT, "mit Mehrheit beschlossen", "Ja: 47, Nein: 15"):
        assert word.casefold() in read.casefold(), word
    assert councillor.get("/buero/vorlagen").status_code == 303
