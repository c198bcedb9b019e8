"""The inspector: the detectors that are installed here, built once a process, and what they find in a text."""
import hashlib
import hmac
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from services.secrecy.detectors import lexicon
from services.secrecy.errors import ScanFailed
from services.secrecy.model import Finding, Versions
from services.secrecy.ports import InstalledDetector, Part
from services.secrecy.scanner import DetectorFailed, Located, scan
from shared.digests import digest
from shared.plugins.detectors import Detector
from shared.plugins.discovery import DETECTORS, Plugin, PluginError, State, discover
from shared.plugins.text import Text

log = logging.getLogger("guanwang.secrecy")

NO_DICTIONARY = "-"
NAMED_MOST = 120
"""Characters of the editions of dictionaries that are named one by one in a scan's versions; more are named by a digest."""


class Inspector:
    """``on`` decide; ``trial`` run beside them, record, and can neither block nor hide what another found."""

    def __init__(self, *, on: Sequence[Detector], trial: Sequence[Detector] = (), secret_key: str,
                 detectors: Sequence[InstalledDetector] = (), editions: Mapping[str, int] | None = None) -> None:
        self._on, self._trial, self.detectors = tuple(on), tuple(trial), tuple(detectors)
        self._secret_key, editions = secret_key, editions or {}
        self._key = hmac.digest(secret_key.encode(), b"guanwang.secrecy.fingerprint", hashlib.sha256)
        dictionaries = [*filter(None, map(_dictionary, self._on)), *_named(editions)]
        self.versions = Versions(dictionary="+".join(dictionaries) or NO_DICTIONARY,
                                 rules=digest(sorted(f"{each.code}@{each.version}" for each in self._on))[:12])

    def with_dictionaries(self, editions: Mapping[str, int], words: lexicon.Lexicon, tried: lexicon.Lexicon) -> "Inspector":
        """The same, with the dictionaries of the database in these editions: what counts of them, and what is on trial."""
        described = InstalledDetector(words.code, "on", "guanwang", words.version, words.label, words.reference,
                                      "+".join(_named(editions)))
        return Inspector(on=[*self._on, words], trial=[*self._trial, tried], secret_key=self._secret_key,
                         detectors=[*self.detectors, described], editions=editions)

    def scan(self, parts: Sequence[Part]) -> list[Finding]:
        """Everything found; raises ``ScanFailed`` when a detector that decides fails: that never counts as clean."""
        texts = {part.name: Text(part.name, part.text, part.format) for part in parts}
        try:
            found = scan(list(texts.values()), self._on)
        except DetectorFailed as failure:
            log.error("the scan failed: %s", failure)
            raise ScanFailed(detector=failure.code, part=failure.part) from None
        decided = [self._finding(texts[each.part], each, trial=False) for each in found]
        return decided + [self._finding(texts[each.part], each, trial=True) for each in self._tried(list(texts.values()))]

    def _tried(self, texts: Sequence[Text]) -> list[Located]:
        found: list[Located] = []
        for detector in self._trial:
            try:
                found += scan(texts, [detector])
            except DetectorFailed as failure:
                log.warning("a trial failed: %s", failure)
        return found

    def _finding(self, text: Text, located: Located, *, trial: bool) -> Finding:
        found = located.finding
        matched = text.original[found.start:found.end]
        fingerprint = hmac.new(self._key, matched.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
        identity = digest([located.part, located.code, found.start, found.end, fingerprint, trial])
        return Finding(
            id=identity[:16], part=located.part, detector=located.code, detector_version=located.version, kind=found.kind,
            severity=found.severity.value, start=found.start, end=found.end, line=located.line, column=located.column,
            reason=_discreet(found.reason, matched), confidence=found.confidence, evasion=found.evasion, trial=trial,
            fingerprint=fingerprint)


def installed(settings: Mapping[str, Mapping[str, Any]], secret_key: str) -> Inspector:
    """The inspector of this installation; raises ``PluginError`` for a detector that cannot be used as it is set."""
    plugins = discover(DETECTORS, settings)
    made = {plugin.name: _made(plugin) for plugin in plugins if plugin.state is not State.OFF}
    return Inspector(on=[made[plugin.name] for plugin in plugins if plugin.state is State.ON],
                     trial=[made[plugin.name] for plugin in plugins if plugin.state is State.TRIAL],
                     secret_key=secret_key, detectors=[_described(plugin, made.get(plugin.name)) for plugin in plugins])


def _made(plugin: Plugin) -> Detector:
    who = f"the {plugin.group} plugin “{plugin.name}” of {plugin.distribution}"
    try:
        detector: Detector = plugin.loaded(dict(plugin.params))
    except ValueError as error:
        raise PluginError(f"{who} refuses its settings: {error}") from None
    except Exception as error:
        raise PluginError(f"{who} does not start: {type(error).__name__}: {error}; mend it or switch it off") from error
    if getattr(detector, "code", None) != plugin.name:
        raise PluginError(f"{who} calls its detector “{getattr(detector, 'code', None)}”; both names must be equal")
    if not callable(getattr(detector, "scan", None)) or not isinstance(getattr(detector, "version", None), int):
        raise PluginError(f"{who} is no detector: it needs a method scan and a whole number as version")
    return detector


def _described(plugin: Plugin, detector: Detector | None) -> InstalledDetector:
    if detector is None:
        return InstalledDetector(plugin.name, plugin.state.value, plugin.distribution)
    return InstalledDetector(plugin.name, plugin.state.value, plugin.distribution, detector.version, detector.label,
                             detector.reference, _dictionary(detector))


def _dictionary(detector: Detector) -> str | None:
    version = getattr(detector, "dictionary_version", None)
    return None if version is None else str(version)


def _named(editions: Mapping[str, int]) -> list[str]:
    """``projects@3`` … of each dictionary that has an edition, in order."""
    named = [f"{code}@{edition}" for code, edition in sorted(editions.items())]
    return named if sum(map(len, named)) <= NAMED_MOST else [f"{len(named)}@{digest(named)[:12]}"]


def _discreet(reason: str, matched: str) -> str:
    """A detector of a stranger may forget that its reason must not repeat what it found."""
    plain = Text("found", matched).stripped.text
    quotes = len(plain) > 1 and plain in Text("reason", reason).stripped.text
    return "检测器给出的理由含有被发现的文字，已略去。" if quotes else reason
