"""Guessing: a login is closed after five failures, known or not; nothing tells the two apart, not even the time it takes."""
import secrets
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import httpx

from shared.attempts import FAILURES
from tests.journeys.conftest import Suite
from tests.journeys.people import administrator, person_with_password

WRONG, LOCKED = "directory.session.wrong_credentials", "directory.session.locked_out"
PAIRS = 8
SLACK = 0.35
"""Of the shorter time. A password is hashed for some 50 ms; without that a refusal takes 5 to 10."""


def tried(suite: Suite, login: str, password: str = "no such password") -> httpx.Response:
    """One attempt."""
    return httpx.post(f"{suite.gateways[0]}/v1/sessions", json={"login": login, "password": password}, timeout=60)


def test_a_login_is_closed_after_five_failures_and_says_for_how_long(suite: Suite) -> None:
    login, password = person_with_password(suite, "editor")
    told = [tried(suite, login) for _ in range(FAILURES + 1)]
    assert [each.json()["code"] for each in told] == FAILURES * [WRONG] + [LOCKED]
    assert 0 < int(told[-1].headers["retry-after"]) <= 900
    right = tried(suite, login, password)
    assert right.status_code == 429, "not even the right password opens it meanwhile"
    closed = tried(suite, login.upper(), password)
    assert closed.status_code == 429, "another spelling is the same login"
    chief = administrator(suite)
    (account,), new = chief.get("/v1/accounts", name=login)["items"], secrets.token_urlsafe(12)
    chief.post(f"/v1/accounts/{account['id']}/password", version=account["version"], password=new)
    assert tried(suite, login, new).json()["code"] == "directory.password.expired", "an administrator opens it again"


def test_many_guesses_at_once_are_counted_one_by_one(suite: Suite) -> None:
    login = f"nobody-{secrets.token_hex(6)}"
    with ThreadPoolExecutor(20) as hands:
        told = [each.status_code for each in hands.map(lambda _: tried(suite, login), range(40))]
    assert told.count(401) <= FAILURES and set(told) == {401, 429}


def test_known_and_unknown_take_the_same_time_and_are_told_the_same(suite: Suite) -> None:
    known = [person_with_password(suite)[0] for _ in range(2)]
    logins = [(known[turn % 2], f"nobody-{secrets.token_hex(6)}") for turn in range(PAIRS)]
    took: tuple[list[float], list[float]] = ([], [])
    words = set()
    for pair in logins:
        for place, login in enumerate(pair):
            began = time.perf_counter()
            answer = tried(suite, login)
            took[place].append(time.perf_counter() - began)
            problem = answer.json()
            words.add((answer.status_code, problem["code"], problem["title"]))
    assert len(words) == 1, words
    shorter, longer = sorted(min(each) for each in took)
    assert longer - shorter < SLACK * shorter, [statistics.median(each) for each in took]

