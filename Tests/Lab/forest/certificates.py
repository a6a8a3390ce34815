"""A certification authority, and the certificate that it gives to the domain controller.

A forest of several controllers has one authority, made when it grew (`found`); otherwise each run of a server has its own.
"""

import subprocess

# Long enough for a server that believes it is 2021.
NOT_BEFORE, NOT_AFTER = "20180101000000Z", "20491231235959Z"



def found(folder):
    """Writes ca.pem and ca.key to `folder`."""
    _configure(folder, "extendedKeyUsage=serverAuth\n")
    _request(folder, "ca", "Nordwind Lab CA")
    _sign(folder, "ca", "authority", "-selfsign")


def issue(folder, address, controller):
    """Writes server.pem and server.key to `folder`, where the authority is; the certificate names the host and the address."""
    if not (folder / "ca.key").exists():
        found(folder)
    _configure(folder, f"subjectAltName=DNS:{controller.name},DNS:localhost,IP:{address}\nextendedKeyUsage=serverAuth\n")
    _request(folder, "server", controller.name)
    _sign(folder, "server", "server", "-cert", "ca.pem")
    (folder / "server.key").chmod(0o600)


def _configure(folder, server):
    (folder / "index.txt").touch()
    (folder / "ca.cnf").write_text(
        "[ca]\ndefault_ca=lab\n[lab]\ndatabase=index.txt\nrand_serial=yes\nnew_certs_dir=.\ndefault_md=sha256\npolicy=any\n"
        "unique_subject=no\n[any]\ncommonName=supplied\n[authority]\nbasicConstraints=critical,CA:TRUE\n"
        f"keyUsage=critical,keyCertSign,cRLSign\n[server]\n{server}")


def _request(folder, name, subject):
    _openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={subject}")


def _sign(folder, name, section, *signer):
    _openssl(folder, "ca", "-batch", "-notext", "-config", "ca.cnf", "-keyfile", "ca.key", *signer, "-in", f"{name}.csr",
             "-out", f"{name}.pem", "-extensions", section, "-startdate", NOT_BEFORE, "-enddate", NOT_AFTER)


def _openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)
