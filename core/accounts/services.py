"""Every change of accounts: invite, join, disable, change a role, new codes; the last active admin stays one."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from core import clock, journal, links, mail
from core.accounts import sealing, second_factor, security_log, sessions
from core.accounts.models import Account, RecoveryCode
from core.accounts.proof import address
from core.db import db
from core.errors import NotThere, Refused
from core.journal import Who
from core.rights import ROLE_WORDS, Role
from core.things import Thing

PURPOSE = "invitation"
INVITED_FOR = timedelta(days=7)


def thing(account: Account) -> Thing:
    """Return an account as the journal points at it."""
    return Thing("account", account.id)


def invite(email: str, name: str, role: Role, who: Who) -> str:
    """Invite somebody, new or to set a new password; return the link's token.

    Nothing of an account that has joined changes before the link is used; its name and role stay.
    """
    account = _found_or_made(address(email), name, role)
    if account.joined_at is None:
        account.name, account.role = name, role
    if account.disabled_at:
        raise Refused("Dieses Konto ist gesperrt. Bitte geben Sie es zuerst wieder frei.")
    token = links.issue(PURPOSE, thing(account), lifetime=INVITED_FOR)
    journal.note("account.invited", thing(account), who, role=ROLE_WORDS[account.role])
    mail.send("core-invitation", account.email, account=account, token=token)
    security_log.say("invited", account.id)
    return token


def _found_or_made(email: str, name: str, role: Role) -> Account:
    wanted = select(Account).where(Account.email == email).with_for_update()
    account = db.session.scalars(wanted).one_or_none()
    if account is not None:
        return account
    try:
        with db.session.begin_nested():
            account = Account(email=email, name=name, role=role, created_at=clock.now())
            db.session.add(account)
    except IntegrityError:
        return db.session.scalars(wanted).one()
    return account


def join(token: str, password_hash: str, secret: str, code: str) -> tuple[Account, list[str]]:
    """Use an invitation: set password and second factor, proved by a code; return the account and its recovery codes."""
    step = second_factor.matching_step(secret, second_factor.plain(code), 0)
    if step is None:
        raise Refused("Der Code aus der App stimmt nicht. Bitte versuchen Sie es mit dem nächsten.")
    link = links.peek(PURPOSE, token)
    if link is None:
        raise NotThere
    account = _locked(link.subject)  # before the link, as disable() does, so that the two never wait for each other
    subject = links.spend(PURPOSE, token)
    if account.disabled_at:
        raise NotThere
    links.revoke(PURPOSE, subject)
    sessions.end_all(account.id)
    account.password_hash, account.totp_secret, account.totp_last_step = password_hash, sealing.lock_up(secret), step
    account.joined_at = account.joined_at or clock.now()
    journal.note("account.joined", subject, Who("office", account.id))
    security_log.say("joined", account.id)
    return account, renew_codes(account.id)


def renew_codes(number: int) -> list[str]:
    """Replace an account's recovery codes; return them, they are shown once."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == number))
    codes = second_factor.new_codes()
    db.session.add_all(RecoveryCode(account_id=number, code_hash=second_factor.code_hash(code)) for code in codes)
    return codes


def note_new_codes(number: int) -> None:
    """Note that somebody asked for new recovery codes; when joining, that goes without saying."""
    journal.note("account.codes_renewed", Thing("account", number), Who("office", number))
    security_log.say("recovery codes renewed", number)


def set_password(number: int, password_hash: str) -> None:
    """Store a new password; every log-in and open invitation of the account ends."""
    account = _locked(number)
    account.password_hash = password_hash
    sessions.end_all(number)
    links.revoke(PURPOSE, thing(account))
    journal.note("account.password_changed", thing(account), Who("office", number))
    security_log.say("password changed", number)


def _locked(number: int) -> Account:
    account = db.session.get(Account, number, with_for_update=True, populate_existing=True)
    if account is None:
        raise NotThere
    return account


def _keep_an_admin(number: int) -> None:
    """Refuse to lose the last active admin; all are locked first and read anew, so that two people cannot do it together."""
    wanted = select(Account).where(Account.role == Role.ADMIN).order_by(Account.id).with_for_update()
    admins = db.session.scalars(wanted.execution_options(populate_existing=True))
    if [one.id for one in admins if one.active] == [number]:
        raise Refused(
            "Das ist das letzte Konto, das Konten verwalten darf. Bitte geben Sie zuerst jemand anderem dieses Recht."
        )


def disable(number: int, who: Who) -> None:
    """Close an account: its log-ins and invitations end at once."""
    _keep_an_admin(number)
    account = _locked(number)
    if account.disabled_at:
        return
    account.disabled_at = clock.now()
    sessions.end_all(number)
    links.revoke(PURPOSE, thing(account))
    journal.note("account.disabled", thing(account), who)
    security_log.say("disabled", number)


def enable(number: int, who: Who) -> None:
    """Open a closed account again."""
    account = _locked(number)
    if not account.disabled_at:
        return
    account.disabled_at = None
    journal.note("account.enabled", thing(account), who)
    security_log.say("enabled", number)


def change_role(number: int, role: Role, who: Who) -> None:
    """Give an account another role."""
    if role is not Role.ADMIN:
        _keep_an_admin(number)
    account = _locked(number)
    if account.role is role:
        return
    account.role = role
    journal.note("account.role_changed", thing(account), who, role=ROLE_WORDS[role])
    security_log.say("role changed", number, role=role.value)


def log_out_everywhere(number: int, who: Who) -> None:
    """End all log-ins of an account."""
    account = _locked(number)
    sessions.end_all(number)
    journal.note("account.logged_out", thing(account), who)


def create_demo_account(name: str, email: str, role: Role) -> Account:
    """Make an account of the demo: joined, without password and second factor, so nobody logs in to it by themselves."""
    account = Account(email=address(email), name=name, role=role, created_at=clock.now(), joined_at=clock.now())
    db.session.add(account)
    db.session.flush()
    return account
