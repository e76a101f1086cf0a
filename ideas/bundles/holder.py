"""The link in the letter: see who stands beside one's idea, and take it out. A GET only shows."""

from __future__ import annotations

from flask import g, render_template, request

from core.audience import holder
from core.errors import FormExpired
from ideas import address, queries, services
from ideas.bundles import letters
from ideas.bundles.forms import AloneForm

door = holder("ideas_alone", __name__, purpose=letters.ALONE, url_prefix="/ideen/zusammen")

OUT = "Ihre Idee steht wieder für sich. Das Büro weiß Bescheid und legt sie nicht noch einmal mit anderen zusammen."
ALREADY = "Ihre Idee steht schon für sich. Sie müssen nichts mehr tun."


@door.get("/<token>")
def stand(token: str) -> str:
    """Show the idea, those beside it that everybody may see, and the button."""
    idea = queries.one(g.link.subject, public=False)
    beside = [(other.title, address.of(other)) for other in queries.bundled(idea.id)]
    return render_template("ideas/bundles/alone.html", idea=idea, beside=beside, form=AloneForm(), token=token)


@door.post("/<token>")
def leave(token: str) -> str:  # noqa: ARG001 - the guard has read it
    """Take the idea out; pressed twice, the second says that it is out already."""
    if not AloneForm(request.form).validate():
        raise FormExpired("Das Formular war zu lange offen. Bitte öffnen Sie den Link aus dem Brief noch einmal.")
    out = services.object_to(g.link.subject)
    return render_template("ideas/done.html", title="Danke für den Hinweis", sentence=OUT if out else ALREADY)
