"""The machine's look at all that belongs to a text (Art. 12 第十二条)."""
from services.secrecy.model import Finding
from services.secrecy.ports import OriginText, Ports


def examined(ports: Ports, text: OriginText) -> list[Finding]:
    """Everything found in a text. Raises ``ScanFailed``."""
    return ports.inspector.scan(text.parts)
