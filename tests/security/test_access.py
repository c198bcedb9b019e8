"""Every endpoint and everybody who may come: the table, the routes and a running gateway say the same."""
from tests.security import access
from tests.security.access import (
    ALL_ROLES,
    CLIENT,
    ELSEWHERE,
    FORBIDDEN,
    NO_ROLE,
    NO_UNIT,
    NOBODY,
    NOTHING,
    OPEN,
    REVOKED,
    UNAUTHENTICATED,
    WHO,
    YES,
)
from tests.security.asking import Answer

OUT = {UNAUTHENTICATED: "frame.caller.unauthenticated", FORBIDDEN: "frame.caller.forbidden"}


def test_every_endpoint_has_its_line_and_every_line_its_endpoint() -> None:
    listed, there = set(access.table()), set(access.endpoints())
    assert not there - listed, "new: run `python -m tests.security.access` and have the new lines reviewed"
    assert not listed - there, "gone: run `python -m tests.security.access`"


def test_a_rule_changes_with_its_line_only() -> None:
    table = access.table()
    changed = {name: {who: (table[name][who], told) for who, told in access.rule(route).items() if table[name][who] != told}
               for name, route in access.endpoints().items() if name in table}
    assert not {name: each for name, each in changed.items() if each}, "endpoint → who → (the table, the route)"


def test_the_table_speaks_of_nothing_else() -> None:
    for name, line in access.table().items():
        assert tuple(line) == access.COLUMNS, name
        assert {line[who] for who in WHO} <= {YES, *OUT} and line[ELSEWHERE] in (FORBIDDEN, "404", NOTHING, OPEN, NO_UNIT), name


def test_what_is_open_to_nobody_is_open_to_all_and_no_right_comes_without_signing_in() -> None:
    for name, line in access.table().items():
        if line[NOBODY] == YES:
            assert {line[who] for who in WHO} == {YES}, name
        else:
            assert line[NOBODY] == line[REVOKED] == UNAUTHENTICATED and line[NO_ROLE] == line[CLIENT], name
            assert line[ALL_ROLES] == YES, f"{name} is open to no role at all"


def test_a_running_gateway_does_what_the_table_says(walk: dict[tuple[str, str], Answer]) -> None:
    table = access.table()
    wrong = [(name, who, table[name][who], answer.status, answer.code) for (name, who), answer in walk.items()
             if not as_said(table[name][who], answer)]
    assert not wrong, f"{len(wrong)} of {len(walk)}: {wrong[:20]}"
    assert len(walk) > 5_000


def as_said(said: str, answer: Answer) -> bool:
    """True if somebody was let in or kept out as the table says. What is let in may be refused for other reasons."""
    if said in OUT:
        return (str(answer.status), answer.code) == (said, OUT[said])
    return answer.status not in (401, 403) and answer.status < 500
