"""Finding, filtering, seeing, paging: the promises of `SearchIndex`, kept by Whoosh on a real folder."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.search import Mode, SearchDoc, WhooshIndex, parse
from core.search.lexicon import MOST_RELATIVES, Lexicon, relatives
from tests.support.junk import HOSTILE

DAY = datetime(2026, 3, 1, tzinfo=UTC)
PUBLIC = frozenset({"public"})
DESK = frozenset({"public", "desk"})


def doc(
    doc_id: str, title: str, text: str = "", *, seen: frozenset[str] = PUBLIC, day: int = 0, **facets: str
) -> SearchDoc:
    return SearchDoc(doc_id, "idea", title, text, DAY + timedelta(days=day), seen, {k: [v] for k, v in facets.items()})


DOCS = (
    doc("1", "Radweg an der Schule", "Der Weg ist zu eng.", area="mobil", place="Mitte"),
    doc("2", "Mehr Bänke", "Im Park fehlt eine grüne Bank. Welle machen!", area="park", place="Mitte"),
    doc("3", "Fahrradweg zugewachsen", "Auch das Auto parkt dort.", area="mobil", place="Heepen"),
    doc("4", "Grüne Welle", "Ampeln für Räder", area="mobil", place="Heepen"),
    doc("5", "Radweg geheim", "Nur für das Büro", seen=frozenset({"desk"}), area="mobil", place="Sennestadt"),
    doc("6", "Radweg für niemand", seen=frozenset(), area="mobil"),
)


@pytest.fixture
def index(tmp_path: Path) -> WhooshIndex:
    made = WhooshIndex(tmp_path / "index")
    assert made.rebuild(DOCS) == len(DOCS)
    return made


def found(
    index: WhooshIndex, text: str, viewer: frozenset[str] = PUBLIC, facets: Mapping[str, list[str]] | None = None
) -> list[str]:
    return [hit.id for hit in index.query(parse(text), viewer=viewer, facets=facets).hits]


def test_all_words_are_asked_for(index: WhooshIndex) -> None:
    assert found(index, "Radwege Schulen") == ["1"]


def test_a_compound_is_found_by_its_head_and_stands_behind_the_word(index: WhooshIndex) -> None:
    assert found(index, "Radweg") == ["1", "3"]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        *[
            ("Kitas", "Kita"),
            ("Kita", "Kitas"),
            ("digitalisieren", "Digitalisierung"),
            ("Digitalisierung", "digitalisieren"),
        ],
        *[("mobil", "Mobilität"), ("Mobilität", "mobil"), ("Radverkehr", "Radverkehrskonzept")],
        *[("Konzept", "Radverkehrskonzept"), ("Beteiligung", "Bürgerbeteiligung")],
    ],
)
def test_what_the_stemmer_keeps_apart_the_lexicon_relates(index: WhooshIndex, asked: str, written: str) -> None:
    index.put([doc("7", written)])
    assert found(index, f"{asked} ") == found(index, f"{asked} {asked}") == ["7"]


def test_a_title_counts_more_than_the_text(index: WhooshIndex) -> None:
    assert found(index, "grün") == ["4", "2"]


def test_a_phrase_stands_side_by_side(index: WhooshIndex) -> None:
    assert found(index, '"grüne Welle"') == ["4"]


def test_no_phrase_reaches_from_title_to_text(index: WhooshIndex) -> None:
    assert found(index, '"Welle Ampeln"') == []


def test_minus_takes_out(index: WhooshIndex) -> None:
    assert found(index, "Fahrradweg -Auto") == []
    assert found(index, "-Auto") == ["1", "2", "4"]


def test_a_word_still_being_typed(index: WhooshIndex) -> None:
    assert found(index, "zugew") == ["3"]


def test_joined_split_and_hyphenated_meet(index: WhooshIndex) -> None:
    index.put([doc("7", "Rad-Weg")])
    assert set(found(index, "Rad-Weg")) == {"1", "3", "7"}
    assert found(index, '"Rad Weg"') == ["7"]


def test_nothing_asked_lists_everything_newest_first(index: WhooshIndex) -> None:
    index.put([doc("0", "Neu", day=3), doc("9", "", day=2)])
    assert found(index, "") == ["0", "9", "1", "2", "3", "4"]


def test_where_no_document_holds_all_words_some_will_do(index: WhooshIndex) -> None:
    strict = index.query(parse("Radweg Schule"), viewer=PUBLIC)
    loose = index.query(parse("Schule Flugtaxi"), viewer=PUBLIC)
    assert not strict.relaxed
    assert loose.relaxed
    assert [hit.id for hit in loose.hits] == ["1"]
    assert index.facet_counts(parse("Schule Flugtaxi"), viewer=PUBLIC, names=["area"]) == {"area": {"mobil": 1}}
    assert index.query(parse("Schule Flugtaxi Mondrakete"), viewer=PUBLIC).hits == []


def test_filters_any_within_a_name_all_between(index: WhooshIndex) -> None:
    assert found(index, "", facets={"place": ["Mitte", "Heepen"], "area": ["mobil"]}) == ["1", "3", "4"]
    assert found(index, "", facets={"place": ["Mitte"], "area": ["mobil"]}) == ["1"]
    assert found(index, "", facets={"place": ["nirgends"]}) == []
    assert found(index, "", facets={"kind": ["idea"]}) == ["1", "2", "3", "4"]


def test_counts_of_a_name_ignore_its_own_filter(index: WhooshIndex) -> None:
    counts = index.facet_counts(
        parse(""), viewer=PUBLIC, names=["area", "place"], facets={"area": ["mobil"], "place": ["Mitte"]}
    )
    assert counts == {"area": {"mobil": 1, "park": 1}, "place": {"Mitte": 1, "Heepen": 2}}


def test_who_may_not_see_a_document_never_meets_it(index: WhooshIndex) -> None:
    nobody = frozenset[str]()
    assert "5" in found(index, "Radweg", DESK)
    for viewer in (PUBLIC, nobody, frozenset({"@", "other"})):
        for text in ("Radweg", "geheim", "", "geheim Flugtaxi", '"Radweg geheim"'):
            assert not {"5", "6"} & set(found(index, text, viewer))
        places = index.facet_counts(parse(""), viewer=viewer, names=["place"])["place"]
        assert "Sennestadt" not in places
        assert not {"5", "6"} & {hit.id for hit in index.similar("Radweg geheim Büro", viewer=viewer)}
        assert index.similar_to("5", viewer=viewer) == []
    assert found(index, "", nobody) == []


def test_nobody_sees_a_document_without_audience(index: WhooshIndex) -> None:
    assert "6" not in found(index, "Radweg niemand", DESK)


def test_likeness_by_text_and_by_id(index: WhooshIndex) -> None:
    index.put([doc("8", "Radweg vor der Schule", "Der Weg ist eng und dunkel.")])
    assert [hit.id for hit in index.similar("Enger Radweg bei der Schule", viewer=PUBLIC, limit=2)] == ["1", "8"]
    assert index.similar_to("8", viewer=PUBLIC)[0].id == "1"
    assert index.similar("Enger Radweg bei der Schule", viewer=PUBLIC, without=["1"])[0].id == "8"
    assert index.similar_to("nirgends", viewer=PUBLIC) == []
    assert index.similar("", viewer=PUBLIC) == []


def test_putting_twice_replaces_and_removing_twice_is_no_error(index: WhooshIndex) -> None:
    for _ in range(2):
        index.put([doc("1", "Springbrunnen"), doc("1", "Trinkbrunnen")])
    assert found(index, "Trinkbrunnen") == ["1"]
    assert found(index, '"Springbrunnen"') == []
    assert index.status().docs == len(DOCS)
    for _ in range(2):
        index.remove(["1", "unknown"])
    assert found(index, "Trinkbrunnen") == []
    assert index.status().docs == len(DOCS) - 1


def test_an_index_may_become_empty_and_fill_again(index: WhooshIndex) -> None:
    index.remove([one.id for one in DOCS])
    assert found(index, "") == []
    assert index.facet_counts(parse("Rad"), viewer=PUBLIC, names=["area"]) == {"area": {}}
    index.put([doc("1", "", "")])
    assert found(index, "") == ["1"]
    assert index.rebuild([]) == 0
    assert found(index, "Rad") == []


def test_pages_do_not_overlap_and_end_at_the_best_two_hundred(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "index")
    index.rebuild(doc(f"i{number:03d}", "Bank", day=number % 5) for number in range(230))
    seen: list[str] = []
    offset: int | None = 0
    while offset is not None:
        page = index.query(parse("Bank"), viewer=PUBLIC, offset=offset)
        assert page.total == 230
        assert len(page.hits) == 25
        seen += [hit.id for hit in page.hits]
        offset = page.next_offset
    assert len(seen) == len(set(seen)) == 200
    assert index.query(parse("Bank"), viewer=PUBLIC, offset=200).hits == []
    assert index.query(parse("Bank"), viewer=PUBLIC, offset=9**40).hits == []


def test_a_beginning_is_completed_by_a_capped_number_of_words() -> None:
    lexicon = Lexicon(f"park{number:05d}" for number in range(5_000))
    assert len(relatives([lexicon], "par", "par", wide=True)) == MOST_RELATIVES + 1


def test_facets_of_our_own_cannot_be_forged(index: WhooshIndex) -> None:
    for name in ("@", "kind"):
        with pytest.raises(ValueError, match="no facet"):
            index.put([SearchDoc("x", "idea", "", "", DAY, PUBLIC, {name: ["desk"]})])
    assert index.status().docs == len(DOCS)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_queries_and_documents_are_taken(index: WhooshIndex, text: str) -> None:
    index.put([SearchDoc(text, "idea", text, text, DAY, PUBLIC, {"area": [text]})])
    page = index.query(parse(text), viewer=PUBLIC, facets={"area": [text], text[:9] or "x": ["mobil"]})
    assert page.total == 0
    assert index.query(parse(text, Mode.ANY), viewer=PUBLIC, facets={"area": [text]}).total == 1


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(exclude_categories=()) | st.sampled_from('"-* radwegschule'), max_size=80))
def test_no_query_raises(index: WhooshIndex, text: str) -> None:
    assert not {"5", "6"} & set(found(index, text))
    assert index.similar(text, viewer=PUBLIC) == index.similar(text, viewer=PUBLIC)
