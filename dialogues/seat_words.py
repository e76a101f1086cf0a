"""What the seat says, in "Sie" and, for schools and youth groups, in "Du"; one sentence each, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from dialogues.models import SAY_WORDS, Say


@dataclass(frozen=True)
class Words:
    """Anrede: every sentence of the seat that speaks to somebody."""

    seat: str
    begin: str
    again: str
    kept: str
    result_where: str
    wait: str
    called: str
    talk: str
    counted: str
    change: str
    choose: str
    hand_on: str
    questions: str
    closed: str
    not_now: str
    other_turn: str
    over: str
    group: str
    sector: str
    before: str
    own_code: str
    used: str
    reload: str
    unsent: str
    lost: str
    stale: str


SIE = Words(
    seat="Ihr Platz",
    begin="Legen Sie zu jeder These einen Stein. Lassen Sie sich Zeit. Niemand sieht, wer welchen Stein gelegt hat.",
    again="Legen Sie nach dem Gespräch noch einmal zu jeder These einen Stein: denselben oder einen anderen.",
    kept="Ihre Steine liegen. Sie können sie ändern, bis gezählt wird.",
    result_where="Am Ende werden alle Steine zusammen gezählt. Das Ergebnis sehen Sie im Raum und auf dieser Seite. "
    "Wo es rot ist, lohnt sich das Gespräch.",
    wait="Gleich geht es los. Hier können Sie dann Ihre Steine legen.",
    called="Angekommen. Die Moderation ruft gleich die nächste These auf. Bis gezählt wird, können Sie ändern.",
    talk="Jetzt sprechen wir darüber. Legen Sie das Telefon ruhig weg.",
    counted="Die Steine Ihrer Gruppe sind gezählt. Das Ergebnis sehen Sie hier, wenn alle fertig sind.",
    change="Sie können ändern, bis gezählt wird. Niemand sieht, wer welchen Stein gelegt hat.",
    choose="Bitte wählen Sie einen Stein. Oder Sie sagen dazu nichts.",
    hand_on="Ihre Steine bleiben liegen, aber Sie können sie dann nicht mehr ändern. "
    "Die nächste Person nimmt mit dem Code neu Platz.",
    questions="Fragen? Sprechen Sie uns im Raum an oder rufen Sie an",
    closed="Danke fürs Mitmachen! Die einzelnen Steine sind gelöscht. Wer welchen gelegt hat, weiß niemand.",
    not_now="Gerade werden keine Steine gelegt. Was Sie vorher gelegt haben, zählt.",
    other_turn="Diese Runde ist vorbei. Bitte laden Sie die Seite neu. Was Sie vorher gelegt haben, zählt.",
    over="Dieses Treffen ist beendet, die Steine sind gezählt. Ihr letzter Stein zählt so, wie er lag.",
    group="In welcher Gruppe sitzen Sie?",
    sector="Woher kommen Sie?",
    before="Ihr Stein vor dem Gespräch",
    own_code="Für dieses Treffen haben Sie einen eigenen Code bekommen: zehn Zeichen, nur für Sie. Geben Sie ihn ein.",
    used="Dieser Code ist schon benutzt. Hatten Sie das nicht selbst getan? Dann bitten Sie uns um einen neuen.",
    reload="Die Seite wechselt von selbst. Wenn nicht, laden Sie sie neu.",
    unsent="Noch nicht angekommen. Lassen Sie die Seite offen, wir schicken es gleich noch einmal. Ungesendete Steine:",
    lost="Ein Stein kam zu spät und zählt nicht. Was Sie vorher gelegt haben, zählt.",
    stale="Die Seite war zu lange offen. Bitte laden Sie sie neu und legen Sie den Stein noch einmal.",
)
DU = Words(
    seat="Dein Platz",
    begin="Leg zu jeder These einen Stein. Lass dir Zeit. Niemand sieht, wer welchen Stein gelegt hat.",
    again="Leg nach dem Gespräch noch einmal zu jeder These einen Stein: denselben oder einen anderen.",
    kept="Deine Steine liegen. Du kannst sie ändern, bis gezählt wird.",
    result_where="Am Ende werden alle Steine zusammen gezählt. Das Ergebnis siehst du im Raum und auf dieser Seite. "
    "Wo es rot ist, lohnt sich das Gespräch.",
    wait="Gleich geht es los. Hier kannst du dann deine Steine legen.",
    called="Angekommen. Die Moderation ruft gleich die nächste These auf. Bis gezählt wird, kannst du ändern.",
    talk="Jetzt sprechen wir darüber. Leg das Telefon ruhig weg.",
    counted="Die Steine deiner Gruppe sind gezählt. Das Ergebnis siehst du hier, wenn alle fertig sind.",
    change="Du kannst ändern, bis gezählt wird. Niemand sieht, wer welchen Stein gelegt hat.",
    choose="Bitte wähl einen Stein. Oder du sagst dazu nichts.",
    hand_on="Deine Steine bleiben liegen, aber du kannst sie dann nicht mehr ändern. "
    "Die nächste Person nimmt mit dem Code neu Platz.",
    questions="Fragen? Sprich uns im Raum an oder ruf an",
    closed="Danke fürs Mitmachen! Die einzelnen Steine sind gelöscht. Wer welchen gelegt hat, weiß niemand.",
    not_now="Gerade werden keine Steine gelegt. Was du vorher gelegt hast, zählt.",
    other_turn="Diese Runde ist vorbei. Bitte lade die Seite neu. Was du vorher gelegt hast, zählt.",
    over="Dieses Treffen ist beendet, die Steine sind gezählt. Dein letzter Stein zählt so, wie er lag.",
    group="In welcher Gruppe sitzt du?",
    sector="Woher kommst du?",
    before="Dein Stein vor dem Gespräch",
    own_code="Für dieses Treffen hast du einen eigenen Code bekommen: zehn Zeichen, nur für dich. Gib ihn ein.",
    used="Dieser Code ist schon benutzt. Hattest du das nicht selbst getan? Dann bitte uns um einen neuen.",
    reload="Die Seite wechselt von selbst. Wenn nicht, lade sie neu.",
    unsent="Noch nicht angekommen. Lass die Seite offen, wir schicken es gleich noch einmal. Ungesendete Steine:",
    lost="Ein Stein kam zu spät und zählt nicht. Was du vorher gelegt hast, zählt.",
    stale="Die Seite war zu lange offen. Bitte lade sie neu und leg den Stein noch einmal.",
)

DU_SAY = {
    Say.INFORMED: "Du erfährst etwas",
    Say.ASKED: "Du wirst gefragt",
    Say.THINKING: "Du denkst mit",
    Say.WORKING: "Du arbeitest mit",
    Say.COUNCIL: SAY_WORDS[Say.COUNCIL][0],
}


def say(kind: Say, *, informal: bool) -> str:
    """Return the badge that says how much say people have."""
    return DU_SAY[kind] if informal else SAY_WORDS[kind][0]


def words(*, informal: bool) -> Words:
    """Return the sentences for one way of speaking to people."""
    return DU if informal else SIE
