"""The red thread."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "actor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("sort_key", sa.String(length=160), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "person",
                "organisation",
                "initiative",
                "alliance",
                "cluster",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "sector",
            sa.Enum(
                "administration",
                "science",
                "business",
                "civil_society",
                name="sector",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("in_politics", sa.Boolean(), nullable=False),
        sa.Column("city_owned", sa.Boolean(), nullable=False),
        sa.Column("advisory_board", sa.Boolean(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("web", sa.String(length=300), nullable=False),
        sa.Column("contact_name", sa.String(length=160), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor")),
    )
    with op.batch_alter_table("actor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_sector_actor_sort_key"), ["sector", "sort_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_actor_sort_key_actor_id"), ["sort_key", "id"], unique=False)

    op.create_table(
        "assembly",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assembly")),
    )
    op.create_table(
        "body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("article", sa.String(length=4), nullable=False),
        sa.Column("sort_key", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "board",
                "committee",
                "district",
                "council",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
        sa.UniqueConstraint("name", name=op.f("uq_body_name")),
    )
    op.create_table(
        "bundle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle")),
    )
    op.create_table(
        "challenge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source_kind", sa.String(length=40), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge")),
    )
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_challenge_made_at_challenge_id"), ["made_at", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_challenge_source_kind_challenge_source_id"), ["source_kind", "source_id"], unique=False
        )

    op.create_table(
        "result_kind",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_kind")),
        sa.UniqueConstraint("name", name=op.f("uq_result_kind_name")),
    )
    op.create_table(
        "assembly_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("since_on", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_assembly_member_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_assembly_member_assembly_id_assembly"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assembly_member")),
        sa.UniqueConstraint("assembly_id", "actor_id", name=op.f("uq_assembly_member_assembly_id_actor_id")),
    )
    with op.batch_alter_table("assembly_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assembly_member_actor_id"), ["actor_id"], unique=False)

    op.create_table(
        "circle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("founded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["field_id"], ["action_field.id"], name=op.f("fk_circle_field_id_action_field")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle")),
        sa.UniqueConstraint("field_id", name=op.f("uq_circle_field_id")),
    )
    op.create_table(
        "competence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "competence", "interest", "offer", name="kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_competence_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competence")),
    )
    with op.batch_alter_table("competence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_competence_actor_id"), ["actor_id"], unique=False)

    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum("public", "matching", name="purpose", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=300), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_consent_actor_id_actor"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(
            "uq_consent_standing",
            ["actor_id", "purpose"],
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )

    op.create_table(
        "council_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("sort_key", sa.String(length=160), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_council_member_body_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_member")),
        sa.UniqueConstraint("email", name=op.f("uq_council_member_email")),
    )
    with op.batch_alter_table("council_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_council_member_body_id"), ["body_id"], unique=False)

    op.create_table(
        "dialogue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assembly_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("held_on", sa.String(length=10), nullable=False),
        sa.Column("begins", sa.String(length=5), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("announced", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("planned", "open", "closed", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("meeting_code", sa.String(length=12), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nonce_hash", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assembly_id"], ["assembly.id"], name=op.f("fk_dialogue_assembly_id_assembly")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue")),
        sa.UniqueConstraint("meeting_code", name=op.f("uq_dialogue_meeting_code")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_dialogue_nonce_hash")),
    )
    with op.batch_alter_table("dialogue", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_assembly_id"), ["assembly_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_dialogue_state_dialogue_held_on_dialogue_id"), ["state", "held_on", "id"], unique=False
        )

    op.create_table(
        "join_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "person",
                "organisation",
                "initiative",
                "alliance",
                "cluster",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "sector",
            sa.Enum(
                "administration",
                "science",
                "business",
                "civil_society",
                name="sector",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("web", sa.String(length=300), nullable=False),
        sa.Column("competences", sa.Text(), nullable=False),
        sa.Column("interests", sa.Text(), nullable=False),
        sa.Column("offers", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.String(length=160), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("public_wording", sa.Text(), nullable=False),
        sa.Column("matching_wording", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "confirmed",
                "accepted",
                "declined",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("suspicion", sa.String(length=40), nullable=True),
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_join_request_actor_id_actor"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_request")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_join_request_nonce_hash")),
    )
    with op.batch_alter_table("join_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_join_request_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_join_request_state_join_request_asked_at_join_request_id"),
            ["state", "asked_at", "id"],
            unique=False,
        )

    op.create_table(
        "tie",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "member_of",
                "part_of",
                "works_for",
                "speaks_for",
                "funds",
                "cooperates",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("since_on", sa.String(length=10), nullable=False),
        sa.Column("until_on", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_tie_two_actors")),
        sa.ForeignKeyConstraint(["from_id"], ["actor.id"], name=op.f("fk_tie_from_id_actor"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["to_id"], ["actor.id"], name=op.f("fk_tie_to_id_actor"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tie")),
        sa.UniqueConstraint("from_id", "to_id", "kind", "since_on", name=op.f("uq_tie_from_id_to_id_kind_since_on")),
    )
    with op.batch_alter_table("tie", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tie_from_id"), ["from_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tie_to_id"), ["to_id"], unique=False)

    op.create_table(
        "actor_area",
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_actor_area_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["area_id"], ["activity_area.id"], name=op.f("fk_actor_area_area_id_activity_area")),
        sa.PrimaryKeyConstraint("actor_id", "area_id", name=op.f("pk_actor_area")),
    )
    with op.batch_alter_table("actor_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_area_area_id"), ["area_id"], unique=False)

    op.create_table(
        "box",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("coach_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("innovator", sa.String(length=160), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "confirmed",
                "declined",
                "running",
                "goes_on",
                "learned",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("suspicion", sa.String(length=40), nullable=True),
        sa.Column("nonce_hash", sa.String(length=64), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("ending", sa.Text(), nullable=False),
        sa.Column("onward", sa.String(length=300), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("level BETWEEN 0 AND 6", name=op.f("ck_box_level")),
        sa.ForeignKeyConstraint(["area_id"], ["activity_area.id"], name=op.f("fk_box_area_id_activity_area")),
        sa.ForeignKeyConstraint(["coach_id"], ["actor.id"], name=op.f("fk_box_coach_id_actor"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_box_idea_id_idea"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_box")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_box_nonce_hash")),
    )
    with op.batch_alter_table("box", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_box_area_id"), ["area_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_box_coach_id"), ["coach_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_box_idea_id"), ["idea_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_box_state_box_asked_at_box_id"), ["state", "asked_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_box_state_box_ended_at_box_id"), ["state", "ended_at", "id"], unique=False)

    op.create_table(
        "challenge_area",
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["activity_area.id"], name=op.f("fk_challenge_area_area_id_activity_area")
        ),
        sa.ForeignKeyConstraint(
            ["challenge_id"],
            ["challenge.id"],
            name=op.f("fk_challenge_area_challenge_id_challenge"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("challenge_id", "area_id", name=op.f("pk_challenge_area")),
    )
    with op.batch_alter_table("challenge_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_challenge_area_area_id"), ["area_id"], unique=False)

    op.create_table(
        "dialogue_idea",
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_dialogue_idea_dialogue_id_dialogue"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"], ["idea.id"], name=op.f("fk_dialogue_idea_idea_id_idea"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("dialogue_id", "idea_id", name=op.f("pk_dialogue_idea")),
    )
    with op.batch_alter_table("dialogue_idea", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_idea_idea_id"), ["idea_id"], unique=False)

    op.create_table(
        "thesis",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("gold", sa.Integer(), nullable=True),
        sa.Column("amber", sa.Integer(), nullable=True),
        sa.Column("pebble", sa.Integer(), nullable=True),
        sa.Column("slate", sa.Integer(), nullable=True),
        sa.Column("tar", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(gold IS NULL) = (tar IS NULL) AND (gold IS NULL) = (passed IS NULL)",
            name=op.f("ck_thesis_counted_as_a_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_thesis_dialogue_id_dialogue"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thesis")),
    )
    with op.batch_alter_table("thesis", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_thesis_dialogue_id"), ["dialogue_id"], unique=False)

    op.create_table(
        "vision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("main_area_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "circle",
                "kickbox",
                "lab",
                "project",
                "department",
                "later",
                "not_pursued",
                name="way",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("way_place", sa.String(length=300), nullable=False),
        sa.Column("way_reason", sa.Text(), nullable=False),
        sa.Column("way_on", sa.String(length=10), nullable=False),
        sa.Column("way_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nonce_hash", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["dialogue_id"], ["dialogue.id"], name=op.f("fk_vision_dialogue_id_dialogue")),
        sa.ForeignKeyConstraint(
            ["main_area_id"], ["activity_area.id"], name=op.f("fk_vision_main_area_id_activity_area")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vision")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_vision_nonce_hash")),
    )
    with op.batch_alter_table("vision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vision_dialogue_id"), ["dialogue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vision_main_area_id"), ["main_area_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vision_released_at_vision_id"), ["released_at", "id"], unique=False)

    op.create_table(
        "ballot",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("thesis_id", sa.Integer(), nullable=False),
        sa.Column("stone", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("stone BETWEEN 0 AND 5", name=op.f("ck_ballot_stone")),
        sa.ForeignKeyConstraint(
            ["thesis_id"], ["thesis.id"], name=op.f("fk_ballot_thesis_id_thesis"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_ballot")),
        info={"fleeting": True},
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ballot_thesis_id"), ["thesis_id"], unique=False)

    op.create_table(
        "box_level",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 6", name=op.f("ck_box_level_level")),
        sa.ForeignKeyConstraint(["box_id"], ["box.id"], name=op.f("fk_box_level_box_id_box"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_box_level")),
        sa.UniqueConstraint("box_id", "level", name=op.f("uq_box_level_box_id_level")),
    )
    op.create_table(
        "vision_area",
        sa.Column("vision_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["activity_area.id"], name=op.f("fk_vision_area_area_id_activity_area")),
        sa.ForeignKeyConstraint(
            ["vision_id"], ["vision.id"], name=op.f("fk_vision_area_vision_id_vision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("vision_id", "area_id", name=op.f("pk_vision_area")),
    )
    with op.batch_alter_table("vision_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vision_area_area_id"), ["area_id"], unique=False)

    op.create_table(
        "vision_idea",
        sa.Column("vision_id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_vision_idea_idea_id_idea"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["vision_id"], ["vision.id"], name=op.f("fk_vision_idea_vision_id_vision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("vision_id", "idea_id", name=op.f("pk_vision_idea")),
    )
    with op.batch_alter_table("vision_idea", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vision_idea_idea_id"), ["idea_id"], unique=False)

    op.create_table(
        "vision_trait",
        sa.Column("vision_id", sa.Integer(), nullable=False),
        sa.Column("trait_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["trait_id"], ["trait.id"], name=op.f("fk_vision_trait_trait_id_trait")),
        sa.ForeignKeyConstraint(
            ["vision_id"], ["vision.id"], name=op.f("fk_vision_trait_vision_id_vision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("vision_id", "trait_id", name=op.f("pk_vision_trait")),
    )
    with op.batch_alter_table("vision_trait", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vision_trait_trait_id"), ["trait_id"], unique=False)

    op.create_table(
        "work_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("vision_id", sa.Integer(), nullable=True),
        sa.Column("result_kind_id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("begins_on", sa.String(length=10), nullable=False),
        sa.Column("ends_on", sa.String(length=10), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("calling", sa.Boolean(), nullable=False),
        sa.Column("end_note", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("planned", "running", "ended", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nonce_hash", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats BETWEEN 1 AND 60", name=op.f("ck_work_order_seats")),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_work_order_challenge_id_challenge"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_work_order_circle_id_circle")),
        sa.ForeignKeyConstraint(
            ["result_kind_id"], ["result_kind.id"], name=op.f("fk_work_order_result_kind_id_result_kind")
        ),
        sa.ForeignKeyConstraint(["vision_id"], ["vision.id"], name=op.f("fk_work_order_vision_id_vision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_order")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_work_order_nonce_hash")),
    )
    with op.batch_alter_table("work_order", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_work_order_challenge_id"), ["challenge_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_work_order_circle_id"), ["circle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_work_order_result_kind_id"), ["result_kind_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_work_order_vision_id"), ["vision_id"], unique=False)
        batch_op.create_index(
            "uq_work_order_running",
            ["circle_id"],
            unique=True,
            sqlite_where=sa.text("state = 'running'"),
            postgresql_where=sa.text("state = 'running'"),
        )

    op.create_table(
        "deliverable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision_note", sa.String(length=300), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_deliverable_order_id_work_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliverable")),
        sa.UniqueConstraint("order_id", name=op.f("uq_deliverable_order_id")),
    )
    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_deliverable_released_at_deliverable_id"), ["released_at", "id"], unique=False
        )

    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_place_actor_id_actor"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["work_order.id"], name=op.f("fk_place_order_id_work_order"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("order_id", "actor_id", name=op.f("uq_place_order_id_actor_id")),
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_actor_id"), ["actor_id"], unique=False)

    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=300), nullable=False),
        sa.Column("until", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["deliverable_id"],
            ["deliverable.id"],
            name=op.f("fk_measure_deliverable_id_deliverable"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
    )
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_deliverable_id"), ["deliverable_id"], unique=False)

    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=True),
        sa.Column("box_id", sa.Integer(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("decision", "information", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum("draft", "released", "decided", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("office", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("product_group", sa.String(length=300), nullable=False),
        sa.Column("effects_result", sa.Text(), nullable=False),
        sa.Column("effects_finance", sa.Text(), nullable=False),
        sa.Column("earlier", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.Column("signer_left", sa.String(length=300), nullable=False),
        sa.Column("signer_right", sa.String(length=300), nullable=False),
        sa.Column("in_public", sa.Boolean(), nullable=False),
        sa.Column("nonce_hash", sa.String(length=64), nullable=True),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("deliverable_id IS NULL OR box_id IS NULL", name=op.f("ck_paper_one_source")),
        sa.ForeignKeyConstraint(["area_id"], ["activity_area.id"], name=op.f("fk_paper_area_id_activity_area")),
        sa.ForeignKeyConstraint(["box_id"], ["box.id"], name=op.f("fk_paper_box_id_box")),
        sa.ForeignKeyConstraint(
            ["deliverable_id"], ["deliverable.id"], name=op.f("fk_paper_deliverable_id_deliverable")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("nonce_hash", name=op.f("uq_paper_nonce_hash")),
    )
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_area_id"), ["area_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_paper_box_id"), ["box_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_paper_deliverable_id"), ["deliverable_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_paper_state_paper_released_at_paper_id"), ["state", "released_at", "id"], unique=False
        )

    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.String(length=10), nullable=False),
        sa.Column("in_public", sa.Boolean(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "recommends", "decides", "notes", name="role", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_consultation_body_id_body")),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["paper.id"], name=op.f("fk_consultation_paper_id_paper"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_body_id"), ["body_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consultation_paper_id"), ["paper_id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "unanimous",
                "majority",
                "rejected",
                "changed",
                "noted",
                "postponed",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("yes", sa.Integer(), nullable=True),
        sa.Column("no", sa.Integer(), nullable=True),
        sa.Column("abstained", sa.Integer(), nullable=True),
        sa.Column("agenda_item", sa.String(length=40), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("plain", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_decision_consultation_id_consultation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_decision_consultation_id")),
    )
    with op.batch_alter_table("idea", schema=None) as batch_op:
        batch_op.add_column(sa.Column("bundle_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("redacted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_idea_bundle_id"), ["bundle_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_idea_bundle_id_bundle"), "bundle", ["bundle_id"], ["id"], ondelete="SET NULL"
        )


def downgrade() -> None:
    with op.batch_alter_table("idea", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_idea_bundle_id_bundle"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_idea_bundle_id"))
        batch_op.drop_column("redacted_at")
        batch_op.drop_column("bundle_id")

    op.drop_table("decision")
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_paper_id"))
        batch_op.drop_index(batch_op.f("ix_consultation_body_id"))

    op.drop_table("consultation")
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_state_paper_released_at_paper_id"))
        batch_op.drop_index(batch_op.f("ix_paper_deliverable_id"))
        batch_op.drop_index(batch_op.f("ix_paper_box_id"))
        batch_op.drop_index(batch_op.f("ix_paper_area_id"))

    op.drop_table("paper")
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_deliverable_id"))

    op.drop_table("measure")
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_actor_id"))

    op.drop_table("place")
    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliverable_released_at_deliverable_id"))

    op.drop_table("deliverable")
    with op.batch_alter_table("work_order", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_work_order_running",
            sqlite_where=sa.text("state = 'running'"),
            postgresql_where=sa.text("state = 'running'"),
        )
        batch_op.drop_index(batch_op.f("ix_work_order_vision_id"))
        batch_op.drop_index(batch_op.f("ix_work_order_result_kind_id"))
        batch_op.drop_index(batch_op.f("ix_work_order_circle_id"))
        batch_op.drop_index(batch_op.f("ix_work_order_challenge_id"))

    op.drop_table("work_order")
    with op.batch_alter_table("vision_trait", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vision_trait_trait_id"))

    op.drop_table("vision_trait")
    with op.batch_alter_table("vision_idea", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vision_idea_idea_id"))

    op.drop_table("vision_idea")
    with op.batch_alter_table("vision_area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vision_area_area_id"))

    op.drop_table("vision_area")
    op.drop_table("box_level")
    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ballot_thesis_id"))

    op.drop_table("ballot")
    with op.batch_alter_table("vision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vision_released_at_vision_id"))
        batch_op.drop_index(batch_op.f("ix_vision_main_area_id"))
        batch_op.drop_index(batch_op.f("ix_vision_dialogue_id"))

    op.drop_table("vision")
    with op.batch_alter_table("thesis", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_thesis_dialogue_id"))

    op.drop_table("thesis")
    with op.batch_alter_table("dialogue_idea", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogue_idea_idea_id"))

    op.drop_table("dialogue_idea")
    with op.batch_alter_table("challenge_area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_challenge_area_area_id"))

    op.drop_table("challenge_area")
    with op.batch_alter_table("box", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_box_state_box_ended_at_box_id"))
        batch_op.drop_index(batch_op.f("ix_box_state_box_asked_at_box_id"))
        batch_op.drop_index(batch_op.f("ix_box_idea_id"))
        batch_op.drop_index(batch_op.f("ix_box_coach_id"))
        batch_op.drop_index(batch_op.f("ix_box_area_id"))

    op.drop_table("box")
    with op.batch_alter_table("actor_area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_area_area_id"))

    op.drop_table("actor_area")
    with op.batch_alter_table("tie", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tie_to_id"))
        batch_op.drop_index(batch_op.f("ix_tie_from_id"))

    op.drop_table("tie")
    with op.batch_alter_table("join_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_join_request_state_join_request_asked_at_join_request_id"))
        batch_op.drop_index(batch_op.f("ix_join_request_actor_id"))

    op.drop_table("join_request")
    with op.batch_alter_table("dialogue", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogue_state_dialogue_held_on_dialogue_id"))
        batch_op.drop_index(batch_op.f("ix_dialogue_assembly_id"))

    op.drop_table("dialogue")
    with op.batch_alter_table("council_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_council_member_body_id"))

    op.drop_table("council_member")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_consent_standing",
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_consent_actor_id"))

    op.drop_table("consent")
    with op.batch_alter_table("competence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_competence_actor_id"))

    op.drop_table("competence")
    op.drop_table("circle")
    with op.batch_alter_table("assembly_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assembly_member_actor_id"))

    op.drop_table("assembly_member")
    op.drop_table("result_kind")
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_challenge_source_kind_challenge_source_id"))
        batch_op.drop_index(batch_op.f("ix_challenge_made_at_challenge_id"))

    op.drop_table("challenge")
    op.drop_table("bundle")
    op.drop_table("body")
    op.drop_table("assembly")
    with op.batch_alter_table("actor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_sort_key_actor_id"))
        batch_op.drop_index(batch_op.f("ix_actor_sector_actor_sort_key"))

    op.drop_table("actor")
