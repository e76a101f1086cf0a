"""What a record holds: names, kinds and limits of its values; whatever comes from outside passes `checked` first."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from email_validator import EmailNotValidError, validate_email

from compass.fields import LINE_LENGTH, WEB, whole_address
from compass.models import (
    ABOUT_LENGTH,
    MARK_WORDS,
    NAME_LENGTH,
    TAG_LENGTH,
    ActorKind,
    Basis,
    Capacity,
    CompetenceKind,
    ContactKind,
    Purpose,
    Reach,
    Sector,
)
from core import mail
from core.forms import clean, one_line

Record = dict[str, Any]
LINES: Final = {
    "ref": 200,
    "name": NAME_LENGTH,
    "everyday_expertise": 300,
    "web": 300,
    "contact_name": NAME_LENGTH,
    "email": 254,
    "phone": 60,
    "phone_label": 40,
    "source": 300,
}
TEXTS: Final = {"about": ABOUT_LENGTH, "note": 4000}
ENUMS: Final = {"kind": ActorKind, "sector": Sector, "reach": Reach, "capacity": Capacity, "basis": Basis}
YESES: Final = ("sector_follows", *MARK_WORDS, "is_example")
DAYS: Final = ("capacity_on", "keep_until_on")
MOMENTS: Final = ("informed_at", "checked_at")
NAMED: Final = {"areas": 80, "traits": 80, "districts": 80, "languages": 12, "tags": TAG_LENGTH}
ROWS: Final[Mapping[str, Mapping[str, Any]]] = {
    "competences": {"kind": CompetenceKind, "text": LINE_LENGTH, "term": 80, "confirmed": bool, "noted_at": datetime},
    "references": {"title": 300, "web": 300, "year": 4, "highlighted": bool},
    "contact_points": {"kind": ContactKind, "label": 40, "value": 300, "ended_on": date},
    "addresses": {"label": 40, "street": 80, "postcode": 12, "town": 80},
    "consents": {
        "purpose": Purpose,
        "given_at": datetime,
        "channel": 300,
        "evidence": 300,
        "withdrawn_at": datetime,
        "withdrawn_channel": 300,
        "wording": 4000,
    },
    "own": {"field": 80, "value": 300},
    "notes": {"written_at": datetime, "words": 2000},
    "ties": {
        "kind": 40,
        "to": 200,
        "to_name": NAME_LENGTH,
        "role": 80,
        "is_main": bool,
        "since_on": date,
        "until_on": date,
        "source": 300,
    },
}
"""Lists of rows: for each value its longest text, its enum, bool, a day or a moment."""
NEEDED: Final = {
    "competences": ("kind", "text"),
    "references": ("title",),
    "contact_points": ("kind", "value"),
    "addresses": (),
    "consents": ("purpose", "given_at", "channel"),
    "own": ("field", "value"),
    "notes": ("written_at", "words"),
    "ties": ("kind", "to"),
}
MOST: Final = 500
"""Rows of one list; a record with more is none of ours."""
FIELDS: Final = (*LINES, *TEXTS, *ENUMS, *YESES, *DAYS, *MOMENTS, *NAMED, *ROWS)
DAY: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


class Wrong(ValueError):
    """A value that does not belong where it stands; carries the sentence."""


def checked(given: Mapping[str, Any]) -> tuple[Record, list[str]]:
    """Return what of a record is good, and a sentence for each value that was left out; empty values are none."""
    good: Record = {}
    faults: list[str] = []
    for name in FIELDS:
        if given.get(name) in (None, "", []):
            continue
        try:
            value = _value(name, given[name])
        except Wrong as error:
            faults.append(str(error))
            continue
        if value not in (None, "", []):
            good[name] = value
    return good, faults


def _value(name: str, given: Any) -> Any:  # noqa: ANN401 - whatever a file holds
    if name in LINES:
        return _special(name, _line(given, LINES[name], name))
    if name in NAMED or name in ROWS:
        return _list(name, given)
    if name in TEXTS:
        return _text(given, TEXTS[name], name)
    if name in ENUMS:
        return _word(ENUMS[name], given)
    readers: dict[str, Callable[[Any], Any]] = {**dict.fromkeys(DAYS, _day), **dict.fromkeys(MOMENTS, _moment)}
    return readers[name](given) if name in readers else given is True


def _list(name: str, given: Any) -> list[Any]:  # noqa: ANN401 - whatever a file holds
    if not isinstance(given, list) or len(given) > MOST:
        raise Wrong(f"Das ist keine Liste, die wir lesen können: {name}.")
    if name in NAMED:
        return list(dict.fromkeys(_line(one, NAMED[name], name) for one in given))
    return [_row(name, one) for one in given]


def _row(name: str, given: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a file holds
    if not isinstance(given, dict):
        raise Wrong(f"Eine Zeile passt nicht: {name}.")
    made = {key: _cell(kind, given.get(key), key) for key, kind in ROWS[name].items()}
    if any(not made[key] for key in NEEDED[name]):
        raise Wrong(f"Einer Zeile fehlt etwas: {name}.")
    return made


def _cell(kind: Any, given: Any, name: str) -> Any:  # noqa: ANN401 - whatever a file holds
    if kind is bool:
        return given is True
    if given in (None, ""):
        return "" if kind is not datetime else None
    readers: dict[Any, Callable[[Any], Any]] = {date: _day, datetime: _moment}
    if kind in readers:
        return readers[kind](given)
    if isinstance(kind, int):
        return _text(given, kind, name) if name in {"wording", "words"} else _line(given, kind, name)
    return _word(kind, given)


def _text(given: Any, longest: int, name: str) -> str:  # noqa: ANN401 - whatever a file holds
    text = str(clean(given)) if isinstance(given, str) else ""
    if len(text) > longest:
        raise Wrong(f"Länger als {longest} Zeichen: {name}.")
    return text


def _line(given: Any, longest: int, name: str) -> str:  # noqa: ANN401 - whatever a file holds
    if not isinstance(given, str):
        raise Wrong(f"Kein Text: {name}.")
    line = str(one_line(clean(given)))
    if len(line) > longest:
        raise Wrong(f"Länger als {longest} Zeichen: {name}.")
    return line


def _word(kind: Any, given: Any) -> str:  # noqa: ANN401 - an enum and whatever a file holds
    try:
        return str(kind(given).value)
    except ValueError:
        raise Wrong(f"Dieses Wort kennen wir nicht: {str(given)[:40]}.") from None


def _day(given: Any) -> str:  # noqa: ANN401 - whatever a file holds
    said = given if isinstance(given, str) else ""
    try:
        date.fromisoformat((said + "-01-01")[:10]) if DAY.fullmatch(said) else date.fromisoformat("")
    except ValueError:
        raise Wrong(f"Kein Tag: {str(given)[:40]}.") from None
    return said


def _moment(given: Any) -> str:  # noqa: ANN401 - whatever a file holds
    try:
        moment = datetime.fromisoformat(given)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    except (TypeError, ValueError, OverflowError):
        raise Wrong(f"Kein Zeitpunkt: {str(given)[:40]}.") from None


def _special(name: str, line: str) -> str:
    """Return a line that is what its name says: an address that letters may go to, a page that a browser opens."""
    if name == "email" and line:
        return email(line)
    if name == "web" and line:
        whole = str(whole_address(line))
        if not WEB.fullmatch(whole):
            raise Wrong(f"Keine Adresse einer Seite: {line[:80]}.")
        return whole[:300]
    return line


def email(line: str) -> str:
    """Return an e-mail address that letters may go to, as it was written; Wrong when it is none."""
    try:
        validate_email(line, check_deliverability=False, test_environment=True)
        mail.recipient(line)
    except (EmailNotValidError, mail.BadAddress):
        raise Wrong(f"Keine E-Mail-Adresse: {line[:80]}.") from None
    return line
