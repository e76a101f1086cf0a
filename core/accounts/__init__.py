"""Accounts of the office: who logs in, with what proof, and how long the log-in lasts.

Proving who one is (`proof`: password and code) is kept apart from opening a log-in (`sessions.open_for`): a single
sign-on by OIDC will end in the same call.
"""

from __future__ import annotations

from core.accounts.viewing import Viewer, install, names, require, viewer
from core.journal import Verb

VERBS = (
    Verb("account.invited", "hat das Konto eingeladen ({role})", frozenset({"role"})),
    Verb("account.joined", "hat die Einladung angenommen"),
    Verb("account.password_changed", "hat das Passwort geändert"),
    Verb("account.recovered", "hat einen Ersatz-Code benutzt"),
    Verb("account.codes_renewed", "hat neue Ersatz-Codes geholt"),
    Verb("account.locked", "hat das Konto nach zu vielen falschen Anmeldungen kurz angehalten"),
    Verb("account.disabled", "hat das Konto gesperrt"),
    Verb("account.enabled", "hat das Konto freigegeben"),
    Verb("account.role_changed", "hat die Rolle geändert ({role})", frozenset({"role"})),
    Verb("account.logged_out", "hat alle Anmeldungen beendet"),
)

__all__ = ["VERBS", "Viewer", "install", "names", "require", "viewer"]
