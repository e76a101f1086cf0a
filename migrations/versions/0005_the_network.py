"""The network."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


KINDS = ("person", "organisation", "initiative", "alliance", "cluster")
MORE_KINDS = (*KINDS, "unit", "body")
TIES = (
    ("member_of", "ist Mitglied von", "hat als Mitglied"),
    ("part_of", "ist Teil von", "umfasst"),
    ("works_for", "arbeitet für", "beschäftigt"),
    ("speaks_for", "spricht für", "wird vertreten durch"),
    ("funds", "fördert", "wird gefördert von"),
    ("cooperates", "arbeitet zusammen mit", "arbeitet zusammen mit"),
    ("deputy_in", "vertritt ein Mitglied in", "hat als Stellvertretung"),
)
PURPOSES = ("public", "matching")
PAGE_FIELDS = (
    *("show_about", "show_web", "show_competences"),
    *("show_references", "show_ties", "show_circles"),
)
MORE_PURPOSES = (
    *(*PURPOSES, "invitations", "internal", *PAGE_FIELDS),
    *("show_contact", "show_email", "show_phone", "show_address"),
)


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(map(repr, values))})"


def _swap(table: str, column: str, values: tuple[str, ...]) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{column}"), _one_of(column, values))


def upgrade() -> None:
    op.create_table(
        "tie_type",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("outward", sa.String(length=80), nullable=False),
        sa.Column("inward", sa.String(length=80), nullable=False),
        sa.Column("from_kinds", sa.JSON(), nullable=False),
        sa.Column("to_kinds", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_tie_type")),
    )
    kinds = sa.table(
        "tie_type",
        *(sa.column(name) for name in ("key", "outward", "inward", "position", "active", "version")),
        sa.column("from_kinds", sa.JSON()),
        sa.column("to_kinds", sa.JSON()),
    )
    same = {"from_kinds": [], "to_kinds": [], "active": True, "version": 1}
    ties = op.get_bind().scalar(
        sa.text("SELECT count(*) FROM tie")
    )  # a house without any is given its words by the seed
    for position, (key, outward, inward) in enumerate(TIES if ties else ()):
        op.execute(kinds.insert().values(key=key, outward=outward, inward=inward, position=position, **same))
    op.create_table(
        "actor_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("street", sa.String(length=80), nullable=False),
        sa.Column("postcode", sa.String(length=12), nullable=False),
        sa.Column("town", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_actor_address_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_address")),
    )
    with op.batch_alter_table("actor_address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_address_actor_id"), ["actor_id"], unique=False)

    op.create_table(
        "actor_district",
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_actor_district_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_actor_district_district_id_district")),
        sa.PrimaryKeyConstraint("actor_id", "district_id", name=op.f("pk_actor_district")),
    )
    with op.batch_alter_table("actor_district", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_district_district_id"), ["district_id"], unique=False)

    op.create_table(
        "actor_language",
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_actor_language_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("actor_id", "code", name=op.f("pk_actor_language")),
    )
    with op.batch_alter_table("actor_language", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_language_code"), ["code"], unique=False)

    op.create_table(
        "actor_reference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("web", sa.String(length=300), nullable=False),
        sa.Column("year", sa.String(length=4), nullable=False),
        sa.Column("highlighted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_actor_reference_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_reference")),
    )
    with op.batch_alter_table("actor_reference", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_reference_actor_id"), ["actor_id"], unique=False)

    op.create_table(
        "actor_trait",
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("trait_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_actor_trait_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["trait_id"], ["trait.id"], name=op.f("fk_actor_trait_trait_id_trait")),
        sa.PrimaryKeyConstraint("actor_id", "trait_id", name=op.f("pk_actor_trait")),
    )
    with op.batch_alter_table("actor_trait", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actor_trait_trait_id"), ["trait_id"], unique=False)

    op.create_table(
        "contact_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("email", "phone", "web", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=300), nullable=False),
        sa.Column("value_key", sa.String(length=300), nullable=False),
        sa.Column("ended_on", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_contact_point_actor_id_actor"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_point")),
    )
    with op.batch_alter_table("contact_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_point_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_point_value_key"), ["value_key"], unique=False)

    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("sort_key", sa.String(length=80), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(length=300), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["activity_area.id"], name=op.f("fk_term_area_id_activity_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("sort_key", name=op.f("uq_term_sort_key")),
    )
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_term_area_id"), ["area_id"], unique=False)

    op.create_table(
        "term_synonym",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("sort_key", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["term_id"], ["term.id"], name=op.f("fk_term_synonym_term_id_term"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_synonym")),
        sa.UniqueConstraint("sort_key", name=op.f("uq_term_synonym_sort_key")),
    )
    with op.batch_alter_table("term_synonym", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_term_synonym_term_id"), ["term_id"], unique=False)

    with op.batch_alter_table("actor", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sector_follows", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(
            sa.Column(
                "reach",
                sa.Enum(
                    "local",
                    "regional",
                    "national",
                    "international",
                    name="reach",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("everyday_expertise", sa.String(length=300), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column(
                "capacity",
                sa.Enum(
                    "unknown",
                    "room",
                    "little",
                    "none",
                    name="capacity",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                nullable=False,
                server_default="unknown",
            )
        )
        batch_op.add_column(sa.Column("capacity_on", sa.String(length=10), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("phone_label", sa.String(length=40), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column(
                "basis",
                sa.Enum(
                    "consent",
                    "public_task",
                    "contract",
                    "not_personal",
                    name="basis",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                nullable=False,
                server_default="consent",
            )
        )
        batch_op.add_column(sa.Column("source", sa.String(length=300), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("is_example", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("informed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("restricted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("keep_until_on", sa.String(length=10), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_actor_email"), ["email"], unique=False)

    with op.batch_alter_table("competence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("term_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_competence_term_id"), ["term_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_competence_term_id_term"), "term", ["term_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wording_mark", sa.String(length=12), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("evidence", sa.String(length=300), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("withdrawn_channel", sa.String(length=300), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_consent_purpose_consent_actor_id"), ["purpose", "actor_id"], unique=False)

    with op.batch_alter_table("tie", schema=None) as batch_op:
        batch_op.add_column(sa.Column("role", sa.String(length=80), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("is_main", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.drop_constraint(batch_op.f("uq_tie_from_id_to_id_kind_since_on"), type_="unique")
        batch_op.drop_constraint(op.f("ck_tie_kind"), type_="check")
        batch_op.create_index(batch_op.f("ix_tie_kind"), ["kind"], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_tie_from_id_to_id_kind_since_on_role"), ["from_id", "to_id", "kind", "since_on", "role"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_tie_kind_tie_type"), "tie_type", ["kind"], ["key"])

    _swap("actor", "kind", MORE_KINDS)
    _swap("join_request", "kind", MORE_KINDS)
    _swap("consent", "purpose", MORE_PURPOSES)
    # Who agreed to the page agreed to the whole entry on it, without the contact: the wording said so.
    for field in PAGE_FIELDS:
        op.execute(
            "INSERT INTO consent (actor_id, purpose, given_at, wording, channel, withdrawn_at, wording_mark, evidence,"  # noqa: S608 - words of this file
            f" withdrawn_channel) SELECT actor_id, '{field}', given_at, wording, channel, withdrawn_at, '', '', ''"
            " FROM consent WHERE purpose = 'public'"
        )


def downgrade() -> None:
    op.execute(f"DELETE FROM consent WHERE NOT ({_one_of('purpose', PURPOSES)})")  # noqa: S608 - words of this file
    for table in ("actor", "join_request"):
        op.execute(f"UPDATE {table} SET kind = 'organisation' WHERE NOT ({_one_of('kind', KINDS)})")  # noqa: S608 - words of this file
    _swap("actor", "kind", KINDS)
    _swap("join_request", "kind", KINDS)
    _swap("consent", "purpose", PURPOSES)
    with op.batch_alter_table("tie", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_tie_kind_tie_type"), type_="foreignkey")
    old = _one_of("kind", tuple(key for key, _, _ in TIES[:-1]))
    op.execute(f"UPDATE tie SET kind = 'cooperates' WHERE NOT ({old})")  # noqa: S608 - words of this file
    op.execute("DELETE FROM tie WHERE id NOT IN (SELECT min(id) FROM tie GROUP BY from_id, to_id, kind, since_on)")
    with op.batch_alter_table("tie", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_tie_from_id_to_id_kind_since_on_role"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_tie_kind"))
        batch_op.create_check_constraint(op.f("ck_tie_kind"), old)
        batch_op.create_unique_constraint(
            batch_op.f("uq_tie_from_id_to_id_kind_since_on"), ["from_id", "to_id", "kind", "since_on"]
        )
        batch_op.drop_column("is_main")
        batch_op.drop_column("role")

    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_purpose_consent_actor_id"))
        batch_op.drop_column("withdrawn_channel")
        batch_op.drop_column("evidence")
        batch_op.drop_column("wording_mark")

    with op.batch_alter_table("competence", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_competence_term_id_term"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_competence_term_id"))
        batch_op.drop_column("term_id")

    with op.batch_alter_table("actor", schema=None) as batch_op:
        for column in ("basis", "capacity", "reach"):
            batch_op.drop_constraint(op.f(f"ck_actor_{column}"), type_="check")
        batch_op.drop_index(batch_op.f("ix_actor_email"))
        batch_op.drop_column("keep_until_on")
        batch_op.drop_column("checked_at")
        batch_op.drop_column("restricted_at")
        batch_op.drop_column("informed_at")
        batch_op.drop_column("is_example")
        batch_op.drop_column("source")
        batch_op.drop_column("basis")
        batch_op.drop_column("phone_label")
        batch_op.drop_column("capacity_on")
        batch_op.drop_column("capacity")
        batch_op.drop_column("everyday_expertise")
        batch_op.drop_column("reach")
        batch_op.drop_column("sector_follows")

    with op.batch_alter_table("term_synonym", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_term_synonym_term_id"))

    op.drop_table("term_synonym")
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_term_area_id"))

    op.drop_table("term")
    with op.batch_alter_table("contact_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_point_value_key"))
        batch_op.drop_index(batch_op.f("ix_contact_point_actor_id"))

    op.drop_table("contact_point")
    with op.batch_alter_table("actor_trait", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_trait_trait_id"))

    op.drop_table("actor_trait")
    with op.batch_alter_table("actor_reference", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_reference_actor_id"))

    op.drop_table("actor_reference")
    with op.batch_alter_table("actor_language", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_language_code"))

    op.drop_table("actor_language")
    with op.batch_alter_table("actor_district", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_district_district_id"))

    op.drop_table("actor_district")
    with op.batch_alter_table("actor_address", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_address_actor_id"))

    op.drop_table("actor_address")
    op.drop_table("tie_type")
