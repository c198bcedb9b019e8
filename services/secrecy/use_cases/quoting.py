"""What an officer writes travels and is stored, so it must hold neither a secret nor anything found in the text at hand."""
from collections.abc import Mapping, Sequence

from services.secrecy.errors import ReasonQuotes
from services.secrecy.model import Finding
from services.secrecy.ports import Part, Ports


def expect_no_quote(ports: Ports, findings: Sequence[Finding], written: Mapping[str, str]) -> None:
    """Raises ``ReasonQuotes`` naming the fields of ``written`` that quote."""
    found = ports.inspector.scan([Part(name, text) for name, text in written.items() if text])
    known = {finding.fingerprint for finding in findings}
    quoting = {finding.part for finding in found if finding.blocks or finding.fingerprint in known}
    if quoting:
        raise ReasonQuotes(fields={name: ["请勿引用不得公开的原文。"] for name in sorted(quoting)})
