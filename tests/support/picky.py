"""A mail server for tests that refuses some addresses."""

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.smtp import Sink


class Picky(Sink):
    """A mail server that knows some addresses and no others, and that can lose the line after a letter."""

    def __init__(self) -> None:
        super().__init__()
        self.unknown: set[str] = set()
        self.busy: set[str] = set()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        """Take an address or refuse it, naming it as real servers do."""
        if address in self.unknown:
            return f"550 5.1.1 <{address}>: no such user here"
        if address in self.busy:
            return f"450 4.2.1 <{address}>: mailbox busy"
        envelope.rcpt_tos.append(address)
        return "250 OK"
