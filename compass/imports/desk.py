"""The office takes a list of people over, by the pages of core.takeover."""

from __future__ import annotations

from compass.imports import queries, services, showing, uploads
from compass.imports.forms import ChoiceForm, UploadForm
from core.audience import desk
from core.rights import Right
from core.takeover.doors import Takeover, open_doors

door = desk("actor_imports", __name__, reads=Right.NETWORK_EDIT, writes=Right.NETWORK_EDIT, url_prefix=showing.BASE)
open_doors(
    door,
    Takeover(
        reads=queries.READS,
        steps=services.STEPS,
        shelf=uploads.SHELF,
        folder="compass/imports",
        discarded="liste-verworfen",
        upload=UploadForm,
        choice=ChoiceForm,
        begin=services.begin,
        check=services.check,
        choose=services.choose,
        begins=showing.begins,
        mapping=showing.mapping_form,
        page=showing.page,
    ),
)
