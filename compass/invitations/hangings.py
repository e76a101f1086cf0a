"""What this wing hangs into other pages: invite the list, an actor's invitations, what a person may ask to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from flask import render_template
from markupsafe import Markup

from compass.invitations import page, queries, services, wording
from compass.invitations.drafts import RoundDraft
from compass.invitations.models import Way
from compass.models import Actor
from compass.told import Told, row
from core import accounts, clock
from core.journal import Who
from core.rights import Right, allows
from core.things import Thing


def _may(right: Right) -> bool:
    viewer = accounts.viewer()
    return viewer is not None and allows(viewer.role, right)


def picks() -> list[tuple[str, str]]:
    """Return the step for ticked entries and the whole list: its word and its address."""
    return [("Einladen", "/buero/netzwerk/einladungen/neu")] if _may(Right.NETWORK_EDIT) else []


def links() -> list[tuple[str, str]]:
    """Return the way to the rounds."""
    return [("Einladungen", "/buero/netzwerk/einladungen")] if _may(Right.NETWORK_CONTACT) else []


def desk(actor: Actor) -> list[Markup]:
    """Return what an actor was invited to, and the way to invite it."""
    if not _may(Right.NETWORK_CONTACT):
        return []
    found = queries.of_actor(actor.id, 6)
    words = {said: wording.STAND_WORDS[word] for word, said in wording.STANDS.items()}
    rows = [(one, words[one.answer] if one.answer else "noch keine Antwort") for one in found]
    shown = render_template("compass/invitations/actor.html", actor=actor, rows=rows, may_edit=_may(Right.NETWORK_EDIT))
    return [Markup(shown)]  # noqa: S704 - our own template


def beside(kind: str) -> Callable[..., list[Markup]]:
    """Return the hook that shows the rounds on the office's page of one kind of things, asked with the thing itself."""

    def hook(**shown: Any) -> list[Markup]:  # noqa: ANN401 - rows of rooms above, of which only the number is read
        if not _may(Right.NETWORK_CONTACT):
            return []
        (row,) = shown.values()
        if getattr(row, "rehearsal", False):  # only tried: nobody is invited
            return []
        thing = Thing(kind, row.id)
        rounds, over = page.rows(queries.about(thing)), page.is_over(thing)
        if over and not rounds:
            return []
        may = _may(Right.NETWORK_EDIT) and not over
        given = {"rows": rounds, "thing": f"{kind}:{row.id}", "may_edit": may}
        return [Markup(render_template("compass/invitations/beside.html", **given))]  # noqa: S704 - our own template

    return hook


def inviting(
    *, ids: Sequence[int], title: str, subject: str, body: str, days: int, about: Thing, who: Who, nonce: str
) -> list[str]:
    """Draft a round for some actors about a thing, asking for an answer in so many days; yield its address."""
    until = (clock.today() + timedelta(days=days)).isoformat()
    said = RoundDraft(title, Way.SELF, subject, body, answer_by_on=until)
    made = services.draft(said, ids, who, nonce, narrowed="von Hand ausgewählt", about=about)
    return [f"/buero/netzwerk/einladungen/{made.id}"]


def told(actor_id: int) -> list[Told]:
    """Return what somebody was invited to and what they answered (Art. 15)."""
    rows = [
        row(
            Wozu=one.round.title,
            Brief=one.letter_at,
            Erinnert=one.reminded_at,
            Antwort=wording.answers(one.round.way)[one.answer] if one.answer else "",
            Geantwortet=one.answered_at,
            Bemerkung=one.note,
            Wer_kommt=f"{one.guest_name} {one.guest_email}".strip(),
        )
        for one in queries.of_actor(actor_id, 1000)
    ]
    return [Told("Einladungen", rows)] if rows else []
