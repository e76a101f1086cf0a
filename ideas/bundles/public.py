"""An author takes their idea out of a bundle with the Merk-Code."""

from __future__ import annotations

from flask import render_template, request

from core.audience import public
from core.db import own_transactions, writing
from core.errors import FormExpired
from ideas import lookup, services
from ideas.bundles.forms import AloneByCodeForm
from ideas.bundles.holder import ALREADY, OUT

door = public("ideas_alone_code", __name__, url_prefix="/ideen/nachsehen")


@door.post("/allein")
@own_transactions
def leave() -> str:
    """Take the idea out of its bundle for its author."""
    form = AloneByCodeForm(request.form)
    if not form.validate():
        raise FormExpired("Das Formular war zu lange offen. Bitte sehen Sie noch einmal mit Ihrem Merk-Code nach.")
    idea = lookup.by_typed(form.code.data)
    with writing():
        out = services.object_to(idea.id)
    return render_template("ideas/done.html", title="Danke für den Hinweis", sentence=OUT if out else ALREADY)
