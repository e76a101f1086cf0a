"""The teacher's link: the ideas of one class before anything is published, and a wish to take one out; never more."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.audience import holder
from ideas.school import entering, queries, services
from ideas.school.forms import AskForm
from ideas.stages import WORDS

door = holder("school_teacher", __name__, purpose=services.TEACHER, url_prefix="/ideen/klasse")


@door.get("/<token>")
def wall(token: str) -> str:
    """Show the ideas of the class."""
    return _page(token, AskForm())


def _page(token: str, form: AskForm) -> str:
    school_class = queries.one(g.link.subject)
    return render_template(
        "ideas/school/wall.html",
        school_class=school_class,
        token=token,
        ideas=queries.wall(school_class.id),
        words=WORDS,
        code=entering.grouped(school_class.code),
        over=entering.is_over(school_class),
        form=form,
    )


@door.post("/<token>/<int:idea_id>")
def ask_out(token: str, idea_id: int) -> Response | tuple[str, int]:
    """Note the teacher's wish; the office decides."""
    form = AskForm(request.form)
    if not form.validate():
        form.refresh()
        return _page(token, form), 422
    services.ask_out(g.link.subject, idea_id, form.reason.data or "")
    return redirect(url_for("school_teacher.wall", token=token, notiz="lehrkraft-bittet"), 303)


@door.get("/<token>/blatt")
def sheet(token: str) -> str:
    """Show the sheet to print for the class."""
    school_class = queries.one(g.link.subject)
    shown = {"address": entering.address(school_class), "picture": entering.picture(school_class)}
    return render_template("ideas/school/sheet.html", school_class=school_class, back=f"/ideen/klasse/{token}", **shown)
