"""Lets Samba serve msDS-ReplValueMetaData, the history of linked values, which it keeps and does not serve.

The values are computed from the times that Samba's own modules gave every link, and stored where its LDAP server finds them: in
the partition itself, below the modules, which would refuse to store a constructed attribute. They are as of the moment of
storing; a forest that is written to afterwards has to be treated anew.
"""

import ldb
import samba

from . import dump, layout

ATTRIBUTE = "msDS-ReplValueMetaData"


def store(folder):
    """Stores the history of every object in the domain and the configuration, deleted ones included."""
    place = layout.Layout(folder)
    database = dump.open_database(folder)
    records = dump.LinkRecords(database)
    for base in (place.controller().base, layout.CONFIGURATION):
        # Samba's class and not ldb's: it compares names as the modules do, beyond ASCII too.
        partition = samba.Ldb(str(place.private / "sam.ldb.d" / f"{base.upper()}.ldb"), lp=database.lp)
        partition.transaction_start()
        for entry in database.search(base, attrs=["objectGUID"], controls=["show_deleted:1", "show_recycled:1"]):
            values = list(records.of(entry.dn))
            if values:
                message = ldb.Message(ldb.Dn(partition, str(entry.dn)))
                message[ATTRIBUTE] = ldb.MessageElement(values, ldb.FLAG_MOD_REPLACE, ATTRIBUTE)
                partition.modify(message)
        partition.transaction_commit()
