"""Known vulnerabilities of what is locked: pip-audit asks an OSV service, and no answer of it is taken for granted.

``python -m tests.security.audit`` (``make audit``) looks up every requirement of the locks as it stands there: each needs a
hash, nothing is resolved. It ends with 0 if nothing is known; 1 if something is, or an acceptance holds no more; 2 if a lock or
an answer cannot be understood; 3 if the service cannot be asked. What is accepted for a while stands in
``.locks/accepted.toml``.

By pip-audit's classes, not its command: that takes ``null``, ``[]`` and records that it cannot read for "nothing known".
"""
import argparse
import os
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from pathlib import Path
from typing import Any

import requests
from packaging.version import Version
from pip_audit._dependency_source import DependencySourceError, RequirementSource
from pip_audit._service import OsvService, ResolvedDependency, ServiceError, VulnerabilityResult

from shared.clock import now

LOCKS = Path(__file__).parents[2] / ".locks"
AUDITED = (LOCKS / "runtime.txt", LOCKS / "build.txt")
ACCEPTED = LOCKS / "accepted.toml"
OSV = "https://api.osv.dev/v1/query"
CONTROL = ResolvedDependency("jinja2", Version("2.4.1"))
"""The example of OSV's own documentation, vulnerable for good: who knows nothing of it knows nothing of anything."""
AT_A_TIME = 8
"""Questions under way at once: one after the other, a far service would take half a minute."""
LONGEST = timedelta(days=90)
"""How far ahead an acceptance may reach."""
Found = tuple[ResolvedDependency, list[VulnerabilityResult]]


class Verdict(IntEnum):
    """What an audit ends with. Of several the lowest but ``CLEAN``."""

    CLEAN, KNOWN, UNCLEAR, AWAY = 0, 1, 2, 3


class Trouble(Exception):
    """Why something was not looked up."""

    def __init__(self, verdict: Verdict, why: str) -> None:
        super().__init__(why)
        self.verdict = verdict


@dataclass(frozen=True)
class Accepted:
    """A vulnerability that we live with: in one version of one package, for a reason, until the end of a day (UTC)."""

    id: str
    package: str
    version: str
    reason: str
    until: date

    def about(self, dependency: ResolvedDependency) -> bool:
        """Whether this version of this package is meant."""
        return (self.package, Version(self.version)) == (dependency.canonical_name, dependency.version)


def accepted(path: Path = ACCEPTED) -> tuple[Accepted, ...]:
    """What is accepted. Raises TypeError for an entry that lacks something or says more."""
    return tuple(Accepted(**each) for each in tomllib.loads(path.read_text("utf-8")).get("accepted", ()))


def stale(entries: Iterable[Accepted], asked: Sequence[ResolvedDependency], today: date) -> list[str]:
    """The acceptances that hold no more or never should have, each with why."""
    wrong = []
    for each in entries:
        if each.until < today:
            wrong.append(f"accepted {each.id}: only until {each.until}")
        if each.until > today + LONGEST or not each.reason.strip():
            wrong.append(f"accepted {each.id}: needs a reason, and an end within {LONGEST.days} days")
        if not any(each.about(dependency) for dependency in asked):
            wrong.append(f"accepted {each.id}: {each.package} {each.version} is not locked any more")
    return wrong


def locked(locks: Iterable[Path]) -> list[ResolvedDependency]:
    """The requirements of some locks. Raises Trouble for one without version or hash."""
    try:
        found = list(RequirementSource([*locks], require_hashes=True, disable_pip=True).collect())
    except DependencySourceError as wrong:
        raise Trouble(Verdict.UNCLEAR, str(wrong)) from wrong
    if not found or any(each.is_skipped() for each in found):
        raise Trouble(Verdict.UNCLEAR, f"no versions to ask for: {found}")
    return found


class Service:
    """An OSV service, asked by pip-audit."""

    def __init__(self, url: str, seconds: float, cache: Path) -> None:
        self._osv = OsvService(cache, seconds, url)
        self._osv.session.hooks["response"].append(_whole)

    def knows(self, dependency: ResolvedDependency) -> list[VulnerabilityResult]:
        """What is known of one version of a package. Raises Trouble if nobody can tell."""
        try:
            return self._osv.query(dependency)[1]
        except (requests.ConnectionError, requests.Timeout, ServiceError) as wrong:
            answer = getattr(wrong.__cause__, "response", None)
            refused = answer is not None and answer.status_code < 500 and answer.status_code != 429
            raise Trouble(Verdict.UNCLEAR if refused else Verdict.AWAY, str(wrong) or str(wrong.__cause__)) from wrong
        except (requests.RequestException, LookupError, TypeError, ValueError, AttributeError) as wrong:
            raise Trouble(Verdict.UNCLEAR, f"pip-audit cannot read the answer: {wrong!r}") from wrong

    def tells(self, dependency: ResolvedDependency) -> list[VulnerabilityResult] | Trouble:
        """The same, with what went wrong as an answer."""
        try:
            return self.knows(dependency)
        except Trouble as trouble:
            return trouble


def _whole(answer: requests.Response, *_: Any, **__: Any) -> None:
    """Raises Trouble for what is no whole answer by OSV's schema, before pip-audit passes over it."""
    if not answer.ok:
        return
    try:
        told = answer.json()
    except ValueError as wrong:
        raise Trouble(Verdict.UNCLEAR, f"no JSON: {answer.text[:100]!r}") from wrong
    whole = isinstance(told, dict) and (not told or isinstance(told.get("vulns"), list)) and not told.get("next_page_token")
    if not whole or not all(_readable(each) for each in told.get("vulns", ())):
        raise Trouble(Verdict.UNCLEAR, f"no whole answer by OSV's schema: {answer.text[:200]!r}")


def _readable(record: Any) -> bool:
    """Whether pip-audit reads this record instead of passing over it."""
    return isinstance(record, dict) and str(record.get("schema_version", "1")).split(".")[0] == "1" and (
        record.get("withdrawn") is not None or isinstance(record.get("affected"), list))


def audit(locks: Sequence[Path], entries: Sequence[Accepted], today: date, url: str,
          seconds: float) -> tuple[Verdict, list[str]]:
    """Look everything up: the verdict, and what there is to say, a line each. A question may take so many ``seconds``."""
    with tempfile.TemporaryDirectory() as cache:
        service = Service(url, seconds, Path(cache))
        try:
            asked = locked(locks)
            if not service.knows(CONTROL):
                raise Trouble(Verdict.UNCLEAR, f"nothing is known there of {_name(CONTROL)}, so nothing of anything")
        except Trouble as trouble:
            return trouble.verdict, [f"nothing was audited at {url}: {trouble}"]
        with ThreadPoolExecutor(AT_A_TIME) as pool:
            told = list(zip(asked, pool.map(service.tells, asked), strict=True))
    found = [(each, answer) for each, answer in told if not isinstance(answer, Trouble)]
    said = [(answer.verdict, f"{_name(each)}: not looked up: {answer}") for each, answer in told if isinstance(answer, Trouble)]
    said += [*_known(found, entries, today), *((Verdict.KNOWN, each) for each in stale(entries, asked, today))]
    verdict = min((each for each, _ in said if each), default=Verdict.CLEAN)
    lines = [line for _, line in said]
    return verdict, [*lines, f"{len(found)} of {len(asked)} requirements looked up at {url}: {verdict.name}"]


def _known(found: Sequence[Found], entries: Sequence[Accepted], today: date) -> Iterable[tuple[Verdict, str]]:
    """A line for each vulnerability, and for each acceptance that nobody needs any more."""
    for dependency, vulnerabilities in found:
        mine = [each for each in entries if each.about(dependency)]
        for each in vulnerabilities:
            reasons = [entry.reason for entry in mine if each.has_any_id({entry.id}) and today <= entry.until]
            mended = ", ".join(map(str, each.fix_versions)) or "nowhere"
            line = f"{_name(dependency)}: {', '.join([each.id, *sorted(each.aliases)])}, mended in {mended}: {each.description}"
            yield (Verdict.CLEAN, f"accepted: {reasons[0]}: {line}") if reasons else (Verdict.KNOWN, line)
        for entry in mine:
            if not any(each.has_any_id({entry.id}) for each in vulnerabilities):
                yield Verdict.KNOWN, f"accepted {entry.id}: not known of {_name(dependency)} any more"


def _name(dependency: ResolvedDependency) -> str:
    """A package and its version."""
    return f"{dependency.canonical_name} {dependency.version}"


def main(arguments: Sequence[str]) -> int:
    """Audit, say what was found, and return the verdict."""
    parser = argparse.ArgumentParser("audit", description="Look up known vulnerabilities of what is locked at an OSV service.")
    parser.add_argument("locks", nargs="*", type=Path, default=AUDITED, help="locks (.locks/runtime.txt .locks/build.txt)")
    parser.add_argument("--osv-url", default=os.environ.get("OSV_URL", OSV), help=f"where to ask ($OSV_URL, else {OSV})")
    parser.add_argument("--accepted", type=Path, default=ACCEPTED, help="what is accepted for a while (.locks/accepted.toml)")
    parser.add_argument("--seconds", type=float, default=15, help="how long one answer may take")
    asked = parser.parse_args(arguments)
    verdict, lines = audit(asked.locks, accepted(asked.accepted), now().date(), asked.osv_url, asked.seconds)
    print("\n".join(lines))
    return verdict


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
