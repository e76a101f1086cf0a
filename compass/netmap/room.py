"""What this wing hands to the house: the network as a picture, for the office and for everybody."""

from __future__ import annotations

from compass.netmap import desk, hangings, public, services
from core.journal import Verb
from core.room import Room

room = Room(
    "compass.netmap",
    blueprints=(desk.door, public.door),
    slots={
        "compass.desk_aside": hangings.of_actor,
        "compass.aside": hangings.of_public_actor,
        "compass.desk_links": hangings.links,
        "compass.list_aside": hangings.of_public_list,
    },
    verbs=(
        Verb(
            services.VERB,
            "hat ein Bild des Netzwerks als {form} herausgegeben ({number} Einträge)",
            frozenset({"form", "number"}),
        ),
    ),
)
