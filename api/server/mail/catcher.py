"""A mail server that keeps what it takes in a folder (Maildir) and hands nothing on, until its standard input ends.

catcher.py FOLDER prints the port of the loopback where it listens. So that refusals can be seen, it takes nothing for a mailbox
called `nobody` (550) and for the time being nothing for one called `later` (451). Whoever signs in is let in by any password that does not begin with
`wrong`; that one is refused in words that quote it, as no server should.
"""

import asyncio
import logging
import signal
import sys

from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import SMTP, AuthResult

REFUSED = {
    "nobody": "550 5.1.1 no such mailbox",
    "later": "451 4.2.1 mailbox busy, try again later",
}


class Catcher(Mailbox):
    async def handle_RCPT(self, server, session, envelope, address, options):
        refusal = REFUSED.get(address.partition("@")[0])
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return refusal or "250 OK"


def lets_in(server, session, envelope, mechanism, data):
    password = data.password.decode()
    if password.startswith("wrong"):
        return AuthResult(success=False, handled=False, message=f"535 5.7.8 not let in with {password}")
    return AuthResult(success=True)


# Of a name of its own, which nobody here uses, it warns at each sign-in.
logging.getLogger("mail.log").setLevel(logging.ERROR)


def smtp(handler):
    # On the loopback alone, so that no password crosses a network.
    return SMTP(handler, enable_SMTPUTF8=True, hostname="localhost", authenticator=lets_in, auth_require_tls=False)


async def catch(folder):
    # Whoever started it ends it, by the end of its standard input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    handler = Catcher(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: smtp(handler), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.buffer.read)
    server.close()


asyncio.run(catch(sys.argv[1]))
