"""From the public form to a kept request: what was written, what was agreed to, what looks like a machine."""

from __future__ import annotations

from datetime import timedelta

from compass import joining
from compass.forms import JoinForm, kind_of, sector_of
from core import limits, texts
from core.config import settings

PLAIN = ("name", "about", "web", "contact_name", "email")


def take(form: JoinForm) -> None:
    """Keep a valid form; what looks like a machine or comes in a flood is put aside, never refused."""
    suspicion = form.suspicion()
    within = limits.hit("join", limits.source(), settings().ideas_per_hour, timedelta(hours=1))
    if suspicion is None and not within:
        suspicion = "many"
    said = {name: form[name].data or "" for name in PLAIN}
    listed = {name: "\n".join(field.lines()) for name, field in form.lists().items()}
    asked = joining.Asked(
        kind=kind_of(form),
        sector=sector_of(form),
        public_wording=texts.text("compass.consent.public") if form.public.data else "",
        matching_wording=texts.text("compass.consent.matching") if form.matching.data else "",
        **said,
        **listed,
    )
    joining.ask(asked, form.nonce, suspicion)
