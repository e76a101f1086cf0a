"""Real cases of abuse and flaws of other platforms that concern ideas, and the test that holds each of them off here.

Case (where it happened): test

- changing what belongs to others, any user took over amendments (CVE-2026-40869):
  tests/house/test_doors.py::test_everybody_enters_what_the_tables_say
- the same with somebody else's code or number:
  tests/ideas/test_abuse_cases.py::test_a_code_opens_its_own_idea_alone
- reading by type and number through one general door (CVE-2026-40870):
  tests/house/test_secrets_stay.py::test_no_public_page_shows_what_is_not_for_everybody
- attributes guessed through filters (CVE-2023-34090):
  tests/ideas/test_abuse_cases.py::test_no_filter_tells_of_what_is_hidden
- downloads that outlive the right to them (CVE-2026-45377):
  tests/ideas/test_exports.py::test_addresses_go_only_with_the_right_a_tick_and_a_reason
- files of hidden things (CVE-2026-45378):
  tests/ideas/test_attachments_showing.py::test_a_hidden_idea_hides_its_files
- one name for the files of two people (CVE-2025-65017):
  tests/ideas/test_abuse_shown.py::test_the_same_photo_of_two_authors_is_two_files
- unpublished but still embedded, fed, found (CVE-2024-27090):
  tests/journeys/test_withdrawn_means_gone.py::test_gone_on_every_path
- a letter on its way about what is hidden by now:
  tests/ideas/test_letters_moot.py::test_what_waits_is_told_to_nobody_once_the_idea_is_gone
- nothing can be done with what is hidden:
  tests/journeys/test_withdrawn_means_gone.py::test_nothing_can_be_done_with_it_any_more
- script in a text that many pages show (CVE-2026-23891, CVE-2024-32034):
  tests/ideas/test_abuse_cases.py::test_markup_is_text_on_every_page_that_shows_it
- script in the pager's or a filter's parameter (CVE-2024-32469, CVE-2023-34089):
  tests/ideas/test_abuse_cases.py::test_markup_in_an_address_is_never_obeyed
- script in what the office writes, earlier wordings, the log (CVE-2024-41673, CVE-2024-32034, CVE-2026-45572):
  tests/ideas/test_abuse_shown.py::test_markup_in_what_the_office_writes_is_text
- an address in a text that becomes a link (CVE-2023-32693):
  tests/ideas/test_abuse_shown.py::test_an_address_in_a_text_is_no_link
- script in a file or its name (CVE-2023-51447):
  tests/ideas/test_attachments_showing.py::test_a_file_is_never_a_page
- a strict policy without inline script:
  tests/house/test_doors.py::test_every_answer_carries_the_strict_headers
- formulas in cells:
  tests/ideas/test_exports.py::test_no_cell_is_a_formula
- SQL in terms and orders (CVE-2026-45376, CVE-2024-43415):
  tests/ideas/test_abuse_cases.py::test_sql_in_an_address_is_a_word_like_others
- one support per person, doubled by parallel requests (CVE-2023-47634):
  tests/ideas/test_interest.py::test_parallel_taps_of_one_browser_count_once
- supports stuffed by fresh sessions (adhocracy+):
  tests/ideas/test_interest.py::test_one_source_taps_so_often_an_hour
- supports that rank:
  tests/ideas/test_interest.py::test_interest_neither_ranks_nor_stands_in_lists
- tokens for another purpose (CVE-2026-45414):
  tests/core/test_links.py::test_a_link_serves_its_own_purpose_only
- tokens that never end (CVE-2023-48220):
  tests/core/test_links.py::test_a_pass_lasts_until_it_expires
- forged requests on previews (CVE-2023-47635):
  tests/house/test_doors.py::test_a_form_sent_by_another_site_is_refused
- a foreign address that ends or begins like ours (CVE-2026-33393):
  tests/ideas/test_abuse_cases.py::test_an_origin_that_looks_like_ours_is_foreign
- the server fetches what a user names (CVE-2026-45573):
  tests/ideas/test_abuse_cases.py::test_the_house_fetches_nothing_that_people_name
- pictures of a PDF fetched from elsewhere:
  tests/papers/test_pdf.py::test_printing_reads_our_own_files_only
- a file that swells when it is opened:
  tests/ideas/test_importing_bombs.py::test_a_bomb_is_refused_before_it_swells
- privileged fields set by a parameter (CVE-2026-28219):
  tests/ideas/test_abuse_cases.py::test_fields_that_no_form_has_are_passed_over
- office rights are not all-seeing (CVE-2026-21865):
  tests/ideas/test_exports.py::test_who_only_reads_takes_no_list_along
- who of the office reads what (CVE-2026-32620):
  tests/ideas/test_abuse_shown.py::test_who_reads_an_idea_is_told_to_nobody_outside
- an answer sent again (ARSnova):
  tests/house/test_attacks.py::test_a_kept_form_changes_nothing_that_is_published
- anonymity lost by joining rows:
  tests/ideas/test_interest.py::test_rows_of_one_browser_cannot_be_joined
- anonymity lost by letters to many:
  tests/ideas/test_abuse_shown.py::test_no_letter_tells_of_another_reader
- anonymity lost by a photo's place and device:
  tests/ideas/test_attachments_taking.py::test_a_photo_from_a_telephone_is_upright_and_tells_neither_place_nor_device
- anonymity lost in the log:
  tests/house/test_attacks.py::test_a_fault_of_the_database_does_not_write_into_the_log_what_people_wrote
- small numbers:
  tests/ideas/test_interest.py::test_few_people_are_no_number
- a wave of supports in one night, seen by the office (Guimaraes):
  tests/ideas/test_interest.py::test_the_office_sees_the_busiest_day
- spam, links in first posts:
  tests/ideas/test_abuse_shown.py::test_unread_words_are_seen_by_nobody_whatever_links_are_in_them
- spam, honeypot:
  tests/ideas/test_handing_in.py::test_a_machine_is_put_aside_not_refused
- spam, too fast:
  tests/ideas/test_handing_in.py::test_too_fast_is_put_aside
- spam, forged token:
  tests/ideas/test_handing_in.py::test_a_forged_form_is_asked_again
- spam, limit per network:
  tests/ideas/test_suspicion_wave.py::test_from_one_source_only_so_many_stand_in_front
- spam, whole networks of addresses:
  tests/house/test_attacks.py::test_one_household_of_ipv6_is_one_source
- spam, own decisions sort (Decidim):
  tests/ideas/test_suspicion_bayes.py::test_the_office_teaches_and_spam_stands_last
- spam, a wave:
  tests/ideas/test_suspicion_wave.py::test_a_wave_and_honest_people_between
- letters to somebody who did not ask (decidim#8233):
  tests/ideas/test_handing_in.py::test_an_address_waits_for_its_confirmation
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from core.db import db
from core.factory import House
from ideas.models import Idea, Source
from ideas.stages import Stage
from tests.support.forms import submit
from tests.support.making import make_idea, published
from tests.support.pages import token

CHECKOUT = Path(__file__).parent.parent.parent
CASE = re.compile(r"^- .+:\n  (tests/\S+\.py)::(test_\w+)$", re.MULTILINE)
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
BAD = ("<script>alert", "<img src=x")
ROOMS = ("core", "radar", "compass", "ideas", "dialogues", "circles", "kickbox", "papers")
FETCHERS = {"urllib.request", "urllib3", "requests", "httpx", "aiohttp", "http.client", "ftplib"}
LISTS = ("/ideen", "/ideen.atom", "/ideen.csv", "/ideen.json")


def idea_of(number: int) -> Idea:
    db.session.rollback()
    return db.session.get_one(Idea, number, populate_existing=True)


@pytest.mark.parametrize(("path", "name"), CASE.findall(__doc__ or ""))
def test_every_test_that_the_table_names_is_there(path: str, name: str) -> None:
    tree = ast.parse((CHECKOUT / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_line_of_the_table_names_a_test() -> None:
    lines = [line for line in (__doc__ or "").splitlines() if line.startswith("- ")]
    assert len(CASE.findall(__doc__ or "")) == len(lines) > 0


@pytest.mark.parametrize("action", ["zurueckziehen", "aendern"])
def test_a_code_opens_its_own_idea_alone(visitor: FlaskClient, action: str) -> None:
    own, other = make_idea("Mein Wunsch am Bach."), published("Ein Wunsch von anderen.")
    page = submit(visitor, "/ideen/nachsehen", code=own.code)
    form = token(page, "/ideen/nachsehen/zurueckziehen")
    for code in ("", "0" * 12, str(other.id), own.code[:-1], own.code[::-1]):
        sent = {"token": form, "code": code, "number": other.id, "idea_id": other.id, "text": "Übernommen von mir."}
        assert visitor.post(f"/ideen/nachsehen/{action}", data=sent).status_code in {404, 409, 422}
    assert (idea_of(other.id).text, idea_of(other.id).stage) == ("Ein Wunsch von anderen.", Stage.PUBLISHED)
    assert idea_of(own.id).stage is Stage.RECEIVED


@pytest.mark.parametrize(
    "query",
    [
        "stand=received",
        "stand=not_published",
        "stand=withdrawn",
        "quelle=geheim",
        "suspicion=honeypot",
        "code_hash=a",
        "email=e%25",
        "claimed_by=1",
        "source=web",
        "q=Hohlweg",
        "q=id:1",
        "vor=9999999999999999-999999",
    ],
)
def test_no_filter_tells_of_what_is_hidden(app: House, visitor: FlaskClient, query: str) -> None:
    bare = visitor.get(f"/ideen?{query}").get_data(as_text=True)
    make_idea("Hohlweg, den noch niemand gelesen hat.", email="erika@example.org")
    for path in LISTS:
        assert "den noch niemand" not in visitor.get(f"{path}?{query}").get_data(as_text=True), path
    assert visitor.get(f"/ideen?{query}").get_data(as_text=True) == bare


def test_markup_is_text_on_every_page_that_shows_it(app: House, visitor: FlaskClient, office: FlaskClient) -> None:
    idea = published(f"{SCRIPT} Bank", title=f"{SCRIPT} Bank", place=f"{SCRIPT} Bach")
    page = str(visitor.get(f"/ideen/{idea.id}").headers["Location"])
    waits = make_idea(f"{SCRIPT} Baum", title=f"{SCRIPT} Baum")
    own = submit(visitor, "/ideen/nachsehen", code=waits.code)
    shown = [(visitor, page), (visitor, "/ideen"), (visitor, "/"), (visitor, "/ideen.atom")]
    shown += [(office, f"/buero/ideen/{number}{more}") for number in (idea.id, waits.id) for more in ("", "/buendel")]
    shown += [(office, "/buero/ideen"), (office, "/buero/ideen/alle"), (office, f"/buero/ideen/{idea.id}/kuerzen")]
    for text in [own.get_data(as_text=True), *(client.get(path).get_data(as_text=True) for client, path in shown)]:
        assert "alert(1)" in text or "Bank" not in text
        assert not [bad for bad in BAD if bad in text]


@pytest.mark.parametrize("name", ["q", "vor", "nach", "stand", "thema", "bezirk", "art", "quelle", "notiz", "seite"])
def test_markup_in_an_address_is_never_obeyed(visitor: FlaskClient, office: FlaskClient, name: str) -> None:
    published()
    for client, path in ((visitor, "/ideen"), (office, "/buero/ideen/alle"), (office, "/buero/ideen/verdacht")):
        answer = client.get(path, query_string={name: f'"{SCRIPT}'})
        assert answer.status_code in {200, 404}
        assert not [bad for bad in BAD if bad in answer.get_data(as_text=True)]


@pytest.mark.parametrize("word", ["' OR 1=1 --", "1; DROP TABLE idea", "id DESC, (SELECT email FROM account)", "%' --"])
def test_sql_in_an_address_is_a_word_like_others(visitor: FlaskClient, office: FlaskClient, word: str) -> None:
    idea = published()
    for name in ("q", "vor", "nach", "stand", "thema", "sortierung", "order"):
        for client, path in ((visitor, "/ideen"), (office, "/buero/ideen/alle")):
            assert client.get(path, query_string={name: word}).status_code in {200, 404}
    assert db.session.scalars(select(Idea.id)).all() == [idea.id]


@pytest.mark.parametrize(
    "origin",
    ["http://localhost.evil.example", "http://evil-localhost", "http://localhost@evil.example", "file://"],
)
def test_an_origin_that_looks_like_ours_is_foreign(visitor: FlaskClient, origin: str) -> None:
    sent = {"token": token(visitor.get("/ideen/neu"), "/ideen/neu"), "text": "Eine Bank am Bach."}
    assert visitor.post("/ideen/neu", data=sent, headers={"Origin": origin}).status_code == 403
    assert db.session.scalar(select(func.count()).select_from(Idea)) == 0


def test_the_house_fetches_nothing_that_people_name() -> None:
    found = []
    for path in (path for room in ROOMS for path in (CHECKOUT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                named = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
            found += [(str(path), name) for name in named if name in FETCHERS or name.split(".")[0] in FETCHERS]
    assert found == []


def test_fields_that_no_form_has_are_passed_over(visitor: FlaskClient) -> None:
    wished = {
        "stage": "published",
        "published_at": "2026-01-01",
        "source": "import",
        "source_name": "amt",
        "claimed_by": "1",
        "id": "7777",
        "version": "9",
        "german_title": "x",
        "areas": "1",
        "suspicion": "",
    }
    form = token(visitor.get("/ideen/neu"), "/ideen/neu")
    answer = visitor.post("/ideen/neu", data={**wished, "token": form, "text": "Eine Bank.", "website": "x"})
    assert answer.status_code == 200
    db.session.rollback()
    idea = db.session.scalars(select(Idea)).one()
    assert (idea.stage, idea.published_at, idea.source) == (Stage.RECEIVED, None, Source.WEB)
    assert (idea.source_name, idea.claimed_by, idea.german_title) == (None, None, None)
    assert (idea.suspicion, idea.id != 7777) == ("honeypot", True)
