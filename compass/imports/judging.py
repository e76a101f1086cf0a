"""The trial run: each row of a file gets its verdict, in portions that survive a power cut; nothing becomes an entry yet."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

from compass import alike
from compass.alike import Described, Likely, names
from compass.imports import queries, reading, services, uploads
from compass.imports.models import ActorImport, ActorImportRow, Part
from compass.imports.reading import Answers, Read
from compass.imports.saying import changes, undecided
from compass.models import Actor, ActorKind
from compass.records import filling
from compass.records.shape import Record
from core import clock
from core.db import db, writing
from core.rows import fold
from core.sheets import Unreadable
from core.takeover.states import State, Verdict

AT_ONCE: Final = 200
REASON: Final = 600
RESTRICTED: Final = "Der Eintrag ist eingeschränkt (Art. 18 DSGVO). Er bleibt, wie er ist."


@dataclass(frozen=True)
class Job:
    """An import as the trial run needs it, free of the session."""

    id: int
    source: str
    path: Path
    answers: Answers
    line: int


@dataclass
class Known:
    """What is known of the rows of one portion: who of the network has their ids and addresses, what stood in the file before."""

    refs: dict[str, int]
    emails: dict[str, list[int]]
    organisations: dict[str, int]
    actors: dict[int, Actor]
    likely: dict[int, list[Likely]]
    words: filling.Vocabulary
    seen: dict[tuple[str, str], tuple[int, str, str]] = field(default_factory=dict)
    near: dict[str, Likely] = field(default_factory=dict)
    ties: set[tuple[int, int, str, str]] = field(default_factory=set)

    def tied(self, number: int, link: Mapping[str, Any]) -> bool:
        """Tell whether a tie that a row speaks of is there already."""
        key = link.get("organisation")
        other = self.organisations.get(key) if key else self.refs.get(link.get("to", ""))
        return other is not None and (number, other, link["kind"], link.get("role", "")) in self.ties


def portions(number: int) -> Generator[None, None, None]:
    """Judge row after row, one portion of one transaction a step, from where the last step ended."""
    found = queries.one(number)
    path = uploads.SHELF.path(found.file)
    job = Job(found.id, found.source_name, path, Answers.of(found.answers), found.line)
    db.session.rollback()
    try:
        rows = (row for row in reading.rows(job.path, job.answers) if row.line > job.line)
        for batch in _batches(rows):
            if not _store(job, _judged(job, batch), batch[-1].line):
                return  # another process is at it
            yield
    except (Unreadable, FileNotFoundError) as error:
        _finish(job, State.FAILED, str(error) if isinstance(error, Unreadable) else "Die Datei ist nicht mehr da.")
        return
    _finish(job, State.CHECKED)


def _batches(rows: Iterator[Read]) -> Iterator[list[Read]]:
    while batch := list(islice(rows, AT_ONCE)):
        yield batch


def _finish(job: Job, state: State, fault: str = "") -> None:
    with writing():
        held = services.locked(job.id)
        if held.state is State.CHECKING:
            services.leave_to_own_rows(job.id)
            services.finish(held, state)
            held.file, held.fault = None, fault[:300]
    job.path.unlink(missing_ok=True)


def _store(job: Job, judged: list[ActorImportRow], line: int) -> bool:
    with writing():
        held: ActorImport = services.locked(job.id)
        if held.state is not State.CHECKING or held.line >= line:
            return False
        db.session.add_all(judged)
        held.line, held.changed_at = line, clock.now()
    return True


def _judged(job: Job, batch: Sequence[Read]) -> list[ActorImportRow]:
    """Return rows with their verdicts; reads only. An organisation stands before whom it employs."""
    known = asked(job, batch)
    judged: list[ActorImportRow] = []
    for place, read in enumerate(batch):
        if read.record is None:
            fault = ActorImportRow(import_id=job.id, line=read.line, verdict=Verdict.FAULT, reason=read.fault[:REASON])
            judged.append(fault)
            continue
        if read.organisation and (row := _organisation(job, read, known)):
            judged.append(row)
        judged.append(_main(job, read, known, known.likely.get(place, [])))
    db.session.rollback()
    return judged


def asked(job: Job, batch: Sequence[Read], most: int = 2) -> Known:
    """Ask everything a portion needs in a constant number of statements."""
    records = [read.record for read in batch if read.record]
    beside = [read.organisation["name"] for read in batch if read.organisation]
    targets = {tie["to"] for record in records for tie in record.get("ties", ())}
    refs = queries.by_ref(job.source, {*targets, *(record["ref"] for record in records if "ref" in record)})
    alike.likely(name="")  # keys of what changed meanwhile are written before they are read
    emails = queries.by_email({one for record in records for one in _emails(record)})
    mine = {refs[record["ref"]] for record in records if record.get("ref") in refs}
    wanted = {*mine, *(number for some in emails.values() for number in some)}
    known = Known(refs, emails, queries.organisations(beside), queries.in_full(wanted), {}, filling.vocabulary(wanted))
    for column, key in (("ref", "ref"), ("name_key", "name"), ("email_key", "email")):
        keys = {_key(key, record) for record in records} - {""}
        row = getattr(ActorImportRow, column)
        known.seen |= {(key, said): at for said, at in queries.seen(job.id, row, keys, Part.MAIN).items()}
    row, keys = ActorImportRow.name_key, {fold(name)[:160] for name in beside}
    known.seen |= {
        ("organisation", said): at for said, at in queries.seen(job.id, row, keys, Part.ORGANISATION).items()
    }
    known.ties = queries.ties(wanted)
    if job.answers.doubles:
        known.near = _near([read.organisation for read in batch if read.organisation], known)
        told = [(place, read.record) for place, read in enumerate(batch) if read.record]
        found = alike.many([_described(record) for _, record in told], limit=most)
        known.likely = {place: some for (place, _), some in zip(told, found, strict=True)}
    return known


def _near(records: Sequence[Record], known: Known) -> dict[str, Likely]:
    """Return for organisations nobody knows by their exact names whom they are likely the same as."""
    fresh = {key: one for one in records if (key := _key("name", one)) not in known.organisations}
    found = alike.many([_described(one) for one in fresh.values()], limit=1)
    return {key: some[0] for key, some in zip(fresh, found, strict=True) if some}


def _key(name: str, record: Record) -> str:
    said = record.get(name, "")
    return fold(said)[:160] if name == "name" else queries.email_key(said) if name == "email" else said


def _emails(record: Record) -> list[str]:
    further = [one["value"] for one in record.get("contact_points", ()) if one["kind"] == "email"]
    return [key for one in (record.get("email", ""), *further) if (key := names.email(one))]


def _described(record: Record) -> Described:
    points = record.get("contact_points", ())
    ways = {kind: [one["value"] for one in points if one["kind"] == kind] for kind in ("phone", "web")}
    return Described(
        record["name"],
        tuple(_emails(record)),
        tuple(filter(None, (record.get("phone", ""), *ways["phone"]))),
        tuple(filter(None, (record.get("web", ""), *ways["web"]))),
        ActorKind(record["kind"]),
    )


def _main(job: Job, read: Read, known: Known, likely: Sequence[Likely]) -> ActorImportRow:
    record = read.record or {}
    made = _made(job, read.line, record, Part.MAIN)
    made.links = _links(read, record)
    hints = [*read.hints, *known.words.unknown(record), *undecided(read.organisation, known.near)]
    if earlier := _earlier(record, known, made):
        made.verdict, made.like_line, made.reason = earlier
    else:
        against(made, record, known, likely)
    made.reason = "; ".join(filter(None, (made.reason, *hints)))[:REASON]
    for key in ("ref", "name", "email"):
        if said := _key(key, record):
            known.seen.setdefault((key, said), (read.line, made.name_key, made.email_key))
    return made


def _made(job: Job, line: int, record: Record, part: Part) -> ActorImportRow:
    return ActorImportRow(
        import_id=job.id,
        line=line,
        part=part,
        ref=record.get("ref", ""),
        name=record["name"],
        name_key=_key("name", record),
        email_key=_key("email", record),
        verdict=Verdict.NEW,
        reason="",
        values=record,
    )


def _links(read: Read, record: Record) -> list[dict[str, object]]:
    """Return the ties of a row, to be made once all rows are there; a record's own ones are taken out of it."""
    links = list(record.pop("ties", ()))
    if read.organisation:
        name = read.organisation["name"]
        links.append(
            {
                "kind": reading.OWN_TIE,
                "organisation": fold(name)[:160],
                "to_name": name,
                "role": read.role,
                "is_main": True,
            }
        )
    return links


def _earlier(record: Record, known: Known, made: ActorImportRow) -> tuple[Verdict, int, str] | None:
    """Return the verdict on a row that stands in the file already."""
    if "ref" in record and (at := known.seen.get(("ref", record["ref"]))):
        return Verdict.KNOWN, at[0], f"steht schon in Zeile {at[0]}"
    at = known.seen.get(("email", made.email_key)) if made.email_key else None
    if at:
        same = at[1] == made.name_key
        said = f"steht schon in Zeile {at[0]}" if same else f"dieselbe E-Mail wie Zeile {at[0]}, anderer Name"
        return (Verdict.KNOWN if same else Verdict.DOUBLE), at[0], said
    at = known.seen.get(("name", made.name_key))
    if at and not (at[2] and made.email_key):  # two addresses: two people of one name
        return Verdict.DOUBLE, at[0], f"derselbe Name wie Zeile {at[0]}"
    return None


def against(made: ActorImportRow, record: Record, known: Known, likely: Sequence[Likely]) -> None:
    """Say what a row is to the network: the same entry, likely the same one, or new."""
    by_ref = known.refs.get(record.get("ref", ""))
    mails = {number for one in _emails(record) for number in known.emails.get(one, ())}
    if by_ref in known.actors and _alike(known.actors[by_ref], record, mails):
        _update(made, known.actors[by_ref], record, known)
        return
    same = [
        number for number in sorted(mails) if number in known.actors and _alike(known.actors[number], record, set())
    ]
    if len(same) == 1:
        _update(made, known.actors[same[0]], record, known)
        return
    if by_ref in known.actors:
        _double(made, by_ref, 100, "dieselbe Kennung, aber Name und E-Mail sind andere")
    elif mails:
        _double(made, min(mails), 90, "dieselbe E-Mail, anderer Name")
    elif likely:
        _double(made, likely[0].actor_id, round(likely[0].score * 100), ", ".join(likely[0].reasons))


def _double(made: ActorImportRow, number: int | None, share: int, reason: str) -> None:
    made.verdict, made.like_id, made.likeness, made.reason = Verdict.DOUBLE, number, share, reason


def _alike(actor: Actor, record: Record, mails: set[int]) -> bool:
    """Tell whether an entry that has a row's id or address may be who the row is about: an address and a word of the name."""
    ours, theirs = set(names.name(actor.name).words), set(names.name(record["name"]).words)
    return actor.id in mails or ours == theirs or bool(ours & theirs)


def _update(made: ActorImportRow, actor: Actor, record: Record, known: Known) -> None:
    made.actor_id = actor.id
    lacks = filling.lack(actor, record, known.words)
    if actor.restricted_at is not None:
        made.verdict, made.reason = Verdict.KEPT, RESTRICTED
    elif lacks:
        made.verdict, made.reason = Verdict.UPDATE, changes(lacks.names(), lacks.otherwise)
    else:
        fresh = [one for one in made.links or () if not known.tied(actor.id, one)]
        made.verdict, made.reason = (
            Verdict.UPDATE if fresh else Verdict.KNOWN,
            changes(["ties"] if fresh else [], lacks.otherwise),
        )


def _organisation(job: Job, read: Read, known: Known) -> ActorImportRow | None:
    """Return the row of an organisation that stands beside a person; one that stood in the file before needs none."""
    record = read.organisation or {}
    key = _key("name", record)
    if ("organisation", key) in known.seen:
        return None
    known.seen["organisation", key] = (read.line, key, "")
    made = _made(job, read.line, record, Part.ORGANISATION)
    if number := known.organisations.get(key):
        made.verdict, made.actor_id = Verdict.KNOWN, number
    elif near := known.near.get(key):
        _double(made, near.actor_id, round(near.score * 100), ", ".join(near.reasons))
    return made
