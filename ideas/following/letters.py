"""Letters to followers: the question first, then news at once or the letter of a week, each with a way to end it."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import timedelta

from core import links, mail, texts
from core.config import settings
from core.things import Thing
from ideas.following.digest import Told
from ideas.following.models import Follower, Following, News
from ideas.following.subjects import named, of
from ideas.letters import public_only
from ideas.models import Idea

CONFIRM, STOP = "following.confirm", "following.stop"
CONFIRM_WITHIN = timedelta(hours=48)
STOP_WITHIN = timedelta(days=365)
AT_MOST = 25
"""Ideas in one weekly letter; of more it says how many."""


def warm() -> None:
    """Read what every letter says before a transaction that writes: inside one, nothing read is kept for the next letter."""
    texts.text("office.name")
    named(())


def stop_token(thing: Thing, follower: Follower) -> str:
    """Return the token that ends the letters about a thing: always the same, computable only with key and row."""
    words = f"{STOP}:{thing}:{follower.salt}".encode()
    made = hmac.new(settings().secret_key.encode(), words, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode("ascii").rstrip("=")


def keep_open(things: dict[Thing, Follower]) -> None:
    """See to it that the links that end letters live for a year from now on."""
    present = links.prolong(STOP, things, STOP_WITHIN) if things else set()
    for thing in things.keys() - present:
        links.issue(STOP, thing, lifetime=STOP_WITHIN, uses=None, token=stop_token(thing, things[thing]))


def confirm(following: Following, follower: Follower) -> None:
    """Promise the letter that asks; only so many a day go to one address, and it repeats no stranger's words."""
    if mail.limited(follower.email):
        return
    token = links.issue(CONFIRM, following.thing, lifetime=CONFIRM_WITHIN)
    mail.send("following-confirm", follower.email, token=token, subject=_plain(following))


def _plain(following: Following) -> str:
    """Name what is followed; an idea by its number, for its title is somebody's own words."""
    subject = of(following)
    return f"Idee Nr. {subject.id}" if subject.kind == "idee" else named([subject]).get(subject, "ein Thema")


def at_once(following: Following, news: News, idea: Idea) -> None:
    """Promise the letter about one piece of news to one who wants it at once."""
    token = stop_token(following.thing, following.follower)
    stop = mail.address("ideas_follow_stop.stand", token=token)
    subject = of(following)
    mail.send(
        "following-news",
        following.follower.email,
        headers=mail.one_click(stop),
        about=public_only(idea.id),
        idea=idea,
        news=news,
        subject=named([subject]).get(subject, ""),
        stop=stop,
    )


def weekly(follower: Follower, told: Sequence[Told], subjects: Sequence[str]) -> None:
    """Promise one letter with all that is new for one address."""
    stop = mail.address("ideas_follow_stop.stand", token=stop_token(follower.thing, follower))
    mail.send(
        "following-weekly",
        follower.email,
        headers=mail.one_click(stop),
        told=told[:AT_MOST],
        more=max(0, len(told) - AT_MOST),
        subjects=subjects,
        stop=stop,
    )
