"""Made-up contents for the gallery of components: one form, fresh and with errors, and a code to draw."""

from __future__ import annotations

from typing import Any

import segno
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, EmailField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional

from core.forms import DeskForm

HELPS = {
    "need": "Etwas ist im Alltag zu schwer oder es gibt es nicht.",
    "idea": "Sie wissen, was man machen könnte. Es muss noch nicht fertig sein.",
}


class SampleForm(DeskForm):
    """Musterformular: one field of every kind; it is never sent."""

    words = TextAreaField(
        "Ihre Idee",
        [InputRequired("Bitte schreiben Sie Ihre Idee auf.")],
        description="Ein paar Sätze genügen.",
        render_kw={"rows": 4},
    )
    title = StringField("Titel", [Optional(), Length(max=30, message="Der Titel ist zu lang: höchstens 30 Zeichen.")])
    kind = RadioField(
        "Was ist es?",
        [Optional()],
        choices=[SelectChoice("need", "Mir fehlt etwas"), SelectChoice("idea", "Ich habe eine Idee")],
    )
    district = SelectField(
        "Stadtbezirk",
        [Optional()],
        choices=[SelectChoice("", "Ganz Bielefeld"), SelectChoice("mitte", "Mitte")],
    )
    email = EmailField(
        "E-Mail",
        [Optional()],
        description="Nur damit wir Ihnen antworten können.",
        render_kw={"autocomplete": "email"},
    )
    agreed = BooleanField("Ich habe das gelesen", [InputRequired("Bitte bestätigen Sie, dass Sie das gelesen haben.")])


def picture(words: str) -> Markup:
    """Draw a QR code as an SVG without any text in it."""
    drawn = segno.make(words, error="m").svg_inline(border=2, dark="#161a2b", light="#fff", omitsize=True)
    return Markup(drawn)  # noqa: S704 - segno draws only paths


def shown() -> dict[str, Any]:
    """Return what core/components.html needs."""
    form = SampleForm(
        MultiDict({"f-title": "Ein viel zu langer Titel, der nicht endet", "f-kind": "need"}), prefix="f-"
    )
    form.validate()
    form["token"].errors = ()
    return {"form": form, "empty_form": SampleForm(prefix="e-"), "helps": HELPS, "qr": picture("ABCD-EFGH-JKLM")}
