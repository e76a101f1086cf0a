"""The office takes a table of ideas over, by the pages of core.takeover."""

from __future__ import annotations

from core.audience import desk
from core.rights import Right
from core.takeover.doors import Takeover, open_doors
from ideas.imports import queries, services, showing, uploads
from ideas.imports.forms import DoublesForm, UploadForm

door = desk("imports", __name__, reads=Right.IDEAS_READ, writes=Right.IDEAS_MODERATE, url_prefix=showing.BASE)
open_doors(
    door,
    Takeover(
        reads=queries.READS,
        steps=services.STEPS,
        shelf=uploads.SHELF,
        folder="ideas/imports",
        discarded="verworfen",
        upload=UploadForm,
        choice=DoublesForm,
        begin=services.begin,
        check=services.check,
        choose=services.choose,
        begins=showing.begins,
        mapping=showing.mapping_form,
        page=showing.page,
    ),
)
