"""Changes of visions: written from impulses, put in order, released, sent on their way.

Ranks of a meeting are always 1 to n without a gap: they change only while the meeting is held alone. A vision is released
once; the authors of its ideas get a letter then, those of ideas added later when they are added. A way may be chosen before
or after the release; ways that end outside the house move the source ideas as soon as both have happened, where the table
of stages allows it. Every wording is kept (services/wordings.py).
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core import clock, journal, mail
from core.db import db
from core.errors import Refused
from core.journal import Who
from core.things import Thing
from dialogues import queries, ways
from dialogues.drafts import VisionDraft, WayDraft
from dialogues.models import WAY_WORDS, Dialogue, Vision, Way
from dialogues.services import impulses, wordings
from dialogues.services.changing import changed, locked, locked_vision, mark, thing
from ideas import journey
from ideas import queries as ideas
from ideas import services as idea_services
from ideas.models import Idea
from ideas.services import Said
from ideas.stages import WORDS, Stage, may_follow
from radar.models import ActivityArea, Trait

MOST = 60


def write(dialogue_id: int, draft: VisionDraft, who: Who, nonce: str = "") -> Vision:
    """Write a vision at the end of the order; its ideas must be impulses of the meeting; the same form stores one."""
    dialogue = locked(dialogue_id)
    present = _by_nonce(nonce)
    if present is not None:
        return present
    count = len(queries.visions(dialogue_id, public=False))
    if count >= MOST:
        raise Refused(f"Mehr als {MOST} Visionen kann ein Treffen nicht haben.")
    made = Vision(dialogue_id=dialogue_id, rank=count + 1, written_at=clock.now(), nonce_hash=mark(nonce))
    _fill(made, dialogue, draft)
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        present = _by_nonce(nonce)
        if present is None:
            raise
        return present
    wordings.keep(made, who)
    journal.note("vision.written", thing(made), who)
    changed(thing(made))
    return made


def _by_nonce(nonce: str) -> Vision | None:
    wanted = select(Vision).where(Vision.nonce_hash == mark(nonce))
    return db.session.scalars(wanted).one_or_none() if nonce else None


def _fill(vision: Vision, dialogue: Dialogue, draft: VisionDraft) -> None:
    """Write a draft into a vision; the main Aktionsfeld is no further one, ideas come from the meeting."""
    allowed = {idea.id: idea for idea in dialogue.ideas} | {idea.id: idea for idea in _ideas(vision)}
    if not set(draft.idea_ids) <= allowed.keys():
        raise Refused("Eine dieser Ideen ist kein Impuls dieses Treffens.")
    if db.session.get(ActivityArea, draft.main_area_id) is None:
        raise Refused("Dieses Aktionsfeld gibt es nicht.")
    vision.title, vision.text, vision.main_area_id = draft.title, draft.text, draft.main_area_id
    further = [number for number in draft.area_ids if number != draft.main_area_id]
    areas = select(ActivityArea).where(ActivityArea.id.in_(further)).order_by(ActivityArea.position, ActivityArea.id)
    traits = select(Trait).where(Trait.id.in_(draft.trait_ids)).order_by(Trait.position, Trait.id)
    vision.areas, vision.traits = list(db.session.scalars(areas)), list(db.session.scalars(traits))
    vision.ideas = [allowed[number] for number in sorted(set(draft.idea_ids))]
    vision.theses = [one for one in dialogue.theses if one.id in draft.thesis_ids]
    if len(vision.theses) < len(set(draft.thesis_ids)):
        raise Refused("Eine dieser Thesen gehört nicht zu diesem Treffen.")


def _ideas(vision: Vision) -> list[Idea]:
    """Return a vision's ideas; a new one has none yet."""
    return list(vision.ideas) if vision.id else []


def rewrite(number: int, draft: VisionDraft, who: Who, version: int | None = None) -> Vision:
    """Let a vision say something else; who joins a released one is told."""
    vision = locked_vision(number, version)
    wordings.keep_first(vision)
    before = {idea.id for idea in vision.ideas}
    _fill(vision, locked(vision.dialogue_id), draft)
    vision.written_at = clock.now()
    wordings.keep(vision, who)
    journal.note("vision.changed", thing(vision), who)
    fresh = [idea.id for idea in vision.ideas if idea.id not in before]
    if vision.public:
        _tell(vision, fresh, who)
    changed(thing(vision))
    return vision


def move_vision(number: int, who: Who, *, up: bool) -> Vision:
    """Let a vision change places with its neighbour, if there is one; the ranks are 1 to n afterwards."""
    vision = locked_vision(number)
    rows = _ranked(vision.dialogue_id)
    here = next(place for place, one in enumerate(rows) if one.id == number)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        journal.note("vision.moved", thing(vision), who)
    _number(rows)
    changed()
    return vision


def _ranked(dialogue_id: int) -> list[Vision]:
    """Return the visions of a meeting that is held, as they stand in the database now."""
    wanted = select(Vision).where(Vision.dialogue_id == dialogue_id).order_by(Vision.rank, Vision.id)
    return list(db.session.scalars(wanted.execution_options(populate_existing=True)))


def _number(rows: list[Vision]) -> None:
    for place, one in enumerate(rows, 1):
        one.rank = place


def drop_vision(number: int, who: Who, version: int | None = None) -> int:
    """Delete a vision nobody outside has read; return its meeting. A released one stays."""
    vision = locked_vision(number, version)
    if vision.public:
        raise Refused("Diese Vision ist veröffentlicht. Sie lässt sich nicht mehr löschen.")
    place, gone = vision.dialogue_id, thing(vision)
    journal.note("vision.dropped", gone, who)
    try:
        with db.session.begin_nested():
            db.session.delete(vision)
    except IntegrityError:
        raise Refused(
            "Aus dieser Vision ist schon ein Arbeitsauftrag geworden. Sie lässt sich nicht löschen."
        ) from None
    _number(_ranked(place))
    changed(gone)
    return place


def release(number: int, who: Who, version: int | None = None, *, ahead: Said | None = None) -> Vision:
    """Show a vision to everybody and tell the authors of its ideas; a released one stays as it is.

    `ahead` is what a room of the house that takes the vision up says of its work: its ideas are in work then.
    """
    vision = locked_vision(number)
    if vision.public:
        return vision
    vision = locked_vision(number, version)
    if queries.titles_of([vision.dialogue_id])[vision.dialogue_id].rehearsal:
        raise Refused("Das ist eine Probe. Nichts davon wird veröffentlicht.")
    vision.released_at = clock.now()
    journal.note("vision.released", thing(vision), who)
    _tell(vision, [idea.id for idea in vision.ideas], who, ahead)
    changed(thing(vision))
    return vision


def sentence(title: str, others: int) -> str:
    """Say that an idea became a vision, alone or with so many others."""
    if others == 0:
        return f"Aus Ihrer Idee ist die Vision „{title}“ geworden."
    with_whom = "einer anderen" if others == 1 else f"{others} anderen"
    return f"Aus Ihrer Idee ist mit {with_whom} die Vision „{title}“ geworden."


def _tell(vision: Vision, idea_ids: list[int], who: Who, ahead: Said | None = None) -> None:
    """Promise one letter to the author of each of these ideas that is public, and move those along that go with the way.

    An idea that moves gets no second letter about its step: the one letter tells both.
    """
    told = sentence(vision.title, max(0, sum(idea.public for idea in vision.ideas) - 1))
    page, moves = mail.address("dialogues.vision", number=vision.id), _step(vision, ahead)
    for idea in impulses.held(idea_ids):
        if moves is None or not (idea.public and may_follow(idea.stage, moves[0])):
            more = f" So geht es weiter: {WAY_WORDS[vision.way]}." if vision.way in ways.TOGETHER else ""
            idea_services.tell(idea.id, "Zukunftsvision", f"{told}{more}", page)
            continue
        idea_services.advance(idea.id, moves[0], who, moves[1], letter=False)
        step = ideas.last_steps([idea.id])[idea.id]
        both = f"{told} {WORDS[step.stage]}: {journey.sentence(idea, step)}"
        idea_services.tell(idea.id, "Zukunftsvision", both, page, followers=False)


def choose(number: int, draft: WayDraft, who: Who, version: int | None = None) -> Vision:
    """Choose how a vision goes on; Refused where the way lacks a place or reason; the same choice again changes nothing."""
    vision = locked_vision(number)
    lacking = ways.missing(draft)
    if lacking:
        asked = " und ".join(ways.ASKED[name] for name in lacking)
        raise Refused(f"Für „{WAY_WORDS[draft.way]}“ fehlt noch: {asked}.")
    on = ways.day(draft, clock.today())
    wanted = (draft.way, draft.place, draft.reason, on, *_onward(vision, draft))
    if wanted == (vision.way, vision.way_place, vision.way_reason, vision.way_on, vision.next_kind, vision.next_id):
        return vision
    vision = locked_vision(number, version)
    vision.way, vision.way_place, vision.way_reason, vision.way_on, vision.next_kind, vision.next_id = wanted
    vision.way_at = clock.now()
    journal.note("vision.way", thing(vision), who, way=WAY_WORDS[draft.way])
    if vision.public:
        _send_on(vision, [idea.id for idea in vision.ideas], who)
    changed(thing(vision))
    return vision


def _onward(vision: Vision, draft: WayDraft) -> tuple[str | None, int | None]:
    """Return kind and number of what takes a vision up; what a room linked stays while its way stays."""
    if draft.onward is not None:
        return draft.onward.kind, draft.onward.id
    return (vision.next_kind, vision.next_id) if draft.way is vision.way else (None, None)


def link(number: int, onward: Thing, way: Way, who: Who) -> Vision:
    """Note what a room above made of a vision (its work order, its Kickbox); Refused where it goes another way."""
    vision = locked_vision(number)
    if vision.way is not way:
        raise Refused("Für diese Vision ist ein anderer Weg gewählt. Bitte ändern Sie ihn zuerst bei der Vision.")
    if (vision.next_kind, vision.next_id) != (onward.kind, onward.id):
        vision.next_kind, vision.next_id = onward.kind, onward.id
        journal.note("vision.linked", thing(vision), who)
        changed(thing(vision))
    return vision


def unlink(onward: Thing, who: Who) -> None:
    """Forget what took visions up, because it is gone."""
    wanted = select(Vision.id).where(Vision.next_kind == onward.kind, Vision.next_id == onward.id)
    for number in db.session.scalars(wanted.order_by(Vision.id)).all():
        vision = locked_vision(number)
        vision.next_kind = vision.next_id = None
        journal.note("vision.linked", thing(vision), who)
        changed(thing(vision))


def _send_on(vision: Vision, idea_ids: list[int], who: Who) -> None:
    """Move source ideas that are public along with a way that ends outside the house, where the table allows it."""
    moves = _step(vision)
    for idea in impulses.held(idea_ids) if moves else ():
        if moves and idea.public and may_follow(idea.stage, moves[0]):
            idea_services.advance(idea.id, moves[0], who, moves[1])


def _step(vision: Vision, ahead: Said | None = None) -> tuple[Stage, Said] | None:
    """Return the stage that a vision's way means for its ideas, and what is said of it; None where it moves nothing."""
    if vision.way in ways.TOGETHER:
        return (Stage.IN_WORK, ahead) if ahead else None
    return (ways.STAGES[vision.way], _said(vision)) if vision.way in ways.STAGES else None


def _said(vision: Vision) -> Said:
    """Return what the ideas' stage tells of a vision's way."""
    if vision.way in {Way.LAB, Way.PROJECT}:
        return Said(place=vision.way_place, on=vision.way_on)
    if vision.way is Way.DEPARTMENT:
        return Said(place=vision.way_place, reason=vision.way_reason)
    return Said(reason=vision.way_reason, on=vision.way_on)
