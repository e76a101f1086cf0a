"""What a participant fills in: points for every line of the list, by typing or with plus and minus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import IntegerField

from core.forms import HouseForm
from dialogues.models import Ranking, RankingItem


class PointsField(IntegerField):
    """Points for one line; an empty field is 0, what is no whole number is said in German."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the digits that were typed."""
        said = str(valuelist[0]).strip() if valuelist else ""
        good = not said or (said.isascii() and said.isdecimal() and len(said) < 6)  # noqa: PLR2004 - far above 100 points
        self.data = int(said or 0) if good else None
        if not good:
            raise ValueError("Bitte eine ganze Zahl.")


class SpreadForm(HouseForm):
    """Punkte verteilen: a field p<id> for each line, in the phone's own order."""

    ranking: Ranking
    items: Sequence[RankingItem] = ()

    def rows(self) -> list[tuple[RankingItem, Any]]:
        """Return each line with its field."""
        return [(item, self[f"p{item.id}"]) for item in self.items]

    @property
    def spent(self) -> int:
        """How many points are spread; what is no number counts as none."""
        return sum(field.data or 0 for _, field in self.rows())

    @property
    def left(self) -> int:
        """How many points are left; below 0 when there are too many."""
        return self.ranking.points - self.spent

    def points(self) -> dict[int, int]:
        """Return the points by item; of a form that is valid."""
        return {item.id: field.data or 0 for item, field in self.rows()}

    def step(self, said: Mapping[str, str]) -> bool:
        """Follow a press on plus or minus; False when it was neither."""
        for name, change in (("mehr", 1), ("weniger", -1)):
            if name not in said:
                continue
            field = next((field for item, field in self.rows() if str(item.id) == said[name]), None)
            if field is not None and not (change > 0 and self.left <= 0):
                field.data = max(0, (field.data or 0) + change)
                field.raw_data = None
            return True
        return False

    def fault(self) -> str:
        """Return the one sentence that says what to do; empty when all is well."""
        if any(field.errors for _, field in self.rows()):
            return "Bitte nur ganze Zahlen: 0, 1, 2 und so weiter."
        return self.form_errors[0] if self.form_errors else self.token_fault or ""

    def validate(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401 - WTForms' own signature
        """Check the numbers, then their sum."""
        good = super().validate(*args, **kwargs)
        most, spent = self.ranking.points, self.spent
        if spent > most:
            over = spent - most
            self.form_errors = [f"Das sind {spent} Punkte, es gibt {most}. Bitte {over} wegnehmen."]
        elif not spent:
            self.form_errors = ["Es ist noch kein Punkt verteilt. Bitte mindestens einen vergeben."]
        return good and not self.form_errors


def spread_form(ranking: Ranking, items: Sequence[RankingItem], *given: Any, own: Mapping[int, int]) -> SpreadForm:  # noqa: ANN401 - WTForms' own argument
    """Return the form with a field for each line, filled with what the phone gave before."""
    fields: dict[str, Any] = {"ranking": ranking, "items": tuple(items)}
    for item in items:
        fields[f"p{item.id}"] = PointsField(item.text)
    kind_of_form: type[SpreadForm] = type("SpreadForm", (SpreadForm,), fields)
    return kind_of_form(*given, **{f"p{item.id}": own.get(item.id, 0) for item in items})
