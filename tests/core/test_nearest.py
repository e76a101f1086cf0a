"""The collection of near texts: texts come and go one by one, whoever asks meanwhile."""

from __future__ import annotations

import random
import threading

from core import nearest
from core.nearest import Nearest, telling

TEXTS = (
    ("Mehr Bänke am Fluss", "Ältere Menschen möchten am Fluss ausruhen."),
    ("Radweg an der Hauptstraße", "Der Weg für Räder endet plötzlich an der Kreuzung."),
    ("Schulhof öffnen", "Nachmittags könnten Kinder auf dem Schulhof spielen."),
)


def collection() -> Nearest:
    made = Nearest()
    for key, (title, text) in enumerate(TEXTS):
        made.put(key, title, text)
    return made


def keys(found: Nearest, title: str, text: str = "") -> list[int]:
    return [one.key for one in found.ask(title, text)]


def test_inflection_and_compounds_meet() -> None:
    made = collection()
    assert keys(made, "Sitzbank für Senioren am Flussufer")[0] == 0
    assert keys(made, "Fahrradwege")[0] == 1
    assert keys(made, "Schulhöfe")[0] == 2


def test_the_shared_words_stand_as_the_question_writes_them() -> None:
    found = collection().ask("Räder auf der Hauptstraße")
    assert found[0].key == 1
    assert set(found[0].words) == {"Räder", "Hauptstraße"}


def test_a_question_that_says_the_text_comes_near_to_one() -> None:
    title, text = TEXTS[1]
    first = collection().ask(title, text)[0]
    assert first.key == 1
    assert 0.8 < first.share < 2.5


def test_nothing_in_common_and_stop_words_find_nothing() -> None:
    made = collection()
    assert made.ask("Zimtschnecken") == []
    assert made.ask("und oder aber") == made.ask("") == Nearest().ask("Bank") == []
    assert not telling("und oder a 12")
    assert telling("Bank")
    assert not telling("Bank", {"bank"})


def test_what_is_taken_out_is_found_no_more_and_what_is_put_anew_counts_once() -> None:
    made = collection()
    made.remove(0)
    made.remove(0)
    assert 0 not in keys(made, "Bänke am Fluss")
    made.put(1, "Ein Brunnen", "Wasser für alle.")
    assert keys(made, "Radweg an der Hauptstraße") == []
    assert keys(made, "Brunnen") == [1]
    assert made.keys() == {1, 2}


def test_the_order_of_changes_means_nothing() -> None:
    dice, made = random.Random(3), collection()
    for _ in range(4 * nearest.DEAD):  # so often that it is tidied more than once
        key = dice.randrange(len(TEXTS))
        made.remove(key) if dice.random() < 0.3 else made.put(key, *TEXTS[key])
    for key, said in enumerate(TEXTS):
        made.put(key, *said)
    for title, text in TEXTS:
        assert made.ask(title, text) == collection().ask(title, text)
    assert len(made._texts) <= len(TEXTS) + nearest.DEAD + 1


def test_who_is_left_out_is_not_found_and_the_limit_holds() -> None:
    made = Nearest()
    for key in range(20):
        made.put(key, "Bank am Fluss", "")
    assert keys(made, "Bank") == [0, 1, 2, 3, 4]
    assert [one.key for one in made.ask("Bank", limit=2, without={0, 1})] == [2, 3]


def test_strange_texts_do_no_harm() -> None:
    made = collection()
    for strange in ("\x00", "\ud800", "x" * 100_000, "ß" * 9000, "🙂 🙂", "Ба́нка у реки"):
        made.put(9, strange, strange)
        made.ask(strange, strange)
    made.remove(9)
    assert keys(made, "Bänke am Fluss")[0] == 0


def test_many_threads_change_and_ask() -> None:
    made, faults = collection(), list[Exception]()

    def work(seed: int) -> None:
        dice = random.Random(seed)
        try:
            for _ in range(150):
                key = dice.randrange(3, 40)
                made.remove(key) if dice.random() < 0.5 else made.put(key, *dice.choice(TEXTS))
                assert made.ask("Bänke am Fluss")
        except Exception as fault:  # noqa: BLE001 - handed to the test
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    assert 0 in keys(made, "Bänke am Fluss")
