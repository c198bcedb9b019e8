"""Known vulnerabilities of what is locked: found where there are some, never overlooked; then the audit of our own locks."""
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from shared.clock import now
from tests.security.advisories import Advisories, record, serving
from tests.security.audit import AUDITED, LONGEST, OSV, Accepted, Verdict, accepted, audit, locked, main, stale

TODAY = date(2026, 6, 1)
HOLE = record("PYSEC-2026-7", "example", "1.3", aliases=["CVE-2026-7"])
LIVED_WITH = Accepted("CVE-2026-7", "example", "1.2", "nobody can reach it here", TODAY)
Looked = tuple[Verdict, str]


@pytest.fixture
def osv() -> Iterator[Advisories]:
    """An OSV service that knows a hole in example 1.2."""
    with serving() as made:
        made.known["example", "1.2"] = [HOLE]
        yield made


@pytest.fixture
def look(osv: Advisories, tmp_path: Path) -> Callable[..., Looked]:
    """Audit a lock with these requirements."""
    def audited(*requirements: str, entries: Sequence[Accepted] = (), hashes: str = f" --hash=sha256:{'0' * 64}") -> Looked:
        lock = tmp_path / "lock.txt"
        lock.write_text("".join(f"{each}{hashes}\n" for each in requirements))
        verdict, lines = audit([lock], entries, TODAY, osv.url, 5)
        return verdict, "\n".join(lines)
    return audited


def test_a_known_vulnerability_is_found_and_named(look: Callable[..., Looked]) -> None:
    verdict, said = look("other==3.0", "example==1.2")
    assert verdict == Verdict.KNOWN and "example 1.2: PYSEC-2026-7, CVE-2026-7, mended in 1.3" in said and "other" not in said


def test_another_version_and_what_was_withdrawn_are_clean(look: Callable[..., Looked], osv: Advisories) -> None:
    osv.known["other", "3.0"] = [HOLE | {"withdrawn": "2026-02-01T00:00:00Z"}]
    verdict, said = look("example==1.3", "Other==3.0")
    assert verdict == Verdict.CLEAN and said.startswith("2 of 2 requirements looked up"), said


@pytest.mark.parametrize(("body", "status"), [
    (b"", 200), (b"<html>please sign in</html>", 200), (b'{"vulns": [', 200), (b"null", 200), (b"[]", 200), (b'"clean"', 200),
    (b'{"error": "no such route"}', 200), (b'{"vulns": null}', 200), (b'{"vulns": {}}', 200), (b'{"vulns": [null]}', 200),
    (b'{"vulns": [], "next_page_token": "more"}', 200), (b'{"vulns": [{}]}', 200), (b"{}", 403), (b"{}", 404),
    (b"", 302), (b"", 204),
    (json.dumps({"vulns": [{"id": "PYSEC-2026-7"}]}).encode(), 200),
    (json.dumps({"vulns": [HOLE | {"schema_version": "2.0.0"}]}).encode(), 200),
    (json.dumps({"vulns": [HOLE | {"affected": [{}]}]}).encode(), 200)])
def test_what_cannot_be_understood_is_not_clean(look: Callable[..., Looked], osv: Advisories, body: bytes, status: int) -> None:
    osv.instead["example"] = status, body
    verdict, said = look("other==3.0", "example==1.2")
    assert verdict == Verdict.UNCLEAR and "example 1.2: not looked up" in said and "1 of 2" in said, said


def test_who_answers_nothing_to_everything_is_not_believed(look: Callable[..., Looked], osv: Advisories) -> None:
    osv.instead["*"] = 200, b"{}"
    verdict, said = look("other==3.0")
    assert verdict == Verdict.UNCLEAR and "nothing was audited" in said


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_service_out_of_order_is_away_but_hides_nothing(look: Callable[..., Looked], osv: Advisories, status: int) -> None:
    osv.instead["other"] = status, b"{}"
    assert look("other==3.0")[0] == Verdict.AWAY
    assert look("other==3.0", "example==1.2")[0] == Verdict.KNOWN


@pytest.mark.parametrize(("requirement", "hashes"), [("other>=3", f" --hash=sha256:{'0' * 64}"), ("other==3.0", ""), ("", "")])
def test_what_is_not_locked_is_not_audited(look: Callable[..., Looked], requirement: str, hashes: str) -> None:
    assert look(requirement, hashes=hashes)[0] == Verdict.UNCLEAR


def test_what_is_accepted_passes_until_its_last_day(look: Callable[..., Looked]) -> None:
    verdict, said = look("example==1.2", entries=[LIVED_WITH])
    assert verdict == Verdict.CLEAN and "accepted: nobody can reach it here: example 1.2: PYSEC-2026-7" in said
    ended = Accepted("CVE-2026-7", "example", "1.2", "nobody can reach it here", TODAY - timedelta(days=1))
    verdict, said = look("example==1.2", entries=[ended])
    assert verdict == Verdict.KNOWN and "only until 2026-05-31" in said and "mended in 1.3" in said


def test_an_acceptance_is_for_one_vulnerability_of_one_version(look: Callable[..., Looked], osv: Advisories) -> None:
    osv.known["example", "1.2"].append(record("PYSEC-2026-8", "example", "1.4"))
    verdict, said = look("example==1.2", entries=[LIVED_WITH])
    assert verdict == Verdict.KNOWN and "PYSEC-2026-8, mended in 1.4" in said
    osv.known["example", "1.2.1"] = [HOLE]
    verdict, said = look("example==1.2.1", entries=[LIVED_WITH])
    assert verdict == Verdict.KNOWN and "example 1.2.1: PYSEC-2026-7" in said and "example 1.2 is not locked any more" in said


def test_an_acceptance_that_nobody_needs_any_more_is_to_go(look: Callable[..., Looked], osv: Advisories) -> None:
    del osv.known["example", "1.2"]
    verdict, said = look("example==1.2", entries=[LIVED_WITH])
    assert verdict == Verdict.KNOWN and "not known of example 1.2 any more" in said


def test_an_acceptance_has_a_reason_and_ends_soon() -> None:
    asked = locked(AUDITED)
    name, version = asked[0].canonical_name, str(asked[0].version)
    assert not stale([Accepted("X", name, version, "why", TODAY + LONGEST)], asked, TODAY)
    assert stale([Accepted("X", name, version, " ", TODAY)], asked, TODAY)
    assert stale([Accepted("X", name, version, "why", TODAY + LONGEST + timedelta(days=1))], asked, TODAY)


def test_our_own_acceptances_hold() -> None:
    assert not stale(accepted(), locked(AUDITED), now().date())


def test_every_requirement_of_our_locks_is_asked_for(osv: Advisories, capsys: pytest.CaptureFixture[str]) -> None:
    """Counted without pip-audit, which reads the locks for the audit."""
    names = [name for each in AUDITED for name in re.findall(r"^[a-z0-9].*==", each.read_text(), re.MULTILINE)]
    assert main(["--osv-url", osv.url]) == Verdict.CLEAN, capsys.readouterr().out
    assert len({*osv.asked}) == len(names) + 1 and len(names) > 50


def test_nobody_there(tmp_path: Path) -> None:
    done = run("--osv-url", "http://127.0.0.1:9/v1/query")
    assert done.returncode == Verdict.AWAY and "nothing was audited" in done.stdout and not done.stderr


def test_our_own_locks() -> None:
    """Fails when a vulnerability became known overnight, which is meant: upgrade (``make lock``) or accept it for a while."""
    try:
        done = run("--seconds", "5")
    except subprocess.TimeoutExpired:
        pytest.skip(f"the vulnerability service ({OSV}) did not answer in time: known vulnerabilities were not looked up")
    if done.returncode == Verdict.AWAY:
        pytest.skip(f"the vulnerability service cannot be reached from here: {done.stdout.strip()[:200]}")
    assert done.returncode == Verdict.CLEAN, done.stdout + done.stderr


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """``make audit``, with little patience for a name that nobody resolves."""
    return subprocess.run([sys.executable, "-m", "tests.security.audit", *arguments], capture_output=True, text=True,
                          timeout=60, env=os.environ | {"RES_OPTIONS": "timeout:2 attempts:2"})
