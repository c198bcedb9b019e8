"""One run of schemathesis over a gateway's OpenAPI document, as one caller."""
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

HERE, ROOT = Path(__file__).parent, Path(__file__).parents[3]
SECONDS_MOST = 900
PROCESSES = 2
"""A run is shared between so many, each with one worker: in threads CPython 3.11 now and then fails to parse (gh-106905)."""
CHECKS = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
          "response_schema_conformance", "allow_header_conformance", "missing_required_header",
          "refusals_are_explained", "nothing_is_given_away", "who_is_kept_out_stays_out")


@dataclass(frozen=True)
class Brief:
    """What the hooks are told."""

    seed: int = 1
    share: int = 1
    """One in so many of the requests that are wrong on purpose is sent; 1 = all."""
    places: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Beginning of an address → parameters of something that there is."""
    versions: Mapping[str, int] = field(default_factory=dict)
    """Id → version of such a thing."""
    secrets: tuple[str, ...] = ()
    """What no answer may hold."""
    part: tuple[int, int] = (0, 1)
    """Which one of how many parts of the addresses."""
    kept_out: bool = False
    """True if the caller may call nothing of what is asked."""


def explore(url: str, token: str, brief: Brief, *, examples: int = 4, phases: str = "examples,coverage,fuzzing",
            only: Iterable[str] = ()) -> int:
    """Ask every operation, or ``only`` those with these ids; how many were asked. ``AssertionError`` with the report."""
    briefs = [replace(brief, part=(number, PROCESSES)) for number in range(PROCESSES)]
    with ThreadPoolExecutor(PROCESSES) as hands:
        reports = list(hands.map(lambda each: _run(url, token, each, examples, phases, tuple(only)), briefs))
    failed = [report for code, report in reports if code]
    assert not failed, f"seed {brief.seed}\n" + "\n".join(f"{each[:12_000]}\n…\n{each[-3_000:]}" for each in failed)
    return sum(int(re.findall(r"Tested: +(\d+)", report)[-1]) for _, report in reports)


def _run(url: str, token: str, brief: Brief, examples: int, phases: str, only: tuple[str, ...]) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "--config-file", str(HERE / "schemathesis.toml"), "run",
         f"{url}/v1/openapi.json", "--checks", ",".join(CHECKS), "--phases", phases, "--max-examples", str(examples),
         "--workers", "1", "--seed", str(brief.seed), "--continue-on-failure",
         *(word for each in only for word in ("--include-operation-id", each)),
         *(("--header", f"Authorization: {token}") if token else ())],
        env={**os.environ, "SCHEMATHESIS_HOOKS": f"{__package__}.hooks", "GUANWANG_FUZZ": json.dumps(asdict(brief)),
             "PYTHONPATH": str(ROOT)},
        cwd=ROOT, capture_output=True, text=True, timeout=SECONDS_MOST, check=False)
    return done.returncode, done.stdout + done.stderr
