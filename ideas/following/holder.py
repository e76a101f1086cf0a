"""Links in letters to followers: confirm, and end it, which mail programs also do by themselves (RFC 8058)."""

from __future__ import annotations

from flask import g, redirect, render_template, request
from werkzeug.wrappers import Response

from core import links
from core.audience import holder
from core.errors import FormExpired
from ideas.following import letters, queries, services
from ideas.following.forms import LinkForm
from ideas.following.models import RHYTHM_WORDS, Following, Rhythm
from ideas.following.subjects import named, of

confirm_door = holder("ideas_follow_confirm", __name__, purpose=letters.CONFIRM, url_prefix="/ideen/folgen/bestaetigen")
stop_door = holder("ideas_follow_stop", __name__, purpose=letters.STOP, url_prefix="/ideen/folgen/abbestellen")

AGAIN = "Das Formular war zu lange offen. Bitte öffnen Sie den Link aus dem Brief noch einmal."
GONE = "etwas, das nicht mehr zu lesen ist"


def _named(followings: list[Following]) -> list[str]:
    names = named(map(of, followings))
    return [names.get(of(following), GONE) for following in followings]


@confirm_door.get("/<token>")
def ask(token: str) -> str:
    """Show the button that makes a following count."""
    following = queries.one(g.link.subject)
    words = RHYTHM_WORDS[following.asked_rhythm]
    return render_template(
        "ideas/following/confirm.html", form=LinkForm(), token=token, subject=_named([following])[0], rhythm=words
    )


@confirm_door.post("/<token>")
def confirm(token: str) -> Response:
    """Let it count; the link is spent."""
    if not LinkForm(request.form).validate():
        raise FormExpired(AGAIN)
    services.confirm(links.spend(letters.CONFIRM, token).id)
    return redirect("/ideen?notiz=folgen-bestaetigt", 303)


@stop_door.get("/<token>")
def stand(token: str) -> str:
    """Show what the link ends, with a button for it and one for everything of this address."""
    thing = g.link.thing
    weekly = thing.kind == "follower"
    rows = queries.of_address(thing.id, Rhythm.WEEKLY) if weekly else [queries.one(thing.id)]
    shown = {"subjects": _named(rows), "weekly": weekly, "token": token}
    return render_template("ideas/following/stop.html", form=LinkForm(), **shown)


@stop_door.post("/<token>")
def stop(token: str) -> Response:
    """End it at once: for a button of ours, or for a mail program's single click, which brings no form token.

    The link itself is the secret here, so nothing is lost by that: who holds it may end these letters.
    """
    single = request.form.get("List-Unsubscribe") == "One-Click"
    if not single and not LinkForm(request.form).validate():
        raise FormExpired(AGAIN)
    thing = links.spend(letters.STOP, token)
    if "alles" in request.form and not single:
        services.end_all(thing)
    else:
        services.end(thing)
    return redirect("/ideen?notiz=folgen-beendet", 303)
