"""The collection of the query catalogue as ldapsearch commands: what a responder types who cannot bring foothold along.

An independent reading of `Queries/collection`, against which the program's own collection is compared and timed.
"""

from pathlib import Path

from . import layout

FOLDER = Path(__file__).resolve().parents[3] / "Queries" / "collection"
BASES = {
    "domain": layout.BASE, "configuration": layout.CONFIGURATION, "schema": layout.SCHEMA, "root": layout.BASE,
    "deleted": f"CN=Deleted Objects,{layout.BASE}", "rootDSE": "",
}
SCOPES = {"base": "base", "oneLevel": "one", "subtree": "sub"}
CONTROLS = {
    "security-descriptor": "!1.2.840.113556.1.4.801=::MAMCAQc=", "show-deleted": "!1.2.840.113556.1.4.417",
    "show-recycled": "!1.2.840.113556.1.4.2064",
    # Samba does not know it and must be free to leave it out.
    "show-deactivated-links": "1.2.840.113556.1.4.2065",
}


def searches():
    """The arguments of one ldapsearch a query, without those that say where and as whom: (name, arguments). Raises
    FileNotFoundError when there is no catalogue."""
    paths = sorted(FOLDER.glob("*.query"))
    if not paths:
        raise FileNotFoundError(f"{FOLDER} holds no query")
    for path in paths:
        query = _read(path.read_text())
        # A forest has no application partition unless zones.py made them; partition-check.py asks for those.
        if query["base"][0] == "application":
            continue
        base = BASES[query["base"][0]]
        if under := query.get("under"):
            base = f"{under[0]},{base}"
        arguments = ["-b", base, "-s", SCOPES[query["scope"][0]], "-E", "pr=1000/noprompt"]
        for control in query.get("control", ()):
            arguments += ["-E", CONTROLS[control.split()[0]]]
        yield path.stem, [*arguments, query["filter"][0], *query["attributes"][0].split()]


def _read(text):
    """`key: value` lines; a line that begins with white space goes on with the value before it."""
    fields = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        if line[0].isspace():
            fields[key][-1] += line.strip() if key == "filter" else " " + line.strip()
        else:
            key, value = line.split(":", 1)
            fields.setdefault(key, []).append(value.strip())
    return fields
