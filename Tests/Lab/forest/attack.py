"""How the company was attacked in 2021, as far as it shows in the directory.

The Exchange server is taken over, the attacker creates an account and lets it into a group that keeps group policies; one of
them applies to the domain controllers. Each step is written with the rights of the account that takes it, so that the lab proves
the path it tells. The value planted in the virtual directory is a marker without code.
"""

from . import company, exchange, layout, protection

INTRUDER = "svc.mailarchiv"
SECOND = "svc.sqlreport"
PASSING = "tmp.update"
SCHEDULED_TASKS = "[{00000000-0000-0000-0000-000000000000}{CAB54552-DEEA-4691-817E-ED4A4D1AFC72}]" \
    "[{AADCED64-746C-4633-A97C-D61349046527}{CAB54552-DEEA-4691-817E-ED4A4D1AFC72}]"
WEB_SHELL = 'http://f/<script language="JScript" runat="server">/* marker of the lab, no code */</script>'


def steps():
    """The attack as (time, action), in UTC."""
    yield "2021-02-28 03:14:22", plant_web_shell
    yield "2021-03-01 02:07:41", create_intruder
    yield "2021-03-01 02:11:05", join_exchange_group
    yield "2021-03-01 02:19:37", join_policy_keepers
    yield "2021-03-01 02:31:08", change_policy_of_controllers
    yield "2021-03-01 03:04:55", grant_replication
    yield "2021-03-01 03:40:12", lambda d: d.include(_domain_admins(), member=d.dn_of(INTRUDER))
    yield "2021-03-01 03:44:30", create_passing_account
    yield "2021-03-01 04:02:10", protection.propagate
    yield "2021-03-01 04:12:19", create_second_account
    yield "2021-03-01 04:15:33", open_admin_holder
    yield "2021-03-01 04:20:51", lambda d: d.exclude(_domain_admins(), member=d.dn_of(INTRUDER))
    yield "2021-03-01 05:02:10", protection.propagate
    yield "2021-03-02 01:12:44", name_service_on_administrator
    yield "2021-03-03 22:58:03", lambda d: d.remove(d.dn_of(PASSING))
    yield "2021-03-12 10:05:00", disable_intruder


def plant_web_shell(directory):
    """CVE-2021-27065: the external URL of the offline address book becomes a script."""
    directory.acting_as("EX01$").change(exchange.OFFLINE_ADDRESS_BOOK, msExchExternalHostName=WEB_SHELL)


def create_intruder(directory):
    server = directory.acting_as("EX01$")
    company.add_user(server, company.SERVICES, INTRUDER, INTRUDER, description="Mailarchivierung")


def join_exchange_group(directory):
    server = directory.acting_as("EX01$")
    server.include(exchange.group("Exchange Windows Permissions"), member=directory.dn_of(INTRUDER))


def join_policy_keepers(directory):
    directory.acting_as("EX01$").include(directory.dn_of(company.POLICY_KEEPERS), member=directory.dn_of(INTRUDER))


def change_policy_of_controllers(directory):
    """A scheduled task for the domain controllers: from here on the attacker runs code on them."""
    directory.acting_as(INTRUDER).change(
        f"CN={company.CONTROLLER_POLICY},{company.POLICIES}", gPCMachineExtensionNames=SCHEDULED_TASKS, versionNumber="2")


def grant_replication(directory):
    trustee = directory.sid_of(INTRUDER)
    directory.grant(layout.BASE, f"(OA;;CR;{company.REPLICATION_GET_CHANGES};;{trustee})",
                    f"(OA;;CR;{company.REPLICATION_GET_CHANGES_ALL};;{trustee})")


def create_passing_account(directory):
    company.add_user(directory, f"CN=Users,{layout.BASE}", PASSING, PASSING)


def create_second_account(directory):
    company.add_user(directory, company.SERVICES, SECOND, SECOND, description="SQL Berichte",
                     servicePrincipalName=["MSSQLSvc/sql02.nordwind.example:1433"])


def open_admin_holder(directory):
    """Full control over whatever is protected, at the next run of SDProp."""
    directory.grant(protection.HOLDER, f"(A;;{exchange.FULL_CONTROL};;;{directory.sid_of(SECOND)})")


def name_service_on_administrator(directory):
    """A service principal name makes an administrator's password a matter of guessing offline."""
    directory.acting_as(SECOND).include(directory.dn_of("adm.notfall"), servicePrincipalName="HTTP/berichte.nordwind.example")


def disable_intruder(directory):
    """The responders find the account and disable it."""
    flags = company.NORMAL_ACCOUNT | company.NEVER_EXPIRES | 2
    directory.change(directory.dn_of(INTRUDER), userAccountControl=str(flags))


def _domain_admins():
    return f"CN=Domain Admins,CN=Users,{layout.BASE}"
