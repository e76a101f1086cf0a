"""Make the list of parts that German compounds are taken apart with, or check that it is untouched.

`python -m tools.parts_list` packs the spelling dictionary igerman98 (npm: dictionary-de) with npm, compares its integrity
with core/search/parts/parts.lock.json and writes the list anew; `--check` compares what lies here, without network.

The dictionary marks what may stand before another part (flags i and j, linking letters included) and what may end a
compound (m). From it come the beginnings, the nouns and the wholes that `core/search/compounds.py` describes; what is
ours is the short parts we let in, the parts that make false splits, and a few words the dictionary lacks.
"""

from __future__ import annotations

import argparse
import json
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from core.search.analyser import fold
from core.search.compounds import Parts, Splitter
from tools.vendor_assets import Package, pack, sha256, verify

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path("core/search/parts")
LOCK = FOLDER / "parts.lock.json"
SOURCE = Package("dictionary-de", "3.0.0", "GPL-2.0 OR GPL-3.0", str(FOLDER), {"license": "COPYRIGHT.txt"})
LONGEST_PART = 24

SHORT = frozenset(
    """
    abi alt amt bad bau bio bus dom ehe eis gas geh hof job kfz lkw nah neu not oko ort ost pkw rad rat see ski
    tag tal tee tor tur typ uhr web weg zoo zug
    """.split()  # noqa: SIM905 - quoted words would be unreadable
)
"""Three letters that are parts; all others make more false splits than true ones."""
OURS = frozenset(
    """
    app apps begegnungs biblio bouldern buga carsharing container einbahn fern flick fried graffiti gross halb
    jugendliche kita klein kreativ lade mini mobilitat nach nah neben offi offis ohne online open plus quer
    schleich schnell senior sharing skate solar start ticket treff vegan video viel vor vorplatz vorschlag wifi
    wlan zwischen
    """.split()  # noqa: SIM905 - quoted words would be unreadable
)
"""Parts that a city's texts need and the dictionary does not mark: they may begin a compound and end it."""
NONE = frozenset(
    """
    arten artig buss chen degene dung eller ende enden ender endes ent enten erinnen erst erwagen falls feuchte
    formig gang gen haft haftes heit ieren ig igkeit ion isch keit leich lein lich lieb ling lose losen
    losigkeit mals nisch ration reich rinne rinnen same samen samt schaft seits send spezi stech ster tran
    trasse trassen tum uber ung unter verb vers voll volle wegen weise zuge zugen
    """.split()  # noqa: SIM905 - quoted words would be unreadable
)
"""Words of the dictionary that are no parts for us: endings, and what turns up inside other words."""


def dictionary(raw: bytes) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the words of a Hunspell dictionary with their flags."""
    for line in raw.decode("utf-8").splitlines()[1:]:
        word, _, flags = line.strip().partition("/")
        yield word, frozenset(flags)


def is_part(word: str) -> bool:
    """Tell whether a folded word is fit to be a part."""
    fits = word.isascii() and word.isalpha() and word not in NONE
    return fits and (word in SHORT or 3 < len(word) <= LONGEST_PART)  # noqa: PLR2004 - three letters are SHORT


def made_from(raw: bytes) -> Parts:
    """Sort the words of the dictionary into beginnings, nouns and wholes."""
    words = [(word, flags) for word, flags in dictionary(raw) if "d" not in flags]
    beginnings = {fold(word) for word, flags in words if flags & set("ij")}
    nouns = {fold(word) for word, flags in words if "m" in flags and word[:1].isupper()}
    nouns |= {word[:-1] for word in beginnings if word.endswith(("ungs", "heits", "keits", "schafts", "tions", "tats"))}
    nouns |= {_done(fold(word)) for word, flags in words if "J" in flags}
    named = {fold(word) for word, _ in words if word[:1].isupper()} - nouns
    small = {fold(word) for word, flags in words if word[:1].islower() and not flags & set("ozh")}
    beginnings = {word for word in beginnings | SHORT | OURS if is_part(word)}
    nouns = {word for word in nouns | SHORT | OURS if is_part(word)}
    first = Splitter(Parts(frozenset(beginnings), frozenset(nouns), frozenset(), ""))
    nouns |= {word for word in named if len(word) >= 6 and is_part(word) and not first.split(word)}  # noqa: PLR2004 - shorter ones are mostly names
    splitter = Splitter(Parts(frozenset(beginnings), frozenset(nouns), frozenset(), ""))
    wholes = {word for word in small if splitter.split(word) or _ends_like(word, nouns | NONE)}
    wholes |= {word for word in nouns | named if (cut := splitter.split(word)) and _doubtful(cut, beginnings)}
    return Parts(frozenset(beginnings), frozenset(nouns), frozenset(wholes - beginnings), "")


def _ends_like(word: str, nouns: set[str] | frozenset[str]) -> bool:
    """Tell whether a word that is no noun ends like one (insgesamt like Samt)."""
    return any(word[at:] in nouns for at in range(1, len(word) - 3))


def _done(verb: str) -> str:
    """Return what a verb names when it is done: anbinden, Anbindung; liefern, Lieferung; sammeln, Sammlung."""
    if verb.endswith("eln"):
        return verb[:-3] + "lung"
    return (verb[:-1] if verb.endswith("ern") else verb[:-2]) + "ung"


def _doubtful(cut: tuple[str, ...], beginnings: set[str]) -> bool:
    """Tell whether a known noun may be no compound: three letters behind what is no beginning (Liga-tur, Genera-tor)."""
    return len(cut[-1]) == 3 and any(part not in beginnings for part in cut[:-1])  # noqa: PLR2004 - the shortest parts


def written(parts: Parts) -> bytes:
    """Write the list: beginnings, nouns, what is both, wholes; an empty line between the sections, a word a line."""
    both = parts.beginnings & parts.nouns
    sections = (parts.beginnings - both, parts.nouns - both, both, parts.wholes)
    return "\n\n".join("\n".join(sorted(section)) for section in sections).encode("ascii") + b"\n"


def fetch() -> None:
    """Fetch the dictionary, write the list, the copyright notice and the manifest."""
    known = json.loads((ROOT / LOCK).read_text(encoding="utf-8"))["integrity"] if (ROOT / LOCK).exists() else None
    with tempfile.TemporaryDirectory() as temporary:
        tarball, named = pack(SOURCE, Path(temporary))
        fetched = verify(SOURCE, tarball, named, known)
        with tarfile.open(tarball) as archive:
            raw, notice = (archive.extractfile(f"package/{name}") for name in ("index.dic", "license"))
            contents = {"german.txt": written(made_from(raw.read())), "COPYRIGHT.txt": notice.read()}  # type: ignore[union-attr]  # both are files
    contents["GPL-3.txt"] = (ROOT / FOLDER / "GPL-3.txt").read_bytes()
    for name, content in contents.items():
        (ROOT / FOLDER / name).write_bytes(content)
    entry = {
        "package": SOURCE.name,
        "version": SOURCE.version,
        "upstream": "igerman98 20161207, Björn Jacke",
        "integrity": fetched,
        "licence": SOURCE.licence,
        "made_by": "tools/parts_list.py",
        "files": {f"{FOLDER}/{name}": sha256(content) for name, content in sorted(contents.items())},
    }
    (ROOT / LOCK).write_text(json.dumps(entry, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def problems(root: Path = ROOT) -> list[str]:
    """Compare the files with the manifest; one sentence for each that is missing, changed, or not in the manifest."""
    entry = json.loads((root / LOCK).read_text(encoding="utf-8"))
    found = []
    for name, expected in entry["files"].items():
        if not (root / name).exists():
            found.append(f"{name} is missing.")
        elif sha256((root / name).read_bytes()) != expected:
            found.append(f"{name} was changed.")
    listed = {root / name for name in entry["files"]} | {root / LOCK}
    strangers = sorted(path for path in (root / FOLDER).iterdir() if path not in listed)
    return found + [f"{path.relative_to(root)} is not in the manifest." for path in strangers]


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line: make the list, or with --check compare and say what is wrong."""
    parser = argparse.ArgumentParser(description="Make or check the list of parts of compounds.")
    parser.add_argument("--check", action="store_true", help="compare with the manifest, without network")
    if not parser.parse_args(arguments).check:
        fetch()
    found = problems()
    for sentence in found:
        print(sentence)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
