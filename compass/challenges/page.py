"""What the pages of challenges show: where one comes from, suggestions with what became of them, the team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import IntegerField
from wtforms.widgets import HiddenInput

from compass import queries as actors
from compass import suggesting
from compass.challenges import queries, teaming
from compass.challenges.models import REASON_WORDS, STATE_WORDS, State, SuggestionFeedback
from compass.models import ActorKind, Challenge
from core import accounts, slots, texts, things
from core.errors import NotThere
from core.forms import DeskForm
from core.rights import Right, allows
from core.things import Thing
from radar import queries as radar

BADGES = {
    State.SUGGESTED: "info",
    State.INVITED: "info",
    State.ACCEPTED: "success",
    State.DECLINED: "warning",
    State.UNFIT: "warning",
}


class VersionForm(DeskForm):
    """Ein Knopf zu einer Zeile: only a token, and which row was seen."""

    version = IntegerField(widget=HiddenInput(), default=0)


def may(right: Right) -> bool:
    """Tell whether who looks has a right."""
    viewer = accounts.viewer()
    return viewer is not None and allows(viewer.role, right)


def lines(found: Sequence[Challenge]) -> list[tuple[Challenge, list[tuple[str, str]], tuple[str, str] | None]]:
    """Return challenges with their topics and where they come from."""
    return [(one, topics(one), source(one)) for one in found]


def topics(challenge: Challenge) -> list[tuple[str, str]]:
    """Return the topics of a challenge: name and field."""
    known = radar.taxonomy()
    return [(area.name, term.field_key) for area in challenge.areas if (term := known.area(area.id))]


def source(challenge: Challenge) -> tuple[str, str] | None:
    """Return the noun and address of the thing a challenge came from, if its room is there."""
    kind = things.kinds().get(challenge.source_kind or "")
    return (kind.noun, kind.desk_address(challenge.source_id)) if kind and challenge.source_id else None


def asked(thing: Thing | None) -> dict[str, Any]:
    """Return what a room says of a thing for which people are sought.

    Slot compass.asks (kind=, id=): the room that has the thing yields (title, text, ids of its areas).
    """
    if thing is None:
        return {}
    for title, text, areas in slots.parts("compass.asks", kind=thing.kind, id=thing.id):
        return {"title": title, "text": text, "areas": areas}
    raise NotThere


def own_unit() -> str:
    """Return the name of the office's own entry in the network, empty when there is none."""
    name = texts.text("office.name")
    return name if [one for one in actors.same_named(name) if one.kind is not ActorKind.PERSON] else ""


def name_of(number: int | None) -> str:
    """Return the name of the asking side, empty without one."""
    found = actors.by_ids([number], public=False) if number else []
    return found[0].name if found else ""


def face(challenge: Challenge, art: str) -> dict[str, Any]:
    """Return what the page of a challenge shows; an unknown kind of team is the plain one."""
    found = suggesting.of(challenge)
    picks, said = queries.picks(challenge.id), queries.feedback(challenge.id)
    team = teaming.team(challenge, found, picks, said, art if art in teaming.VARIANTS else "")
    return {
        "challenge": challenge,
        "here": f"/buero/herausforderungen/{challenge.id}",
        "topics": topics(challenge),
        "source": source(challenge),
        "asker": name_of(found.asker),
        "found": found,
        "team": team,
        "picked": {one.actor_id: one.is_in for one in picks},
        "states": {
            number: (BADGES[one.state], _words(one)) for number, one in said.items() if one.state != State.SUGGESTED
        },
        "variants": teaming.VARIANTS,
        "hint": teaming.VARIANT_HINTS[team.variant],
        "steps": _steps(team),
        **_letters(found, team, said),
    }


def _letters(
    found: suggesting.Suggestions, team: teaming.TeamPage, said: Mapping[int, SuggestionFeedback]
) -> dict[str, Any]:
    """Return who may get a letter, whom of the team one press would invite, and how many of it can only be asked otherwise."""
    writable = queries.writable({*(one.actor.id for one in found.everybody), *team.chosen})
    asked = {number for number, one in said.items() if one.state is not State.SUGGESTED}
    unasked = team.chosen - asked
    return {"writable": writable, "to_invite": sorted(unasked & writable), "by_voice": len(unasked - writable)}


def _steps(team: teaming.TeamPage) -> str:
    """Say how long the ways in the team are, empty when nobody asked."""
    pairs = len(team.seats) * (len(team.seats) - 1) / 2
    if team.distance is None or not pairs:
        return ""
    return f"Von einem zum anderen sind es im Mittel {team.distance / pairs:.1f} Schritte im Netzwerk.".replace(
        ".", ",", 1
    )


def _words(row: SuggestionFeedback) -> str:
    word = STATE_WORDS[row.state]
    return f"{word}: {REASON_WORDS[row.reason]}" if row.reason else word


def one_suggestion(number: int, actor_id: int) -> dict[str, Any]:
    """Return a challenge, somebody who may be suggested, and what was noted of them; NotThere for anybody else."""
    challenge = actors.challenge(number)
    person = queries.people([actor_id]).get(actor_id)
    if person is None:
        raise NotThere
    row = queries.feedback(number).get(actor_id)
    version = row.version if row else 0
    return {"challenge": challenge, "person": person, "row": row, "press": VersionForm(version=version)}
