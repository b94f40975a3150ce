"""A mail server that keeps what it takes in a folder (Maildir) and hands nothing on, until its standard input ends.

catcher.py FOLDER prints the port of the loopback where it listens. So that refusals can be seen, it takes nothing for a mailbox
called `nobody` (550) and for the time being nothing for one called `later` (451).
"""

import asyncio
import signal
import sys

from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import SMTP

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


async def catch(folder):
    # Whoever started it ends it, by the end of its standard input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    handler = Catcher(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(handler, enable_SMTPUTF8=True, hostname="localhost"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.buffer.read)
    server.close()


asyncio.run(catch(sys.argv[1]))
