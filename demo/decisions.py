"""The papers of the demo year: bodies, council members, drafts, consultations, what was decided."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from core import links
from core.things import Thing
from demo.cast import Cast, Event, chosen, in_order, written
from papers import membership, queries, services
from papers.drafts import BodyDraft, ConsultationDraft, DecisionDraft, PaperDraft
from papers.membership import MemberDraft
from papers.models import BodyKind, ConsultationRole, Outcome, PaperKind

Act = tuple[datetime, Callable[[], object]]
TEXTS = (
    *("number", "office", "subject", "product_group", "effects_result", "effects_finance"),
    *("signer_left", "signer_right", "resolution"),
)


def story(cast: Cast) -> Iterator[Event]:
    """Yield bodies and members, then every paper."""
    book = written("papers")
    bodies: dict[str, int] = {}
    first = cast.calendar.at_work(-345, "bodies")
    opening = [_adding(cast, entry, bodies) for entry in book["body"]]
    opening += [_joining(cast, entry, bodies) for entry in book["member"]]
    yield from in_order((first, do) for do in opening)
    for entry in book["paper"]:
        yield from in_order(_paper(cast, entry, bodies))


def _adding(cast: Cast, entry: dict[str, Any], bodies: dict[str, int]) -> Callable[[], None]:
    def add() -> None:
        draft = BodyDraft(entry["name"], BodyKind(entry["kind"]), entry.get("article", "Der"))
        bodies[entry["name"]] = services.add_body(draft, cast.who("bodies")).id

    return add


def _joining(cast: Cast, entry: dict[str, Any], bodies: dict[str, int]) -> Callable[[], None]:
    def join() -> None:
        draft = MemberDraft(entry["name"], entry["email"], bodies[entry["body"]])
        cast.members[entry["name"]] = membership.add(draft, cast.who("bodies")).id

    return join


def _paper(cast: Cast, entry: dict[str, Any], bodies: dict[str, int]) -> Iterator[Act]:
    """Yield one paper: drafted and edited, its bodies, the release, what each body said."""
    key, who, calendar, numbers = entry["key"], cast.who(entry["key"]), cast.calendar, list[int]()

    def draft() -> None:
        order, box = cast.deliverables.get(entry.get("order", "")), cast.boxes.get(entry.get("box", ""))
        paper = services.draft(who, deliverable_id=order, box_id=box)
        numbers.append(paper.id)
        kept = {one.name: getattr(paper, one.name) for one in dataclasses.fields(PaperDraft)}
        said = {**kept, **chosen(entry, *TEXTS), "kind": PaperKind(entry.get("kind", paper.kind))}
        services.edit(paper.id, PaperDraft(**said), who)

    yield calendar.at_work(entry["drafted"], key), draft
    turns = entry.get("consultation", ())
    for turn in turns:
        yield calendar.at_work(entry["drafted"], key), _consulting(cast, numbers, turn, bodies)
    if "released" in entry:
        yield calendar.at_work(entry["released"], key), lambda: services.release(numbers[0], who)
    for turn in turns:
        if "decided" in turn:
            yield calendar.at_work(turn["decided"], key), _deciding(cast, numbers, turn, bodies)


def _consulting(cast: Cast, paper: list[int], turn: dict[str, Any], bodies: dict[str, int]) -> Callable[[], object]:
    role = ConsultationRole(turn["role"])
    return lambda: services.consult(
        paper[0], ConsultationDraft(bodies[turn["body"]], cast.iso(turn["on"]), role), cast.who("bodies")
    )


def _deciding(cast: Cast, paper: list[int], turn: dict[str, Any], bodies: dict[str, int]) -> Callable[[], None]:
    def decide() -> None:
        rows = queries.paper(paper[0], "desk").consultations
        row = next(one.id for one in rows if one.body_id == bodies[turn["body"]])
        parts = chosen(turn, "yes", "no", "abstained", "agenda_item")
        said = DecisionDraft(Outcome(turn["outcome"]), turn["plain"], **parts)
        services.decide(paper[0], row, said, cast.who("bodies"))

    return decide


def reading_link() -> str | None:
    """Return a fresh link into the council's reading room; in the demo it opens as often as visitors come."""
    member = next(iter(membership.members()), None)
    if member is None:
        return None
    thing = Thing("council_member", member.id)
    links.revoke(membership.ENTER, thing)
    return f"/rat/eintreten/{links.issue(membership.ENTER, thing, lifetime=membership.LINK_LIVES, uses=None)}"
