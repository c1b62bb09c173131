"""An authority that tests trust, and the certificates it gives to servers of loopback."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat


@cache
def _key(name: str) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _certificate(name: str, names: list[x509.GeneralName], *, by: str, days: int = 30) -> x509.Certificate:
    """Give a certificate with all that RFC 5280 asks for: Python 3.13 and newer take no less."""
    now, is_authority = datetime.now(UTC), name == by
    uses = {"digital_signature": True, "key_cert_sign": is_authority, "crl_sign": is_authority}
    no_uses = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    nothing_else = dict.fromkeys((*no_uses, "encipher_only", "decipher_only"), False)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, by)]))
        .public_key(_key(name).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**uses, **nothing_else), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(_key(name).public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(_key(by).public_key()), critical=False)
        .add_extension(x509.SubjectAlternativeName(names or [x509.DNSName(name)]), critical=False)
        .sign(_key(by), SHA256())
    )


def trusting() -> ssl.SSLContext:
    """Give what a client goes by that trusts the authority alone."""
    made = _certificate("authority", [], by="authority")
    return ssl.create_default_context(cadata=made.public_bytes(Encoding.PEM).decode())


def serving_as(folder: Path, host: str, *, by: str = "authority", days: int = 30) -> ssl.SSLContext:
    """Give what a server goes by that has a certificate for a host, good for some days from now (none: it expired)."""
    name = x509.IPAddress(ip_address(host)) if host[0].isdigit() else x509.DNSName(host)
    made, path = _certificate("server", [name], by=by, days=days), folder / "server.pem"
    secret = _key("server").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(secret + made.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
