"""An authority of the moment, and certificates that it signs."""
import datetime
import ipaddress
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from shared.clock import now


@dataclass(frozen=True)
class Authority:
    """Its own certificate is in ``ca``; what it signs lies beside it."""

    ca: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def sign(self, name: str, host: str) -> Path:
        """A file with a certificate for ``host`` (a name or an IP address), and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        try:
            place: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
        except ValueError:
            place = x509.DNSName(host)
        signed = _begun(name, key, self.certificate.subject).add_extension(
            x509.SubjectAlternativeName([place]), critical=False).sign(self.key, hashes.SHA256())
        path = self.ca.with_name(f"{name}.pem")
        path.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
        path.chmod(0o600)
        return path


def authority(folder: Path, name: str) -> Authority:
    """A new one; its certificate is ``<name>.crt``."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = _begun(name, key, subject).add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(
        key, hashes.SHA256())
    path = folder / f"{name}.crt"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return Authority(path, key, made)


def _begun(name: str, key: ec.EllipticCurvePrivateKey, issuer: x509.Name) -> x509.CertificateBuilder:
    moment = now()
    return x509.CertificateBuilder().subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])).issuer_name(
        issuer).public_key(key.public_key()).serial_number(x509.random_serial_number()).not_valid_before(
        moment - datetime.timedelta(hours=1)).not_valid_after(moment + datetime.timedelta(days=1))
