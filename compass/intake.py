"""From the public form to a kept request: what was written, what was agreed to, what looks like a machine."""

from __future__ import annotations

from datetime import timedelta

from compass import joining
from compass.forms import sector_of
from compass.forms_join import JoinForm
from compass.models import ActorKind, Purpose
from core import limits
from core.config import settings

PLAIN = ("name", "about", "web", "contact_name", "email", "phone", "everyday_expertise")
OWN_COLUMNS = {Purpose.PUBLIC: "public_wording", Purpose.MATCHING: "matching_wording"}


def take(form: JoinForm) -> None:
    """Keep a valid form; what looks like a machine or comes in a flood is put aside, never refused."""
    suspicion = form.suspicion()
    within = limits.hit("join", limits.source(), settings().ideas_per_hour, timedelta(hours=1))
    if suspicion is None and not within:
        suspicion = "many"
    joining.ask(asked(form), form.nonce, suspicion)


def asked(form: JoinForm) -> joining.Asked:
    """Return what a form says; a wording counts as read only where its box was ticked."""
    said = {name: form[name].data or "" for name in PLAIN if name in form}
    listed = {name: "\n".join(field.lines()) for name, field in form.lists().items()}
    agreed = form.wordings()
    return joining.Asked(
        kind=ActorKind(form.kind.data) if "kind" in form else form.kind_of_entry,
        sector=sector_of(form),
        further=form.further(),
        wordings={one.value: wording for one, wording in agreed.items()},
        **{column: agreed.get(one, "") for one, column in OWN_COLUMNS.items()},
        **said,
        **listed,
    )
