"""A certification authority for one run of the server, and the certificate that it gives to the domain controller."""

import subprocess

from . import layout

# Long enough for a server that believes it is 2021.
NOT_BEFORE, NOT_AFTER = "20180101000000Z", "20491231235959Z"


def issue(folder, address):
    """Writes ca.pem, server.pem and server.key to `folder`; the certificate names the host and the address."""
    for name, subject in (("ca", "Nordwind Lab CA"), ("server", f"{layout.HOST}.{layout.DNS_DOMAIN}")):
        _openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={subject}")
    (folder / "index.txt").touch()
    (folder / "ca.cnf").write_text(
        "[ca]\ndefault_ca=lab\n[lab]\ndatabase=index.txt\nrand_serial=yes\nnew_certs_dir=.\ndefault_md=sha256\npolicy=any\n"
        "unique_subject=no\n[any]\ncommonName=supplied\n[authority]\nbasicConstraints=critical,CA:TRUE\n"
        "keyUsage=critical,keyCertSign,cRLSign\n"
        f"[server]\nsubjectAltName=DNS:{layout.HOST}.{layout.DNS_DOMAIN},DNS:localhost,IP:{address}\n"
        "extendedKeyUsage=serverAuth\n")
    for request, certificate, section, signer in (
        ("ca.csr", "ca.pem", "authority", ["-selfsign"]), ("server.csr", "server.pem", "server", ["-cert", "ca.pem"])):
        _openssl(folder, "ca", "-batch", "-notext", "-config", "ca.cnf", "-keyfile", "ca.key", *signer, "-in", request,
                 "-out", certificate, "-extensions", section, "-startdate", NOT_BEFORE, "-enddate", NOT_AFTER)
    (folder / "server.key").chmod(0o600)


def _openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)
