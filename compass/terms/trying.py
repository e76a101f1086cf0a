"""What a change of the list would do to the saved challenges, shown before it is made."""

from __future__ import annotations

from collections.abc import Mapping

from flask import render_template, request

from compass import effects, staff_words
from compass.terms import queries
from compass.terms.services import SHORT, WORD_LENGTH, TermDraft
from core.forms import DeskForm, clean

Groups = Mapping[int, tuple[str, ...]]
NEW = 0
OURS = frozenset({"token", "shown", "zurueck"})


def drafted(number: int | None, draft: TermDraft) -> Groups | None:
    """Return the groups with a term as it would be, None where its words stay as they are."""
    now, place = staff_words.groups(), number or NEW
    then = {key: words for key, words in now.items() if key != place}
    if draft.active:
        then[place] = (draft.name, *draft.synonyms)
    before, after = (set(one.get(place, ())) for one in (now, then))
    alone = len(before) <= 1 and len(after) <= 1
    return None if before == after or alone else then


def merged(number: int, into: int) -> Groups:
    """Return the groups with one term's words among those of another."""
    now = staff_words.groups()
    gone = queries.term(number)
    words = (gone.name, *(one.name for one in gone.synonyms))
    return {key: (*said, *words) if key == into else said for key, said in now.items() if key != number}


def folded(wanted: Mapping[int, int]) -> Groups | None:
    """Return the groups with the short ones among free texts as words of their terms, None where none is short."""
    texts = queries.texts_of(list(wanted))
    short = {one: text for one, text in texts.items() if len(text.split()) <= SHORT and len(text) <= WORD_LENGTH}
    then = dict(staff_words.groups())
    for sample, text in short.items():
        if wanted[sample] in then:
            then[wanted[sample]] = (*then[wanted[sample]], text)
    return then if short else None


def page(form: DeskForm, groups: Groups | None, back: str, *, only_if_touched: bool = False) -> str | None:
    """Return the page that shows an effect with everything that was sent; None where it was shown, or there is none.

    `only_if_touched` passes over a change that no saved challenge would feel.
    """
    if groups is None:
        return None
    sent = [(name, str(clean(value))) for name, value in request.form.items(multi=True) if name not in OURS]
    mark = effects.digest([*sent, sorted(map(sorted, groups.values()))])
    if request.form.get("shown") == mark:
        return None
    effect = effects.of_terms(groups.values())
    if not effect.looked_at or (only_if_touched and not effect.touched):
        return None
    form.refresh()
    given = [*sent, ("shown", mark)]
    return render_template("compass/terms/effect.html", form=form, effect=effect, given=given, back=back)


def goes_back() -> bool:
    """Tell whether somebody saw an effect and wants to go on writing."""
    return "zurueck" in request.form
