"""What the Netzwerkkompass hands to the house: doors, texts, kinds, slots, verbs, what is deleted when."""

from __future__ import annotations

from pathlib import Path

from compass import (
    desk,
    desk_entry,
    desk_joining,
    desk_own,
    documents,
    hangings,
    holder,
    holder_email,
    joining,
    jumps,
    own_link,
    owning,
    public,
    tie_types,
)
from core.journal import Verb
from core.rights import Right
from core.room import Entrance, Job, Room

ALSO = ("/buero/herausforderungen", "/buero/netz")
CONSENT, WHY = frozenset({"purpose", "channel"}), frozenset({"reason"})
VERBS = (
    Verb("network.looked", "hat Kontaktdaten in der Liste „{list}“ gesehen", frozenset({"list"})),
    Verb("actor.added", "hat den Eintrag angelegt"),
    Verb("actor.changed", "hat den Eintrag geändert"),
    Verb("actor.confirmed", "hat eine Kompetenz bestätigt"),
    Verb("actor.unconfirmed", "hat die Bestätigung einer Kompetenz zurückgenommen: {reason}", WHY),
    Verb("actor.interest_confirmed", "hat ein Interesse bestätigt"),
    Verb("actor.interest_unconfirmed", "hat die Bestätigung eines Interesses zurückgenommen: {reason}", WHY),
    Verb("actor.offer_confirmed", "hat ein Angebot bestätigt"),
    Verb("actor.offer_unconfirmed", "hat die Bestätigung eines Angebots zurückgenommen: {reason}", WHY),
    Verb("actor.removed", "hat den Eintrag gelöscht"),
    Verb("actor.link_sent", "hat den Link zum eigenen Eintrag geschickt"),
    Verb("actor.consent_given", "hat die Einwilligung „{purpose}“ eingetragen ({channel})", CONSENT),
    Verb("actor.consent_withdrawn", "hat die Einwilligung „{purpose}“ zurückgenommen ({channel})", CONSENT),
    Verb("actor.tied", "hat eine Verbindung eingetragen"),
    Verb("actor.tie_changed", "hat eine Verbindung geändert"),
    Verb("actor.tie_ended", "hat eine Verbindung beendet"),
    Verb("actor.untied", "hat eine Verbindung entfernt"),
    Verb("actor.moved", "hat einen Wechsel der Stelle eingetragen"),
    Verb("actor.sector_followed", "hat den Bereich an die Hauptrolle angepasst"),
    Verb("actor.checked", "hat bestätigt, dass der Eintrag stimmt"),
    Verb("actor.email_wanted", "hat eine neue E-Mail-Adresse angegeben"),
    Verb("actor.email_confirmed", "hat die neue E-Mail-Adresse bestätigt"),
    Verb("actor.own_told", "hat die eigene Auskunft geladen"),
    Verb("actor.links_ended", "hat alle Links zum eigenen Eintrag beendet"),
    Verb("join.asked", "hat um einen Eintrag gebeten"),
    Verb("join.confirmed", "hat die E-Mail-Adresse bestätigt"),
    Verb("join.accepted", "hat die Selbsteintragung aufgenommen"),
    Verb("join.declined", "hat die Selbsteintragung abgelehnt"),
    Verb("challenge.made", "hat die Herausforderung angelegt"),
    Verb("challenge.changed", "hat die Herausforderung geändert"),
)

room = Room(
    "compass",
    blueprints=(
        public.door,
        holder.confirm_door,
        holder.own_door,
        holder_email.door,
        own_link.door,
        desk.door,
        desk.edit_door,
        desk_entry.door,
        desk_joining.door,
        desk_own.door,
    ),
    texts=Path(__file__).with_name("texts.toml"),
    kinds=documents.KINDS,
    slots={
        "desk.jump": jumps.places,
        "join.ways": hangings.ways,
        "today.due": hangings.due,
        "today.tiles": hangings.tiles,
        "compass.desk_waiting": hangings.desk_waiting,
        "compass.told": hangings.told,
    },
    verbs=VERBS,
    seed=tie_types.seed,
    jobs=(
        Job("compass.purge", joining.EVERY, joining.purge),
        Job("compass.own_changes", joining.EVERY, owning.purge),
    ),
    deliveries={owning.WANTED: owning.deliver},
    entrances=(
        Entrance("Wer dabei ist", "compass.index", order=70),
        Entrance("Netzwerk", "compass_desk.index", Right.NETWORK_READ, 20, ALSO),
    ),
)
