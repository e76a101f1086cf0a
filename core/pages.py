"""The public pages that belong to no room: start, legal pages, plain language, and the form to report a barrier."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core import answers, feedback, texts, versions
from core.audience import public

door = public("pages", __name__)

LEGAL = {
    "impressum": ("page.imprint", "Impressum"),
    "datenschutz": ("page.privacy", "Datenschutz"),
    "barrierefreiheit": ("page.accessibility", "Erklärung zur Barrierefreiheit"),
    "leichte-sprache": ("page.easy", "Leichte Sprache"),
    "gebaerdensprache": ("page.signs", "Gebärdensprache"),
    "so-geht-es-weiter": ("page.how", "So geht es weiter"),
}


@door.get("/")
def start() -> str | Response:
    """Show the start page: what this is, the doors, then whatever the rooms hang in."""
    return answers.unchanged("taxonomy", *versions.of_rooms()) or render_template("core/start.html")


def _legal(word: str, key: str, title: str) -> None:
    """Register one text page under its German address."""

    @door.get(f"/{word}", endpoint=word.replace("-", "_"))
    def show() -> str | Response:
        return answers.unchanged() or render_template(
            "core/text_page.html", title=title, word=word, body=texts.page(key)
        )


for _word, (_key, _title) in LEGAL.items():
    _legal(_word, _key, _title)


@door.get("/barrierefreiheit/melden")
def report_barrier() -> str:
    """Show the form to report a barrier."""
    return render_template("core/report.html", form=feedback.ReportForm())


@door.post("/barrierefreiheit/melden")
def take_report() -> Response | tuple[str, int]:
    """Store a report, promise a letter to the office."""
    form = feedback.ReportForm(request.form)
    if not form.validate():
        form.refresh()
        return render_template("core/report.html", form=form), 422
    feedback.take(form)
    return redirect(url_for("pages.barrierefreiheit", notiz="gemeldet"), 303)
