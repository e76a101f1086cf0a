"""A record as a vCard and back: name, kind, organisation, ways to reach somebody, pages, topics, what is said in a few words.

A card has no place for ties with dates, consents, basis, what somebody can or offers, references: those stay behind.
Kind, sector and marks travel in fields of our own (X-STADTKOMPASS-...), which other programs keep or pass over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from compass.models import MARK_WORDS, ActorKind
from compass.records.shape import Record
from core import vcard
from core.forms import one_line
from core.vcard import Card, Property, line

PHONES: Final = {"cell": "Mobil", "fax": "Fax", "work": "Dienst", "home": "Privat"}
TYPES: Final = {word: name for name, word in PHONES.items()}
LEFT_OUT: Final = {"PHOTO": "Foto", "LOGO": "Logo", "SOUND": "Tonaufnahme", "KEY": "Schlüssel"}
OURS: Final = "X-STADTKOMPASS-"
OWN_LABEL: Final = "X-ABLABEL"
TITLES: Final = frozenset({"dr.", "prof.", "pd", "dipl.-ing.", "mag."})
LONGEST_UID: Final = 200


def written(record: Record, version: str) -> bytes:
    """Return a record as a card of version 3.0 or 4.0."""
    return vcard.card(version, _lines(record, version))


def _lines(record: Record, version: str) -> Iterator[str]:
    name = record["name"]
    is_person = record["kind"] == ActorKind.PERSON
    yield line("FN", name)
    yield line("N", *(_parts(name) if is_person else (name, "", "", "", "")))
    if version == "4.0":
        yield line("KIND", "individual" if is_person else "org")
    elif not is_person:
        yield line("X-ABSHOWAS", "COMPANY")
    yield vcard.raw("UID", record["ref"])
    yield from _organisation(record, is_person=is_person)
    yield from _reaching(record, version)
    if record.get("areas"):
        yield line("CATEGORIES", *record["areas"], glue=",")
    if record.get("about"):
        yield line("NOTE", record["about"])
    if version == "4.0":
        yield from (line("LANG", code) for code in record.get("languages", ()))
    for key in ("kind", "sector"):
        yield line(f"{OURS}{key.upper()}", record[key])
    marks = [mark for mark in MARK_WORDS if record.get(mark)]
    if marks:
        yield line(f"{OURS}MARKS", *marks, glue=",")


def _parts(name: str) -> tuple[str, str, str, str, str]:
    """Return family name, given names, nothing, titles, nothing: as far as one line tells them apart."""
    words = name.split()
    titles = [word for word in words if word.lower() in TITLES]
    rest = [word for word in words if word.lower() not in TITLES] or words
    return rest[-1], " ".join(rest[:-1]), "", " ".join(titles), ""


def _organisation(record: Record, *, is_person: bool) -> Iterator[str]:
    if not is_person:
        yield line("ORG", record["name"])
        return
    works = [tie for tie in record.get("ties", ()) if tie["kind"] == "works_for" and not tie.get("until_on")]
    main = next((tie for tie in works if tie.get("is_main")), works[0] if works else None)
    if main and main.get("to_name"):
        yield line("ORG", main["to_name"])
        if main.get("role"):
            yield line("TITLE", main["role"])


def _reaching(record: Record, version: str) -> Iterator[str]:
    pref = {"pref": "1"} if version == "4.0" else {"type": "PREF"}
    if record.get("email"):
        yield line("EMAIL", record["email"], **pref)
    if record.get("phone"):
        yield line("TEL", record["phone"], type=_types(record.get("phone_label", ""), version, pref="PREF"))
    if record.get("web"):
        yield vcard.raw("URL", record["web"])
    for point in record.get("contact_points", ()):
        if point.get("ended_on"):
            continue
        if point["kind"] == "web":
            yield vcard.raw("URL", point["value"])
        else:
            name = "EMAIL" if point["kind"] == "email" else "TEL"
            yield line(name, point["value"], type=_types(point.get("label", ""), version))
    for place in record.get("addresses", ()):
        said = (place.get("street", ""), place.get("town", ""), "", place.get("postcode", ""), "")
        yield line(
            "ADR", "", "", *said, **({"label": place["label"]} if place.get("label") and version == "4.0" else {})
        )


def _types(label: str, version: str, pref: str = "") -> str:
    known = TYPES.get(label, "")
    return ",".join(
        one for one in (known if version == "4.0" else known.upper(), pref if version == "3.0" else "") if one
    )


def of_card(card: Card) -> tuple[Record, Record | None, str, list[str]]:
    """Return the record of a card, of the organisation it names, the role there, and what of the card is left out."""
    record: Record = {"ref": card.text("UID")[:LONGEST_UID]}
    units = [part for part in (card.all("ORG") or [Property("ORG", "")])[0].parts if part]
    named = _name(card)
    is_person = _is_person(card, named, units)
    record["name"] = named if is_person else card.text("FN") or (units or [""])[0]
    record["kind"] = _kind(card, is_person=is_person)
    record["sector"] = card.text(f"{OURS}SECTOR")
    record |= {mark: True for one in card.all(f"{OURS}MARKS") for mark in one.items if mark in MARK_WORDS}
    record["areas"] = [one for said in card.all("CATEGORIES") for one in said.items]
    record["about"] = card.text("NOTE")[:2000]
    record["languages"] = [one.text[:12] for one in card.all("LANG")]
    record |= _ways(card)
    hints = [f"{word} weggelassen" for name, word in LEFT_OUT.items() if card.all(name)]
    if not (is_person and units):
        return record, None, "", hints
    role = str(one_line(card.text("TITLE") or card.text("ROLE") or ", ".join(units[1:])))[:80]
    return record | {"sector_follows": not record["sector"]}, {"name": units[0], "kind": "organisation"}, role, hints


def _name(card: Card) -> str:
    found = card.all("N")
    parts = (*(found[0].parts if found else ()), "", "", "", "", "")
    family, given, more, prefix = parts[:4]
    said = " ".join(part for part in (prefix, given, more, family) if part)
    return card.text("FN") or said or card.text("NICKNAME")


def _is_person(card: Card, named: str, units: list[str]) -> bool:
    ours = card.text(f"{OURS}KIND")
    if ours:
        return ours == ActorKind.PERSON
    said = card.text("KIND").lower()
    if said:
        return said == "individual"
    return card.text("X-ABSHOWAS").upper() != "COMPANY" and bool(named) and named != (units or [""])[0]


def _kind(card: Card, *, is_person: bool) -> str:
    ours = card.text(f"{OURS}KIND")
    return ours if ours in set(ActorKind) else (ActorKind.PERSON if is_person else ActorKind.ORGANISATION).value


def _ways(card: Card) -> Record:
    """Return every way to reach somebody; the preferred ones are the main ones."""
    mails = [(one.text, _label(card, one)) for one in card.all("EMAIL") if one.text]
    calls = [(one.text.removeprefix("tel:"), _label(card, one)) for one in card.all("TEL") if one.text]
    pages = [(one.text, _label(card, one)) for one in card.all("URL") if one.text]
    ways: Record = {"email": mails[0][0] if mails else "", "web": pages[0][0] if pages else ""}
    ways["phone"], ways["phone_label"] = calls[0] if calls else ("", "")
    further: list[dict[str, Any]] = []
    for kind, found in (("email", mails), ("phone", calls), ("web", pages)):
        further += [{"kind": kind, "value": value[:300], "label": label} for value, label in found[1:]]
    ways["contact_points"] = further
    ways["addresses"] = [place for one in card.all("ADR") if (place := _place(one))]
    return ways


def _label(card: Card, said: Property) -> str:
    """Return what a way is called: the client's own label of its group, else by its type."""
    own = [one.text for one in card.properties if said.group and one.group == said.group and one.name == OWN_LABEL]
    if own:
        return own[0].removeprefix("_$!<").removesuffix(">!$_")[:40]
    return next((word for name, word in PHONES.items() if name in said.types), "")


def _place(said: Property) -> dict[str, str]:
    parts = (*said.parts, *[""] * 7)
    street = " ".join(part for part in (parts[2], parts[1]) if part)
    place = {"street": street[:80], "postcode": parts[5][:12], "town": parts[3][:80]}
    label = next(iter(said.parameters.get("LABEL", ())), "")[:40]
    return {**place, "label": str(one_line(label))} if any(place.values()) else {}
