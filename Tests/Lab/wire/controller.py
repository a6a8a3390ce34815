"""The domain controller of a live test, as `lab.py serve` describes it in SERVER.json."""

import datetime
import json
import time
from pathlib import Path

from . import relay


class Controller:
    """Names and accounts, by the keys of the description, and what its clock shows."""

    def __init__(self, description):
        self._facts = json.loads(Path(description).read_text())

    def __getitem__(self, key):
        return self._facts[key]

    def now(self):
        """What its clock shows, which has run on since the server was started, as `YYYY-MM-DD HH:MM:SS`."""
        began = datetime.datetime.fromisoformat(self["clock"])
        return str(began + datetime.timedelta(seconds=int(time.time() - self["began"])))

    def ends(self, *, tls=False, opaque=False):
        """Those of a relay in front of it, with its own key."""
        folder, address = Path(self["ca"]).parent, self["address"]
        return relay.Ends(
            address, (address, 389 if opaque else 636), str(folder / "server.pem"), str(folder / "server.key"), tls=tls, opaque=opaque)
