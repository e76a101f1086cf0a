"""What this wing hangs into other pages: the way to whom to ask, and what a person may read about suggestions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import render_template
from markupsafe import Markup

from compass import queries as actors
from compass.challenges import page, queries
from compass.challenges.desk import ROOT
from compass.challenges.models import REASON_WORDS, STATE_WORDS, SuggestionFeedback
from compass.told import Told, row
from core.rights import Right
from core.things import Thing


@dataclass(frozen=True)
class AskPart:
    """A way on from a thing: its word and its address, in the manner of the rooms above."""

    label: str
    address: str


def links() -> list[tuple[str, str]]:
    """Return the way to the challenges, for those who may see contacts."""
    return [("Wen fragen? Herausforderungen", ROOT)] if page.may(Right.NETWORK_CONTACT) else []


def _place(thing: Thing) -> str:
    """Return the page of the challenge that came from a thing, else the form that makes one."""
    made = actors.challenge_from(thing)
    return f"{ROOT}/{made.id}" if made else f"{ROOT}/neu?aus={thing}"


def ways(kind: str) -> Callable[..., list[AskPart]]:
    """Return the hook for slots of buttons on the office's page of a kind of things, asked with the thing itself."""

    def hook(**shown: Any) -> list[AskPart]:  # noqa: ANN401 - rows of rooms above, of which only the number is read
        (thing,) = shown.values()
        may = page.may(Right.NETWORK_CONTACT) and page.may(Right.NETWORK_EDIT)
        return [AskPart("Wen fragen?", _place(Thing(kind, thing.id)))] if may else []

    return hook


def beside(kind: str) -> Callable[..., list[Markup]]:
    """Return the hook for slots of sections on the office's page of a kind of things, asked with the thing itself."""

    def hook(**shown: Any) -> list[Markup]:  # noqa: ANN401 - rows of rooms above, of which only the number is read
        (thing,) = shown.values()
        if not (page.may(Right.NETWORK_CONTACT) and page.may(Right.NETWORK_EDIT)):
            return []
        shown_part = render_template("compass/challenges/beside.html", place=_place(Thing(kind, thing.id)))
        return [Markup(shown_part)]  # noqa: S704 - our own template

    return hook


def told(actor_id: int) -> list[Told]:
    """Return for what somebody was suggested, what became of it and why, and where the office decided by hand (Art. 15)."""
    rows = [
        row(
            Aufgabe=one.challenge.title,
            Vorgeschlagen=one.made_at,
            Platz_in_der_Liste=str(one.place) if one.place else "",
            Punkte=str(one.points) if one.points else "",
            Stand=STATE_WORDS[one.state],
            Warum=_why(one),
            Geändert=one.changed_at,
        )
        for one in queries.of_actor(actor_id)
    ]
    picks = [
        row(Aufgabe=title, Team="dabei" if one.is_in else "nicht dabei", Festgelegt=one.picked_at)
        for one, title in queries.picks_of_actor(actor_id)
    ]
    asks = [row(Aufgabe=one.title, Angelegt=one.made_at) for one in queries.asked_by(actor_id)]
    return [
        Told("Vorschläge für Aufgaben", rows),
        Told("Von Hand ins Team gesetzt oder herausgenommen", picks),
        Told("Aufgaben, für die Sie andere suchen", asks),
    ]


def _why(one: SuggestionFeedback) -> str:
    return ". ".join(filter(None, (REASON_WORDS[one.reason] if one.reason else "", one.said)))
