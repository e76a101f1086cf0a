"""The office makes classes, prints their sheet, hands the teacher a link, decides about what the teacher asked."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import accounts, mail
from core.audience import desk
from core.errors import FormExpired
from core.rights import Right
from ideas.school import entering, queries, services
from ideas.school.forms import ClassForm, KeepForm, LinkForm, NewClassForm
from ideas.school.models import SchoolClass

door = desk(
    "school_desk", __name__, reads=Right.IDEAS_READ, writes=Right.IDEAS_MODERATE, url_prefix="/buero/ideen/klassen"
)


@door.get("")
def index() -> str:
    """Show all classes and the form for a new one."""
    return render_template(
        "ideas/school/index.html", classes=queries.classes(), form=NewClassForm(), over=entering.is_over
    )


@door.post("")
def make() -> Response | tuple[str, int]:
    """Make a class."""
    form = NewClassForm(request.form)
    good = form.validate()
    if good and queries.named(form.name.data or "") is not None:
        form.name.errors = [*form.name.errors, "Eine Klasse mit diesem Namen gibt es schon."]
        good = False
    if not good or form.until.data is None:
        form.refresh()
        shown = {"classes": queries.classes(), "form": form, "over": entering.is_over}
        return render_template("ideas/school/index.html", **shown), 422
    until = form.until.data.isoformat()
    made = services.make_class(form.name.data or "", form.topic.data or "", until, accounts.require().who)
    return redirect(url_for("school_desk.show", number=made.id, notiz="gespeichert"), 303)


@door.get("/<int:number>")
def show(number: int) -> str:
    """Show one class: its code, its ideas, the teacher's link."""
    return _page(queries.one(number))


def _page(
    school_class: SchoolClass, form: ClassForm | None = None, link: LinkForm | None = None, made: str | None = None
) -> str:
    fresh = ClassForm(version=school_class.version, topic=school_class.topic, until=school_class.until)
    form, link = form or fresh, link or LinkForm()
    return render_template(
        "ideas/school/class.html",
        school_class=school_class,
        address=entering.address(school_class),
        ideas=queries.wall(school_class.id),
        over=entering.is_over(school_class),
        change=form,
        link=link,
        form=link if link.errors else form,
        made=made,
    )


@door.post("/<int:number>")
def change(number: int) -> Response | tuple[str, int]:
    """Store topic and last day."""
    school_class, form = queries.one(number), ClassForm(request.form)
    if not form.validate() or form.until.data is None:
        form.refresh()
        return _page(school_class, form), 422
    until = form.until.data.isoformat()
    services.change_class(number, form.topic.data or "", until, accounts.require().who, form.version.data)
    return redirect(url_for("school_desk.show", number=number, notiz="gespeichert"), 303)


@door.post("/<int:number>/link")
def hand_link(number: int) -> str | Response | tuple[str, int]:
    """Make the teacher's link: sent by letter, or shown this once."""
    school_class, form = queries.one(number), LinkForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(school_class, link=form), 422
    token = services.teacher_link(number, accounts.require().who, form.email.data or "")
    if form.email.data:
        return redirect(url_for("school_desk.show", number=number, notiz="lehrkraft-brief"), 303)
    return _page(school_class, made=mail.address("school_teacher.wall", token=token))


@door.get("/<int:number>/blatt")
def sheet(number: int) -> str:
    """Show the sheet to print for the class."""
    school_class = queries.one(number)
    shown = {"address": entering.address(school_class), "picture": entering.picture(school_class)}
    return render_template(
        "ideas/school/sheet.html", school_class=school_class, back=f"/buero/ideen/klassen/{number}", **shown
    )


@door.post("/idee/<int:number>/bleibt")
def keep(number: int) -> Response:
    """Let an idea stay although the teacher asked otherwise."""
    if not KeepForm(request.form).validate():
        raise FormExpired("Das Formular war zu lange offen. Bitte laden Sie die Seite neu.")
    services.keep(number, accounts.require().who)
    return redirect(url_for("ideas_desk.read", number=number, notiz="gespeichert"), 303)
