"""What this wing hangs into other pages: the place for a warning in the form, likely doubles beside an entry, old addresses."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from compass.doubles import merging, queries
from compass.doubles.forms import PressForm
from compass.models import Actor
from compass.told import Told
from core import accounts, clock
from core.rights import Right, allows


def _may() -> bool:
    viewer = accounts.viewer()
    return viewer is not None and allows(viewer.role, Right.NETWORK_EDIT)


def beside_form(actor: Actor | None) -> list[Markup]:
    """Return the place where likely doubles appear while somebody types; empty and unseen until then."""
    return [Markup(render_template("compass/doubles/place.html", number=actor.id if actor else ""))]  # noqa: S704 - our own template


def aside(actor: Actor) -> list[Markup]:
    """Return likely doubles of an entry, and the last merge into it while it can be taken back."""
    if not _may():
        return []
    pairs, merge = queries.of_actor(actor.id), queries.last_into(actor.id)
    others = [one.high_id if one.low_id == actor.id else one.low_id for one in pairs]
    names = queries.names(others)
    undoable = merge is not None and not merging.why_not(merge)
    page = render_template(
        "compass/doubles/aside.html",
        actor=actor,
        pairs=[(number, names[number], one.reasons) for number, one in zip(others, pairs, strict=True)],
        merge=merge if undoable else None,
        days=queries.since(merge) if merge else 0,
        form=PressForm(),
    )
    return [Markup(page)]  # noqa: S704 - our own template


def waiting() -> list[tuple[str, str]]:
    """Return the way to the list of likely doubles, where there are any."""
    count = queries.how_many() if _may() else 0
    return (
        [(f"{count} {'Paar' if count == 1 else 'Paare'} vielleicht doppelt", "/buero/netzwerk/doppelte")]
        if count
        else []
    )


def tiles() -> list[tuple[int, str, str]]:
    """Return how many likely pairs wait for somebody's look."""
    return [(queries.how_many(), "vielleicht doppelt", "/buero/netzwerk/doppelte")] if _may() else []


def told(actor_id: int) -> list[Told]:
    """Return the merges of an entry, with what is still kept of the other one (Art. 15)."""
    rows = [
        {
            "Zusammengeführt": clock.time_in_words(one.merged_at),
            "Frühere Nummer": str(one.gone_id),
            "Aufgehoben": "; ".join(merging.kept_of(one)) or "nichts mehr",
        }
        for one in queries.into(actor_id)
    ]
    return [Told("Zusammengeführte Einträge", rows)] if rows else []


def moved(number: int) -> list[int]:
    """Return the entry that took over a number."""
    other = queries.lives_on(number)
    return [] if other is None else [other]
