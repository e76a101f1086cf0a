"""English words too common to tell one text from another (own list, in lower case)."""

from typing import Final

ENGLISH_STOP_WORDS: Final = frozenset(
    """
    a about above after again against all along already also although always am among an and another any anything are
    around as at be became because become been before behind being below besides between beyond both but by can cannot
    could did do does doing done down during each either else enough etc even ever every everything few first for from
    further get give given go had has have having he her here hers him his how however i if in instead into is it its
    itself just last least less let like made make many may me might more most much must my near neither never next no
    nor not nothing now of off often on once one only onto or other others otherwise our ours out over own per perhaps
    quite rather really same second seem seems several shall she should since so some something still such than that the
    their theirs them then there therefore these they thing things this those though through thus to together too
    toward towards under until up upon us use used uses using very via want was way we well were what when where
    whether which while who whole whom whose why will with within without would yes yet you your yours
    """.split()  # noqa: SIM905 - two hundred quoted words would be unreadable
)
