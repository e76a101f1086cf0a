"""Command line of the accounts: invite the first person, list, close."""

from __future__ import annotations

import click
from email_validator import EmailNotValidError, validate_email
from flask.cli import AppGroup, with_appcontext

from core import mail
from core.accounts import queries, services
from core.accounts.forms import LONGEST_NAME
from core.accounts.proof import address
from core.db import writing
from core.errors import Refused
from core.forms import clean
from core.journal import HOUSE
from core.rights import Role


@click.command("invite")
@click.argument("email")
@click.option("--name", required=True, help="First and last name, as colleagues will read it.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.OFFICE.value, show_default=True)
@with_appcontext
def invite_command(email: str, name: str, role: str) -> None:
    """Invite somebody into the office, or let them set a new password; prints the link and sends it."""
    name = str(clean(name))
    if not 0 < len(name) <= LONGEST_NAME:
        raise click.ClickException(f"A name has between 1 and {LONGEST_NAME} characters.")
    try:
        validate_email(email, check_deliverability=False, test_environment=True)
        with writing():
            token = services.invite(email, name, Role(role), HOUSE)
            invited = queries.by_email(address(email))
            known = invited is not None and invited.joined_at is not None
    except (EmailNotValidError, mail.BadAddress):
        raise click.ClickException(f"{email} is no e-mail address.") from None
    except Refused as refusal:
        raise click.ClickException(refusal.sentence) from None
    address_of_link = mail.address("invitation.ask", token=token)
    if known:
        click.echo(
            "This account exists: name and role stay, the link sets its password and second factor anew.", err=True
        )
    click.echo(f"{email} can join within seven days, once, here:")
    click.echo(address_of_link)


accounts_group = AppGroup("accounts", help="Accounts of the office.")


@accounts_group.command("list")
def list_command() -> None:
    """List all accounts."""
    for account in queries.everybody():
        state = "disabled" if account.disabled_at else ("active" if account.joined_at else "invited")
        click.echo(f"{account.id:5} {account.email:40} {account.role.value:8} {state:9} {account.name}")


@accounts_group.command("disable")
@click.argument("email")
def disable_command(email: str) -> None:
    """Close an account; its log-ins end at once."""
    account = queries.by_email(address(email))
    if account is None:
        raise click.ClickException(f"There is no account {email}.")
    number = account.id
    try:
        with writing():
            services.disable(number, HOUSE)
    except Refused as refusal:
        raise click.ClickException(refusal.sentence) from None
    click.echo(f"{email} is closed.")


commands = (invite_command, accounts_group)
