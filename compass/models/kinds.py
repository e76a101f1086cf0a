"""Words of the Netzwerkkompass: kinds, sectors, purposes of a consent; each with what stands on screen."""

from __future__ import annotations

import enum

NAME_LENGTH = 160
ABOUT_LENGTH = 2000


class ActorKind(enum.StrEnum):
    """Art einer Akteurin oder eines Akteurs."""

    PERSON = "person"
    ORGANISATION = "organisation"
    INITIATIVE = "initiative"
    ALLIANCE = "alliance"
    CLUSTER = "cluster"
    UNIT = "unit"
    BODY = "body"


KIND_WORDS = {
    ActorKind.PERSON: "Person",
    ActorKind.ORGANISATION: "Organisation",
    ActorKind.INITIATIVE: "Initiative",
    ActorKind.ALLIANCE: "Bündnis",
    ActorKind.CLUSTER: "Cluster",
    ActorKind.UNIT: "Amt",
    ActorKind.BODY: "Gremium",
}


class Sector(enum.StrEnum):
    """Sektor: woher jemand kommt."""

    ADMINISTRATION = "administration"
    SCIENCE = "science"
    BUSINESS = "business"
    CIVIL_SOCIETY = "civil_society"


SECTOR_WORDS = {
    Sector.ADMINISTRATION: "Verwaltung",
    Sector.SCIENCE: "Wissenschaft",
    Sector.BUSINESS: "Wirtschaft",
    Sector.CIVIL_SOCIETY: "Zivilgesellschaft",
}

MARK_WORDS = {"in_politics": "Politik", "city_owned": "städtisch", "advisory_board": "Beirat"}
"""Marks beside the sector, by the name of their column; a marked actor never fills a citizen's place."""


class Reach(enum.StrEnum):
    """Reichweite: wie weit jemand wirkt."""

    LOCAL = "local"
    REGIONAL = "regional"
    NATIONAL = "national"
    INTERNATIONAL = "international"


REACH_WORDS = {
    Reach.LOCAL: "in der Stadt",
    Reach.REGIONAL: "in der Region",
    Reach.NATIONAL: "im ganzen Land",
    Reach.INTERNATIONAL: "international",
}


LANGUAGE_WORDS = {
    "de": "Deutsch",
    "ls": "Leichte Sprache",
    "dgs": "Deutsche Gebärdensprache",
    "en": "Englisch",
    "ar": "Arabisch",
    "bg": "Bulgarisch",
    "fa": "Persisch",
    "fr": "Französisch",
    "it": "Italienisch",
    "ku": "Kurdisch",
    "pl": "Polnisch",
    "ro": "Rumänisch",
    "ru": "Russisch",
    "es": "Spanisch",
    "tr": "Türkisch",
    "uk": "Ukrainisch",
}
"""Languages one may speak with somebody in, by code; a code that is not here stands as it is."""


class Doubt(enum.StrEnum):
    """Warum eine Bestätigung zurückgenommen wird; words of a list, so that nothing about a person gets into the journal."""

    MISTAKE = "mistake"
    PAST = "past"
    UNPROVEN = "unproven"
    ASKED = "asked"


DOUBT_WORDS = {
    Doubt.MISTAKE: "war ein Versehen",
    Doubt.PAST: "gilt nicht mehr",
    Doubt.UNPROVEN: "der Nachweis fehlt",
    Doubt.ASKED: "auf eigenen Wunsch",
}


class Capacity(enum.StrEnum):
    """Luft: ob jemand gerade noch bei etwas mitmachen kann."""

    UNKNOWN = "unknown"
    ROOM = "room"
    LITTLE = "little"
    NONE = "none"


CAPACITY_WORDS = {
    Capacity.UNKNOWN: "nicht gefragt",
    Capacity.ROOM: "hat noch Luft",
    Capacity.LITTLE: "hat wenig Luft",
    Capacity.NONE: "hat gerade keine Luft",
}


class Basis(enum.StrEnum):
    """Rechtsgrundlage: warum die Stadt einen Eintrag führen darf."""

    CONSENT = "consent"
    PUBLIC_TASK = "public_task"
    CONTRACT = "contract"
    NOT_PERSONAL = "not_personal"


BASIS_WORDS = {
    Basis.CONSENT: "Einwilligung (Art. 6 Abs. 1 a DSGVO)",
    Basis.PUBLIC_TASK: "öffentliche Aufgabe (Art. 6 Abs. 1 e DSGVO)",
    Basis.CONTRACT: "Vertrag (Art. 6 Abs. 1 b DSGVO)",
    Basis.NOT_PERSONAL: "keine Angaben über eine Person",
}


class CompetenceKind(enum.StrEnum):
    """Was ein Satz über jemanden sagt: was sie können, was sie interessiert, was sie anbieten."""

    COMPETENCE = "competence"
    INTEREST = "interest"
    OFFER = "offer"


COMPETENCE_WORDS = {
    CompetenceKind.COMPETENCE: "Kann",
    CompetenceKind.INTEREST: "Interessiert sich für",
    CompetenceKind.OFFER: "Bietet an",
}


class ContactKind(enum.StrEnum):
    """Weg, jemanden zu erreichen."""

    EMAIL = "email"
    PHONE = "phone"
    WEB = "web"


CONTACT_WORDS = {ContactKind.EMAIL: "E-Mail", ContactKind.PHONE: "Telefon", ContactKind.WEB: "Seite im Netz"}


class Purpose(enum.StrEnum):
    """Zweck einer Einwilligung; die mit show_ gelten für ein einzelnes Feld der öffentlichen Seite."""

    PUBLIC = "public"
    MATCHING = "matching"
    INVITATIONS = "invitations"
    INTERNAL = "internal"
    SHOW_ABOUT = "show_about"
    SHOW_WEB = "show_web"
    SHOW_COMPETENCES = "show_competences"
    SHOW_REFERENCES = "show_references"
    SHOW_TIES = "show_ties"
    SHOW_CIRCLES = "show_circles"
    SHOW_CONTACT = "show_contact"
    SHOW_EMAIL = "show_email"
    SHOW_PHONE = "show_phone"
    SHOW_ADDRESS = "show_address"


PURPOSE_WORDS = {
    Purpose.PUBLIC: "Öffentliche Seite",
    Purpose.MATCHING: "Vorschläge für Aufgaben",
    Purpose.INVITATIONS: "Einladungen",
    Purpose.INTERNAL: "Eintrag im Büro",
    Purpose.SHOW_ABOUT: "Beschreibung zeigen",
    Purpose.SHOW_WEB: "Seite im Netz zeigen",
    Purpose.SHOW_COMPETENCES: "Können, Interessen und Angebote zeigen",
    Purpose.SHOW_REFERENCES: "Beispiele der Arbeit zeigen",
    Purpose.SHOW_TIES: "Verbindungen zeigen",
    Purpose.SHOW_CIRCLES: "Innovationszirkel zeigen",
    Purpose.SHOW_CONTACT: "Ansprechperson zeigen",
    Purpose.SHOW_EMAIL: "E-Mail zeigen",
    Purpose.SHOW_PHONE: "Telefon zeigen",
    Purpose.SHOW_ADDRESS: "Anschrift zeigen",
}

PAGE_FIELDS = (
    Purpose.SHOW_ABOUT,
    Purpose.SHOW_WEB,
    Purpose.SHOW_COMPETENCES,
    Purpose.SHOW_REFERENCES,
    Purpose.SHOW_TIES,
    Purpose.SHOW_CIRCLES,
)
"""What a Yes to the public page covers unless somebody takes a field out: the entry, never the contact."""

CONTACT_FIELDS = (Purpose.SHOW_CONTACT, Purpose.SHOW_EMAIL, Purpose.SHOW_PHONE, Purpose.SHOW_ADDRESS)
"""What needs a Yes of its own."""
