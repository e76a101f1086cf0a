"""A class hands in ideas under its code: no account, no name, no e-mail; each child gets a Merk-Code."""

from __future__ import annotations

from dataclasses import replace

from flask import render_template, request

from core.audience import public
from core.config import settings
from core.db import own_transactions, writing
from ideas import cards, codes, intake, lookup
from ideas.models import Source
from ideas.school import entering, services
from ideas.school.forms import ChildForm
from ideas.school.models import SchoolClass
from ideas.services import Submitted

door = public("school", __name__, url_prefix="/ideen/schule")


@door.get("/<code>")
def new(code: str) -> str:
    """Show the class its form; after the last day a sentence."""
    return _page(entering.by_typed(code, looking=True), ChildForm())


def _page(school_class: SchoolClass, form: ChildForm) -> str:
    return render_template(
        "ideas/school/new.html",
        school_class=school_class,
        address=entering.grouped(school_class.code),
        over=entering.is_over(school_class),
        form=form,
        until=intake.read_until(),
        helps=cards.helps(),
    )


@door.post("/<code>")
@own_transactions
def take(code: str) -> str | tuple[str, int]:
    """Store an idea and show its Merk-Code; sent twice, the same page comes again."""
    school_class, form = entering.by_typed(code), ChildForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(school_class, form), 422
    with writing():
        school_class = entering.by_typed(code)
        draft = replace(intake.draft(form), source=Source.SCHOOL)
        taken = services.hand_in(school_class, draft, form.nonce, intake.doubt(form))
        return _thanks(school_class, taken)


def _thanks(school_class: SchoolClass, taken: Submitted) -> str:
    base = settings().base_url.rstrip("/")
    return render_template(
        "ideas/school/thanks.html",
        taken=taken,
        until=intake.read_until(),
        groups=codes.grouped(taken.code).split("-"),
        picture=lookup.picture(taken.code),
        again=f"/ideen/schule/{entering.grouped(school_class.code)}",
        look=f"{base}/ideen/nachsehen".split("://")[-1],
    )
