"""Prove who you are: password and code. Opening a log-in afterwards is core.accounts.sessions' business."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from core import clock, journal
from core.accounts import passwords, sealing, second_factor, security_log, tries
from core.accounts.models import Account, RecoveryCode
from core.db import db, writing
from core.things import Thing


@dataclass(frozen=True)
class Candidate:
    """What is known about a log-in name before its password is looked at; id None for unknown names."""

    email: str
    id: int | None = None
    password_hash: str | None = None


def address(email: str) -> str:
    """Return an e-mail address as it is stored and compared."""
    return email.strip().casefold()


def prove(email: str, password: str, code: str) -> int | None:
    """Return the number of the account that password and code belong to, or None; TooMany while held up.

    Opens its own short transactions: the try is counted first and stays counted, the password is hashed between them.
    """
    candidate = _begun(address(email))
    verdict = passwords.verify(password, candidate.password_hash)
    with writing():
        account = _unchanged(candidate) if verdict.right else None
        if account is None or not _code_fits(account, second_factor.plain(code)):
            _refuse(candidate, "password" if account is None else "code")
            return None
        account.password_hash = verdict.fresh or account.password_hash
        tries.clear(candidate.email)
        security_log.say("log-in accepted", account.id)
        return account.id


def prove_again(email: str, password: str) -> bool:
    """Tell whether somebody already logged in knows the account's password; counted like a log-in."""
    candidate = _begun(email)
    verdict = passwords.verify(password, candidate.password_hash)
    with writing():
        if not verdict.right or _unchanged(candidate) is None:
            _refuse(candidate, "password")
            return False
        tries.clear(candidate.email)
    return True


def _begun(email: str) -> Candidate:
    """Count the try and read what it will be compared with."""
    with writing():
        try_of = select(Account).where(Account.email == email)
        tries.begin(email)
        account = db.session.execute(try_of).scalar_one_or_none()
        if account is None or not account.active:
            return Candidate(email)
        return Candidate(email, account.id, account.password_hash)


def _unchanged(candidate: Candidate) -> Account | None:
    """Lock the account, if it is still active and its password still the one that was compared."""
    account = db.session.get(Account, candidate.id, with_for_update=True, populate_existing=True)
    still = account is not None and account.active and account.password_hash == candidate.password_hash
    return account if still else None


def _code_fits(account: Account, code: str) -> bool:
    """Use a code up: one of the app counts once, a recovery code once for ever."""
    if not second_factor.is_digits(code):
        return _recovery_code_fits(account, code)
    secret = sealing.take_out(account.totp_secret) if account.totp_secret else None
    step = second_factor.matching_step(secret, code, account.totp_last_step) if secret else None
    if step is None:
        return False
    account.totp_last_step = step
    return True


def _recovery_code_fits(account: Account, code: str) -> bool:
    """Use a recovery code up, if it is one of this account's."""
    mine = (RecoveryCode.account_id == account.id, RecoveryCode.code_hash == second_factor.code_hash(code))
    used = update(RecoveryCode).where(*mine, RecoveryCode.used_at.is_(None)).values(used_at=clock.now())
    if not db.session.execute(used).rowcount:  # type: ignore[attr-defined]  # an UPDATE counts rows
        return False
    journal.note("account.recovered", Thing("account", account.id), journal.Who("office", account.id))
    security_log.say("recovery code used", account.id)
    return True


def _refuse(candidate: Candidate, reason: str) -> None:
    """Count a failure for good and say so in the log; the page will not tell which of the three was wrong."""
    first_wait = tries.failed(candidate.email)
    security_log.say("log-in refused", candidate.id, reason=reason)
    if first_wait and candidate.id is not None:
        journal.note("account.locked", Thing("account", candidate.id), journal.HOUSE)
        security_log.say("log-in held up", candidate.id)
