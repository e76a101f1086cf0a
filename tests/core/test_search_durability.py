"""A crash, a second writer, a damaged folder, a rebuild under readers: never an unreadable index."""

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.search import IndexBusy, IndexMissing, SearchDoc, WhooshIndex, parse

ROOT = Path(__file__).resolve().parents[2]
DAY = datetime(2026, 3, 1, tzinfo=UTC)
PUBLIC = frozenset({"public"})
WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from core.search import SearchDoc, WhooshIndex
index = WhooshIndex(Path(sys.argv[1]))
docs = [SearchDoc(f"w{n}", "idea", f"Bank {n}", "Text " * 50, datetime.now(UTC), frozenset({"public"})) for n in range(60)]
kept = [SearchDoc("kept", "idea", "Springbrunnen", "", datetime.now(UTC), frozenset({"public"}))]
for round in range(10_000):
    index.rebuild(kept + docs) if round % 4 == 3 else index.put(docs[round % 50 : round % 50 + 5])
    print(round, flush=True)
"""


def doc(doc_id: str, title: str) -> SearchDoc:
    return SearchDoc(doc_id, "idea", title, "", DAY, PUBLIC)


@pytest.mark.parametrize("lines", range(6))
def test_a_killed_writer_leaves_a_readable_index(tmp_path: Path, lines: int) -> None:
    index = WhooshIndex(tmp_path / "index")
    index.rebuild([doc("kept", "Springbrunnen")])
    command = [sys.executable, "-c", WRITER, str(tmp_path / "index")]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)}
    ) as writer:
        assert writer.stdout is not None
        for _ in range(lines + 1):
            assert writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
    for reader in (index, WhooshIndex(tmp_path / "index")):
        assert reader.status().ready
        assert [hit.id for hit in reader.query(parse("Springbrunnen"), viewer=PUBLIC).hits] == ["kept"]
    index.put([doc("after", "Trinkbrunnen")])
    assert index.query(parse("Trinkbrunnen"), viewer=PUBLIC).total == 1
    index.rebuild([doc("only", "Brunnen")])
    assert index.status().docs == 1
    assert len(list((tmp_path / "index").glob("g*"))) == 1


def test_readers_go_on_while_the_index_is_rebuilt_and_written(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "index")
    index.rebuild([doc("kept", "Springbrunnen")])
    faults: list[object] = []
    done = threading.Event()

    def read(reader: WhooshIndex) -> None:
        while not done.is_set():
            try:
                if reader.query(parse("Springbrunnen"), viewer=PUBLIC).total != 1:
                    faults.append("lost")
            except Exception as fault:  # noqa: BLE001 - whatever a reader meets is the finding
                faults.append(fault)

    readers = [threading.Thread(target=read, args=(one,)) for one in (index, index, WhooshIndex(tmp_path / "index"))]
    for reader in readers:
        reader.start()
    for number in range(12):
        index.rebuild([doc("kept", "Springbrunnen"), doc("new", f"Bank {number}")])
        index.put([doc("more", f"Beet {number}"), doc("kept", "Springbrunnen")])
    done.set()
    for reader in readers:
        reader.join()
    assert faults == []


def test_another_object_sees_what_was_written(tmp_path: Path) -> None:
    writer, reader = WhooshIndex(tmp_path / "index"), WhooshIndex(tmp_path / "index")
    writer.rebuild([doc("1", "Bank")])
    assert reader.status().docs == 1
    writer.put([doc("2", "Beet")])
    assert reader.query(parse("Beet"), viewer=PUBLIC).total == 1
    writer.rebuild([doc("3", "Baum")])
    assert reader.query(parse(""), viewer=PUBLIC).hits[0].id == "3"


def test_a_failing_source_leaves_the_old_generation(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "index")
    index.rebuild([doc("1", "Bank")])
    with pytest.raises(ZeroDivisionError):
        index.rebuild(doc(str(1 // number), "Beet") for number in (1, 0))
    assert index.query(parse("Bank"), viewer=PUBLIC).total == 1
    index.put([doc("2", "Beet")])
    assert index.status().docs == 2


def test_a_second_writer_is_told_who_holds_the_index(tmp_path: Path) -> None:
    first, second = WhooshIndex(tmp_path / "index"), WhooshIndex(tmp_path / "index", lock_wait=0.1)
    first.rebuild([doc("1", "Bank")])
    with first._writing(), pytest.raises(IndexBusy, match="another writer"):
        second.put([doc("2", "Beet")])
    second.put([doc("2", "Beet")])
    assert first.status().docs == 2


def test_a_missing_index_says_so_and_heals(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "index")
    assert not index.status().ready
    for call in (
        lambda: index.query(parse("Bank"), viewer=PUBLIC),
        lambda: index.put([doc("1", "Bank")]),
        lambda: index.similar("Bank", viewer=PUBLIC),
    ):
        with pytest.raises(IndexMissing):
            call()
    index.rebuild([doc("1", "Bank")])
    assert index.status().ready


# Whoosh forgets to close a file it cannot make sense of.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("damage", ["current", "other format", "segment", "contents"])
def test_a_damaged_index_says_so_and_heals(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "index"
    WhooshIndex(folder).rebuild([doc("1", "Bank"), doc("2", "Beet")])
    generation = next(folder.glob("g*"))
    if damage == "current":
        (folder / "current").write_text("\x00\x00")
    elif damage == "other format":
        (folder / "current").write_text(f"{generation.name} 0")
    else:
        for path in generation.glob("*.seg" if damage == "segment" else "*.toc"):
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    index = WhooshIndex(folder)
    assert not index.status().ready
    assert index.status().problem
    with pytest.raises(IndexMissing):
        index.query(parse("Bank"), viewer=PUBLIC)
    index.rebuild([doc("1", "Bank")])
    assert index.query(parse("Bank"), viewer=PUBLIC).total == 1
