"""Whether a text is German, so that only German is stemmed and taken apart. Cheap, and German wherever in doubt.

Two signs, both over the beginning of a text: the share of its letters that are not Latin, and how many of its words are
little words of German or of the languages that are written to a German city most. A text is foreign when half of its
letters are not Latin, or when at least `LEAST` of its words are foreign little words and these are more than twice the
German ones. Words that stand in both lists count for nobody.
"""

from __future__ import annotations

import re
from typing import Final

from core.search.stopwords_english import ENGLISH_STOP_WORDS

GERMAN: Final = "de"
LOOKED_AT: Final = 2_000
"""Characters that decide."""
LEAST: Final = 3
CLEARLY: Final = 2

_LETTERS: Final = re.compile(r"[^\W\d_]+")

_GERMAN: Final = frozenset(
    """
    aber als am an auch auf aus bei bin bis da damit dann das dass dem den denn der des die dies diese doch dort durch
    ein eine einem einen einer eines es etwas für gibt haben hat hier ich ihr im immer in ist ja kann kein keine man
    mehr mit muss müssen nach nicht noch nur ob oder ohne schon sehr sein sich sie sind so soll sollte über um und uns
    unser unter viel viele vom von vor war wäre was wenn wer werden wie wieder wir wird wo wurde zu zum zur zwischen
    """.split()  # noqa: SIM905 - quoted words would be unreadable
)
_FOREIGN: Final = frozenset(
    """
    a about all and are as at be because been but by can could do for from had has have he her his i if into is it its
    like more my no not of on one or our out should so that the their them there they this to up very was we were what
    when which who will with would you your
    au aux avec bien c ce ces cette comme d dans de des du elle en est et être il ils j je l la le les leur mais mes
    moi n ne nos notre nous on ou où par pas plus pour qu que qui sa se ses son sont sur très un une vous y
    al algo como con cuando de del desde donde el ella en es esta este esto están fue ha hay la las lo los más me mi
    muy ni no nos nuestra nuestro o para pero poco por porque que qué se sea ser si sin sobre son su sus también tiene
    todo todos un una uno y ya
    anche che ci come con dei del della delle di dove e gli ha ho i il io la le lo ma mi nel nella noi non o per perché
    più questa questo se sono su sulla tutti un una
    ama bir biz bize bizim bu çok da daha de değil diye en için gibi hem her ile ise kadar ki ne o olan olarak olsun
    sonra şu var ve veya ya yok
    a aby ale bez bo być by co czy dla do gdy gdzie i ich jak jest już k kiedy lub ma mnie na nad nam nas nie o od
    oraz po pod przez przy są się ta tak tam te tego ten to tu tylko u w we więc z za ze że
    ai ale am are au ca că care ce cu dar de din e este fi în la mai mult ne noi nu o pe pentru prin sau se să sunt și
    un unde
    a ako ali bi biti da do i iz ja je jer jesu još kad kao koja koje koji li mi na ne nije o od po s sa samo se smo
    su što to u uz za
    aan als bij dat de deze die dit door een en er het hij ik in is je maar met naar niet of om onze ook op te uit van
    veel voor was wat we wij wordt zijn
    a ang ng mga sa ay at na ko
    """.split()  # noqa: SIM905 - quoted words would be unreadable
)
_ONLY_GERMAN: Final = _GERMAN - _FOREIGN
_ONLY_FOREIGN: Final = _FOREIGN - _GERMAN


def is_english(text: str, *, else_so: bool = False) -> bool:
    """Tell whether a text is English rather than German; `else_so` is what one without little words of either counts as."""
    found = _LETTERS.findall(text[:LOOKED_AT].lower())
    english = sum(word in ENGLISH_STOP_WORDS and word not in _GERMAN for word in found)
    german = sum(word in _GERMAN and word not in ENGLISH_STOP_WORDS for word in found)
    return english > german if english != german else else_so


def is_german(text: str, language: str = "") -> bool:
    """Tell whether a text counts as German; `language` (de, tr, en ...) decides where somebody has said it."""
    if language:
        return language.partition("-")[0].lower() == GERMAN
    words = _LETTERS.findall(text[:LOOKED_AT].lower())
    letters = sum(map(len, words))
    other = sum(len(word) for word in words if max(word) > "\u024f")
    if letters and 2 * other >= letters:
        return False
    foreign = sum(word in _ONLY_FOREIGN for word in words)
    return foreign < LEAST or foreign <= CLEARLY * sum(word in _ONLY_GERMAN for word in words)
