"""How the tests of detectors say what is found."""
from shared.plugins.detectors import Detector
from shared.plugins.text import Text


def found(detector: Detector, original: str, format: str = "plain") -> list[tuple[str, str]]:
    """What stands in the original at each finding, and how severe it is."""
    hits = list(detector.scan(Text("body", original, format)))  # type: ignore[arg-type]
    assert not any(char.isdigit() for hit in hits for char in hit.reason if hit.kind != "personal_table")
    return [(original[hit.start : hit.end], hit.severity.value) for hit in hits]
