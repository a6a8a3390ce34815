#!/usr/bin/python3
"""Adds accounts that may not log on, each for another reason: `odd_accounts.py FOREST` changes the forest in place.

All have the lab's password; odd.locked becomes locked by five wrong ones.
"""

import subprocess
import sys

from forest import clock, layout
from forest.directory import Directory

# Long enough before the forest is served that the password has expired.
EARLIER = "2020-12-01 08:00:00"
# 100 ns steps, and those since 1601 at the beginning of 2021.
DAY = 24 * 3600 * 10**7
NEW_YEAR_2021 = (1609459200 + 11644473600) * 10**7


def add_earlier(directory):
    directory.database.newuser("odd.expired", layout.PASSWORD)


def add(directory):
    reasons = {
        "odd.change": {"pwdLastSet": "0"},
        "odd.disabled": {"userAccountControl": "514"},
        "odd.over": {"accountExpires": str(NEW_YEAR_2021)},
        "odd.nights": {"logonHours": bytes(21)},
        "odd.elsewhere": {"userWorkstations": "NOWHERE"},
        "odd.locked": {},
    }
    for name, attributes in reasons.items():
        directory.database.newuser(name, layout.PASSWORD)
        if attributes:
            directory.change(directory.dn_of(name), **attributes)
    # A policy for two accounts: that of the domain would concern all others, too.
    directory.add(
        f"CN=Odd,CN=Password Settings Container,CN=System,{layout.BASE}", "msDS-PasswordSettings",
        msDS_PasswordSettingsPrecedence="1", msDS_PasswordReversibleEncryptionEnabled="FALSE", msDS_PasswordHistoryLength="0",
        msDS_PasswordComplexityEnabled="FALSE", msDS_MinimumPasswordLength="0", msDS_MinimumPasswordAge="0",
        msDS_MaximumPasswordAge=str(-42 * DAY), msDS_LockoutThreshold="5", msDS_LockoutObservationWindow=str(-DAY),
        msDS_LockoutDuration=str(-DAY), msDS_PSOAppliesTo=[directory.dn_of(f"odd.{name}") for name in ("expired", "locked")])


def main(folder):
    layout.Layout(folder).write_configuration()
    for start in (EARLIER, layout.COLLECTED):
        subprocess.run([sys.executable, __file__, folder, start], env=clock.environment(start=start), check=True)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        main(sys.argv[1])
    else:
        (add_earlier if sys.argv[2] == EARLIER else add)(Directory(sys.argv[1], clock=None))
