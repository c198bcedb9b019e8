"""Grants: what they reach on a day, as the tree stood."""
from datetime import date

from services.directory.model import Grant, Node, Placement, Tree
from services.directory.model.grants import extent

FIRST, MOVED = date(2010, 1, 1), date(2020, 1, 1)


def node(code: str, *parents: tuple[str | None, date]) -> Node:
    return Node(code, tuple(Placement(*each) for each in parents), parents[0][1], None)


TREE = Tree([node("root", (None, FIRST)), node("a", ("root", FIRST)), node("b", ("root", FIRST)),
             node("a1", ("a", FIRST), ("b", MOVED)), node("late", ("a", date(2025, 1, 1)))])


def test_a_plain_grant_reaches_its_unit_only() -> None:
    assert extent([Grant("editor", "a")], TREE, MOVED) == {"editor": ["a"]}


def test_a_subtree_follows_a_unit_that_moves() -> None:
    assert extent([Grant("editor", "a", subtree=True)], TREE, date(2019, 12, 31)) == {"editor": ["a", "a1"]}
    assert extent([Grant("editor", "a", subtree=True)], TREE, MOVED) == {"editor": ["a"]}
    assert extent([Grant("editor", "b", subtree=True)], TREE, MOVED) == {"editor": ["a1", "b"]}


def test_a_unit_is_reached_from_its_first_day_on() -> None:
    assert "late" not in extent([Grant("editor", "root", subtree=True)], TREE, date(2024, 12, 31))["editor"]
    assert "late" in extent([Grant("editor", "root", subtree=True)], TREE, date(2025, 1, 1))["editor"]


def test_the_root_with_everything_below_is_not_everywhere() -> None:
    assert extent([Grant("auditor", "root", subtree=True)], TREE, MOVED) == {"auditor": ["a", "a1", "b", "root"]}
    assert extent([Grant("auditor", "*"), Grant("auditor", "a")], TREE, MOVED) == {"auditor": ["*"]}


def test_a_ring_that_two_crossing_moves_left_is_walked_once() -> None:
    ring = Tree([node("x", ("y", FIRST)), node("y", ("x", FIRST))])
    assert ring.below("x", MOVED) == ["x", "y"]
    assert ring.would_loop("x", "y", MOVED)


def test_a_loop_on_any_later_day_is_seen() -> None:
    tree = Tree([node("root", (None, FIRST)), node("a", ("root", FIRST)), node("b", ("root", FIRST), ("a", MOVED))])
    assert tree.would_loop("a", "b", date(2015, 1, 1))
    assert not tree.would_loop("b", "a", date(2015, 1, 1))
    assert tree.would_loop("a", "a", MOVED)
