"""Rows of a file as entries: a record, perhaps the organisation that stands in the same row, hints about what is left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from compass.imports import mapping, people, sources
from compass.models import PURPOSE_WORDS, ActorKind, Basis, Purpose, Sector
from compass.records import cells, shape
from compass.records.cards import of_card
from compass.records.shape import Record
from core import sheets, tables, vcard, written
from core.forms import clean, one_line
from core.rows import fold
from core.sheets import Unreadable

OWN_TIE: Final = "works_for"
SKIPPED: Final = frozenset({*mapping.FIRST, *mapping.CONSENT})
NO_NAME: Final = "Weder Name noch Organisation"
LONGEST_LINE: Final = 200_000
OPENING: Final = '{"stadtkompass":'
ENTRY_A_LINE: Final = re.compile(rb'\s*\{"stadtkompass": 1, "entries": \[\r?\n')
WHOLE: Final = 2 * 1024 * 1024
"""Bytes of a JSON file that may be read at once, when it does not hold one entry a line."""


@dataclass(frozen=True)
class Answers:
    """What the office says about a file; kind and sector hold where a row says none."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    kind: ActorKind = ActorKind.PERSON
    sector: Sector = Sector.CIVIL_SOCIETY
    basis: Basis = Basis.PUBLIC_TASK
    doubles: bool = True

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Answers:
        """Return answers as a row keeps them."""
        kind, sector, basis = ActorKind(said["kind"]), Sector(said["sector"]), Basis(said["basis"])
        return cls(said["mapping"], kind, sector, basis, bool(said["doubles"]))

    def kept(self) -> dict[str, Any]:
        """Return them as a row keeps them."""
        words = {"kind": self.kind.value, "sector": self.sector.value, "basis": self.basis.value}
        return {"mapping": dict(self.mapping), **words, "doubles": self.doubles}


@dataclass(frozen=True)
class Read:
    """One row: its line, the record of whom it is about, of the organisation beside it, the role there, what is amiss."""

    line: int
    record: Record | None
    organisation: Record | None = None
    role: str = ""
    fault: str = ""
    hints: tuple[str, ...] = ()


def rows(path: Path, answers: Answers) -> Iterator[Read]:
    """Yield the rows of a file one by one; sheets.Unreadable when it is none."""
    form = sources.form_of(path)
    found = {"vcard": _cards, "json": _json}.get(form, _table)(path, answers)
    for one in found:
        yield _sound(one, answers)


def _sound(one: Read, answers: Answers) -> Read:
    """Return a row with its records checked and what must stand in every entry."""
    if one.fault or one.record is None:
        return one
    record, faults = shape.checked(one.record)
    organisation, more = shape.checked(one.organisation) if one.organisation else (None, [])
    hints = (*one.hints, *faults, *more)
    if not any(sign.isalnum() for sign in record.get("name", "")):
        return Read(one.line, None, fault="; ".join((NO_NAME, *faults))[:300])
    if answers.basis is Basis.CONSENT and not any(not c["withdrawn_at"] for c in record.get("consents", ())):
        return Read(one.line, None, fault="Rechtsgrundlage ist die Einwilligung, aber in dieser Zeile steht keine.")
    for some, kind in ((record, answers.kind), (organisation, ActorKind.ORGANISATION)):
        if some:
            some.setdefault("kind", kind.value)
            some.setdefault("sector", answers.sector.value)
            some.setdefault("basis", answers.basis.value)
    return Read(
        one.line, record, organisation if organisation and organisation.get("name") else None, one.role, "", hints
    )


def _table(path: Path, answers: Answers) -> Iterator[Read]:
    columns, found = tables.opened(path)
    lacking = [name for name in answers.mapping.values() if name not in columns]
    if lacking:
        raise Unreadable(f"Die Spalten fehlen: {', '.join(lacking)[:200]}.")
    ours, excel = mapping.is_ours([name for name in columns if name]), sheets.is_sheet(path)
    for row in found:
        said = {ours_: _cell(row.fields.get(theirs, ""), excel=excel) for ours_, theirs in answers.mapping.items()}
        if row.fault:
            yield Read(row.line, None, fault=row.fault)
        elif any(said.values()):
            yield (
                Read(row.line, {key: cells.read(key, text) for key, text in said.items() if text})
                if ours
                else _free(row.line, said)
            )


def _cell(text: str, *, excel: bool) -> str:
    return str(clean(text if excel else written.bare(text)))


def _free(line: int, said: Mapping[str, str]) -> Read:
    """Read a row as somebody else's list writes it."""
    hints: list[str] = []
    whole = people.joined(*(said.get(name, "") for name in ("title", "first_name", "last_name")))
    name, organisation = str(one_line(said.get("name", ""))), str(one_line(said.get("organisation", "")))
    record: Record = {key: cells.read(key, text) for key, text in said.items() if key not in SKIPPED and text}
    record["ref"] = str(one_line(said.get("ref", "")))
    apart = _apart(record, whole, name, organisation)
    record["name"] = (
        people.person(whole or name)
        if apart or record.get("kind") == ActorKind.PERSON
        else whole or name or organisation
    )
    _reach(record, said, hints)
    record["consents"] = [*record.get("consents", ()), *_consents(said, hints)]
    if not (organisation and (whole or name)):
        if not (whole or name) or record.get("kind") not in {None, ActorKind.PERSON.value}:
            record.setdefault("kind", people.kind_of(organisation or name).value)
            _guess(record, record["name"])
        return Read(line, _split(record), hints=tuple(hints))
    beside: Record = {"name": organisation, "kind": people.kind_of(organisation).value}
    for key in ("web", "sector"):
        if key in record:
            beside[key] = record.pop(key)
    _guess(beside, organisation)
    record |= {"kind": ActorKind.PERSON.value, "sector_follows": True, "sector": beside.get("sector", "")}
    return Read(line, _split(record), beside, str(one_line(said.get("role", "")))[:80], hints=tuple(hints))


def _apart(record: Record, whole: str, name: str, organisation: str) -> bool:
    """Tell whether a row is about a person: by its name's columns, or because an organisation stands beside it."""
    return bool(
        whole or (name and organisation) or ("," in name and record.get("kind") in {None, ActorKind.PERSON.value})
    )


def _guess(record: Record, name: str) -> None:
    if "sector" not in record and (sector := people.sector_of(name)):
        record["sector"] = sector.value


def _split(record: Record) -> Record:
    """Let lists in one line be lists: other tables put commas where ours has lines."""
    for key in ("areas", "traits", "districts", "languages"):
        if len(record.get(key, ())) == 1:
            record[key] = [part.strip() for part in record[key][0].replace(";", ",").split(",") if part.strip()]
    return record


def _reach(record: Record, said: Mapping[str, str], hints: list[str]) -> None:
    """Put every address and number of a row where it belongs: the first is the main one."""
    mails = people.emails(said.get("email", ""))
    if said.get("email") and not mails:
        hints.append(f"Keine E-Mail-Adresse: {said['email'][:80]}")
    numbers = [*people.phones(said.get("phone", "")), *people.phones(said.get("mobile", ""), "Mobil")]
    if said.get("phone") and not people.phones(said["phone"]):
        hints.append(f"Keine Telefonnummer: {said['phone'][:60]}")
    calls = [one for one in numbers if one[1] != "Fax"]
    if calls:
        record["phone"], record["phone_label"] = calls[0]
    points = [{"kind": "email", "value": one} for one in mails[1:]]
    points += [
        {"kind": "phone", "value": value, "label": label} for value, label in numbers if (value, label) not in calls[:1]
    ]
    record["email"], record["web"] = (mails or [""])[0], str(one_line(said.get("web", "")))
    record["contact_points"] = [*record.get("contact_points", ()), *points]
    place = {key: str(one_line(said.get(key, ""))) for key in ("street", "postcode", "town")}
    if any(place.values()):
        record["addresses"] = [*record.get("addresses", ()), place]


def _consents(said: Mapping[str, str], hints: list[str]) -> list[dict[str, Any]]:
    """Return what a row says about consent, if it says all of it: for what, when, how, and where that is kept."""
    what = said.get("consent", "")
    if not what or fold(what) in {"nein", "n", "no", "0", "-"}:
        return []
    day, channel, evidence = (
        _day(said.get("consent_on", "")),
        said.get("consent_channel", ""),
        said.get("consent_evidence", ""),
    )
    if not (day and channel and evidence):
        hints.append("Einwilligung nicht übernommen: Tag, Weg oder Nachweis fehlt")
        return []
    wanted = [_purpose(one) for one in what.replace("\n", ",").replace(";", ",").split(",") if one.strip()]
    purposes = [Purpose.INTERNAL] if cells.is_yes(what) else [one for one in wanted if one]
    if len(purposes) < len(wanted) and not cells.is_yes(what):
        hints.append(f"Einwilligung wofür? Das kennen wir nicht: {what[:80]}")
    common = {"given_at": day, "channel": str(one_line(channel))[:300], "evidence": str(one_line(evidence))[:300]}
    return [{"purpose": one.value, **common, "wording": f"Aus einer Liste übernommen: {what}"} for one in purposes]


def _purpose(said: str) -> Purpose | None:
    return next((one for one, word in PURPOSE_WORDS.items() if fold(said) in {fold(word), one.value}), None)


def _day(said: str) -> str:
    """Return a German or ISO day as a moment at noon, empty when it is none."""
    parts = said.strip().split(" ")[0].split(".")
    iso = "-".join((parts[2], parts[1].zfill(2), parts[0].zfill(2))) if len(parts) == 3 else said.strip()[:10]  # noqa: PLR2004 - day, month, year
    return f"{iso}T12:00:00+00:00" if len(iso) == 10 else ""  # noqa: PLR2004 - an ISO day


def _cards(path: Path, _: Answers) -> Iterator[Read]:
    for card in vcard.cards(path):
        if card.fault:
            yield Read(card.line, None, fault=card.fault)
            continue
        record, organisation, role, hints = of_card(card)
        yield Read(card.line, record, organisation, role, hints=tuple(hints))


def _json(path: Path, _: Answers) -> Iterator[Read]:
    """Yield the entries of a file of ours: one a line, or, where somebody saved it otherwise, a small file as a whole."""
    for line, text in _whole(path) or _json_lines(path):
        try:
            found = json.loads(text) if isinstance(text, str) else text
        except (ValueError, RecursionError):
            yield Read(line, None, fault="Diese Zeile ist kein JSON")
            continue
        record = found if isinstance(found, dict) else None
        yield Read(line, record, fault="" if record is not None else "Diese Zeile ist kein Eintrag")


def _whole(path: Path) -> list[tuple[int, Any]]:
    """Return the entries of a small file that does not hold one a line, numbered from 1; none for any other file."""
    if path.stat().st_size > WHOLE:
        return []
    text = path.read_bytes()
    if ENTRY_A_LINE.match(text):
        return []
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return []
    entries = found.get("entries") if isinstance(found, dict) and "stadtkompass" in found else None
    return list(enumerate(entries, 1)) if isinstance(entries, list) else []


def _json_lines(path: Path) -> Iterator[tuple[int, str]]:
    with path.open(encoding="utf-8", errors="surrogatepass") as file:
        try:
            first = file.readline(LONGEST_LINE)
        except UnicodeError:
            raise Unreadable(tables.NO_TEXT) from None
        if not first.replace(" ", "").startswith(OPENING):
            raise Unreadable("Dieses JSON kommt nicht aus einem Stadtkompass.")
        try:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), ""), 2):
                text = line.strip().rstrip(",")
                if text and text not in {"]}", "]", "}"}:
                    yield number, text
        except UnicodeError:
            raise Unreadable(tables.NO_TEXT) from None


def first_names(found: Sequence[Read]) -> list[str]:
    """Return the names of some rows, for a look at a file before it is judged."""
    return [(one.record or {}).get("name", one.fault) for one in found]
