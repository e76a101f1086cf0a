"""Folgen: the form, and the public list as an Atom feed."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from core import answers, limits
from core.audience import public
from core.config import settings
from core.errors import TooMany
from ideas import listing
from ideas.following import feed, services
from ideas.following.forms import FollowForm
from ideas.following.models import Rhythm
from ideas.following.subjects import KINDS, Subject, read

door = public("ideas_follow", __name__)

AN_HOUR = timedelta(hours=1)


def _asked() -> Subject | None:
    """Return what the address names: ?idee=12, ?thema=3 or ?bezirk=5."""
    found = (read(f"{kind}-{request.args.get(kind, '')}") for kind in KINDS)
    return next((subject for subject in found if subject), None)


@door.get("/ideen/folgen")
def new() -> str:
    """Show the form to follow something."""
    wanted = _asked()
    form = FollowForm(subject=wanted.word if wanted else "")
    form.offer(wanted)
    return render_template("ideas/following/new.html", form=form)


@door.post("/ideen/folgen")
def take() -> AnyResponse | tuple[str, int]:
    """Ask an address by letter; the answer is the same whether we know it or not."""
    form = FollowForm(request.form)
    form.offer(form.wanted())
    if not form.validate():
        form.refresh()
        return render_template("ideas/following/new.html", form=form), 422
    wanted = form.wanted()
    if wanted and not form.website.data:
        if not limits.hit("follow", limits.source(), settings().follows_per_hour, AN_HOUR):
            raise TooMany("Das waren sehr viele Anfragen von Ihrem Anschluss. Bitte versuchen Sie es in einer Stunde.")
        services.ask(form.email.data or "", wanted, Rhythm(form.rhythm.data))
    return redirect("/ideen/folgen?notiz=folgen-gefragt", 303)


@door.get("/ideen.atom")
def atom() -> Response | AnyResponse:
    """Give the list of an address as an Atom feed; of a search the tag is made of what was found."""
    kept = None if "q" in request.args else answers.unchanged("ideas", "taxonomy", "categories")
    if kept is not None:
        return kept
    written = feed.written(listing.of(request.args))
    answer = Response(written, content_type="application/atom+xml; charset=utf-8")
    if "q" in request.args:
        answer.add_etag(weak=True)
        answer.make_conditional(request)
    return answer
