"""German words too common to tell one text from another (own list, already folded as `analyser.fold` does)."""

from typing import Final

STOP_WORDS: Final = frozenset(
    """
    ab aber alle allem allen aller alles als also am an and andere anderen auch auf aus bei beim bin bis bitte da dabei
    dadurch dafur daher damit dann dar daran darauf daraus darf darum das dass davon dazu dem den denn der deren des
    deshalb desto dessen die dies diese diesem diesen dieser dieses doch dort du durch eben ein eine einem einen einer
    eines einige einigen er es etwas euch euer eure for fur gegen gerade habe haben hat hatte hatten hier hin ich ihm
    ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja je jede jedem jeden jeder jedes jedoch kann kein keine keinem
    keinen keiner man mehr mein meine meinem meinen meiner mich mir mit mussen nach nicht noch nun nur ob oder of ohne
    schon sehr sein seine seinem seinen seiner seit sich sie sind so sogar solche sollte sollten somit sondern soweit
    the to uber um und uns unser unsere unserem unseren unserer unter viel vom von vor wahrend war ware waren warum was
    weil welche welchen welcher wenn wer werden wie wir wird wo wurde wurden zu zum zur zwar
    """.split()  # noqa: SIM905 - two hundred quoted words would be unreadable
)
