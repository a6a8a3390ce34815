"""What happened in the company, in order of time, from its founding to the day of the dump.

`story(state)` gives the steps as (time, action). `baseline` ends on the eve of the attack, so that the harmed and the unharmed
company can grow from the same forest. Times are UTC.
"""

import random

from . import attack, company, directory as writing, exchange, exchange_schema, layout, protection

SITE = f"CN=Default-First-Site-Name,CN=Sites,{layout.CONFIGURATION}"
EVE = "2021-02-27 23:59:59"
STATES = ("baseline", "unharmed", "attacked")


def story(state):
    """The steps of one state, sorted by time."""
    steps = [*_founding(), *_years(), *_ordinary_activity()]
    if state == "baseline":
        steps = [step for step in steps if step[0] <= EVE]
    if state == "attacked":
        steps += attack.steps()
    return sorted(steps, key=lambda step: step[0])


def continuation(state):
    """The steps of one state after the baseline."""
    return [step for step in story(state) if step[0] > EVE]


def play(forest, steps):
    for when, action in steps:
        forest.clock.step(when)
        action(forest)


def _founding():
    yield "2018-03-12 08:01:00", company.name_controller
    yield "2018-03-12 09:00:00", company.add_units
    yield "2018-03-12 09:10:00", protection.close_holder
    yield "2018-03-12 09:12:10", protection.propagate
    for number, (department, account, title) in enumerate(company.staff()):
        yield (_minutes_after("2018-03-12", 9 * 60 + 30 + number),
               lambda d, u=f"OU={department},{company.STAFF}", a=account, t=title, p=department:
               company.add_user(d, u, a, t, department=p))
    for number, (account, title) in enumerate(company.ADMIN_ACCOUNTS):
        yield (f"2018-03-13 09:{number:02}:00",
               lambda d, a=account, t=title: company.add_user(d, company.ADMINISTRATORS, a, a, description=t))
    for number, (account, title, names) in enumerate(company.SERVICE_ACCOUNTS):
        known = writing.encoded(layout.PASSWORD) if account == "svc.auswertung" else None
        yield (f"2018-03-13 10:{number:02}:00",
               lambda d, a=account, t=title, n=names, p=known: company.add_user(
                   d, company.SERVICES, a, a, description=t, servicePrincipalName=list(n) or None, unicodePwd=p))
    for number, name in enumerate(company.SERVER_NAMES):
        yield (f"2018-03-14 08:{number:02}:00",
               lambda d, n=name: company.add_computer(d, company.SERVERS, n, "Windows Server 2016 Standard"))
    for number in range(1, company.WORKSTATION_COUNT + 1):
        yield (_minutes_after("2018-03-15", 8 * 60 + 4 * number),
               lambda d, n=f"PC-{number:03}": company.add_computer(d, company.WORKSTATIONS, n, "Windows 10 Pro"))
    yield "2018-03-16 08:00:00", company.add_groups
    yield "2018-03-16 09:00:00", company.add_privileges
    yield "2018-03-16 10:02:10", protection.propagate
    yield "2018-03-16 13:00:00", company.add_policies


def _years():
    """The years between: a newer schema, Exchange, its updates."""
    yield "2018-11-05 18:00:00", exchange_schema.extend_for_server_2016
    yield "2019-07-06 07:30:00", exchange.prepare
    yield "2019-07-06 07:55:00", company.close_dns_to_exchange
    yield "2019-07-06 08:02:10", protection.propagate
    yield "2019-07-06 11:20:00", lambda d: exchange.install_server(d, SITE)
    yield "2019-07-06 11:40:00", _organisation_managers
    for number in range(4):
        yield f"2019-07-06 12:{number:02}:00", lambda d, n=number: _health_mailbox(d, n)
    for number, (_, account, _) in enumerate(company.staff()):
        yield _minutes_after("2019-07-08", 8 * 60 + number), lambda d, a=account: exchange.enable_mailbox(d, a)
    yield "2020-10-03 08:00:00", lambda d: exchange.update_server(d, "32106.2", 1942063162, 15332, "16217", "13238")
    yield "2020-11-17 09:12:00", lambda d: d.include(d.dn_of("svc.sql"), servicePrincipalName="MSSQLSvc/sql01:1433")


def _ordinary_activity():
    """What any company does within the window: none of it needs, or gives, power over the domain."""
    chance = random.Random(2021)
    accounts = [account for _, account, _ in company.staff()]
    for number, account in enumerate(sorted(chance.sample(accounts, 36))):
        day = chance.choice([f"2020-12-{d:02}" for d in (1, 2, 3, 7, 8, 9, 10)] + [f"2021-01-{d:02}" for d in (11, 12, 13, 18, 19, 20)]
                            + [f"2021-02-{d:02}" for d in (8, 9, 10, 22, 23)] + [f"2021-03-{d:02}" for d in (15, 16, 17, 22)])
        yield (_minutes_after(day, 7 * 60 + number * 11), lambda d, a=account: d.change(d.dn_of(a), unicodePwd=d.password()))
    yield ("2021-01-04 08:05:00",
           lambda d: company.add_user(d, f"OU=Vertrieb,{company.STAFF}", "vertrieb.23", "Vertrieb 23", department="Vertrieb"))
    yield "2021-01-04 08:06:00", lambda d: d.include(d.dn_of("GG-Vertrieb"), member=d.dn_of("vertrieb.23"))
    yield "2021-01-04 08:20:00", lambda d: exchange.enable_mailbox(d, "vertrieb.23")
    yield "2021-01-20 15:30:00", lambda d: d.remove(d.dn_of("logistik.14"))
    yield "2021-01-21 09:00:00", lambda d: company.add_computer(d, company.WORKSTATIONS, "PC-049", "Windows 10 Pro")
    yield "2021-02-09 10:15:00", lambda d: d.change(f"CN={company.WORKSTATION_POLICY},{company.POLICIES}", versionNumber="3")
    yield "2021-02-15 11:00:00", lambda d: d.include(d.dn_of("GG-Helpdesk"), member=d.dn_of("it.06"))
    yield "2021-03-08 09:40:00", lambda d: d.include(d.dn_of("DL-Freigabe-Vertrieb"), member=d.dn_of("finanzen.02"))
    yield "2021-03-09 16:10:00", lambda d: d.exclude(d.dn_of("DL-Freigabe-Vertrieb"), member=d.dn_of("finanzen.02"))
    yield "2021-03-29 08:30:00", lambda d: d.change(d.dn_of("einkauf.04"), department="Vertrieb")
    yield "2021-04-09 17:00:00", lambda d: d.change(d.dn_of("fertigung.11"), unicodePwd=d.password())


def _organisation_managers(directory):
    members = [directory.dn_of(name) for name in ("Administrator", "adm.exchange")]
    directory.include(exchange.group("Organization Management"), member=members)


def _health_mailbox(directory, number):
    account = f"HealthMailbox{0x3a51f07 + number * 0x11d3:07x}"
    company.add_user(directory, f"CN=Monitoring Mailboxes,{exchange.SYSTEM_OBJECTS}", account, account)
    exchange.enable_mailbox(directory, account, kind="549755813888")


def _minutes_after(day, minutes):
    return f"{day} {minutes // 60:02}:{minutes % 60:02}:00"
