"""Links that are watched, originals that are sealed, and sites, against plain variables (Art. 20 第二十条)."""
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from services.content.model.link_check import Found, LinkCheck, Target
from services.content.model.masking import Place
from services.content.model.original import Original
from services.content.model.places import Site
from shared.clock import BEIJING
from shared.sealed import Sealed
from tests.fuzz.machine import Machine

URLS = [f"https://example.org/{number}" for number in range(24)]
SOME = st.lists(st.sampled_from(URLS[:4]), max_size=4)
AT_ONCE = [*map(Found, ("missing", "withdrawn", "private", "scheme")), Found("status", 404), Found("status", 410)]
"""What is true when it is first seen (docs/pages.md); whatever else the network says must be so twice, an hour apart."""
TWICE = [*map(Found, ("timeout", "dns", "tls")), Found("status", 503), Found("status", 403)]
OUTCOMES = st.one_of(st.just(Found()), st.sampled_from(AT_ONCE), st.sampled_from(TWICE))
HOUR = timedelta(hours=1)


class Watch(Machine):
    """The links of one article: what was found of each, and since when it is surely broken."""

    aggregate = LinkCheck

    def __init__(self) -> None:
        super().__init__()
        self.home: tuple[int, str] = (0, "")
        self.links: dict[str, tuple[int, bool]] = {}
        """URL → failures in a row, and whether it counts as broken."""
        self.kept = LinkCheck(id="a", unit="u", site="s", column="s.c", path="")

    @rule(urls=st.one_of(SOME, st.just(URLS)), edition=st.integers(1, 3), path=st.sampled_from(["/c/1", "/d/1"]))
    def watch(self, urls: list[str], edition: int, path: str) -> None:
        """What goes is mended if it was broken; what stays keeps what is known of it; the same again is nothing."""
        same = self.home == (edition, path) and {*urls} == {*self.links}
        if self.attempt("watch", True, [Target(url, "external") for url in urls], quiet=same, edition=edition, site="s",
                        column="s.c", path=path, at=self.soon):
            gone = [url for url, (_, broken) in self.links.items() if broken and url not in urls]
            assert [(each.url, each.how) for each in self.told_of] == [(url, "removed") for url in gone]
            assert {each.path for each in self.told_of} <= {path}
            assert all(each.due_at == self.now for each in self.kept.links if each.url not in self.links), "new: at once"
            self.home, self.links = (edition, path), {url: self.links.get(url, (0, False)) for url in urls}

    @property
    def told_of(self) -> list[Any]:
        """What the last save said."""
        return [*self.fresh]

    @rule(found=st.dictionaries(st.sampled_from(URLS[:4]), OUTCOMES, min_size=1))
    def looked(self, found: dict[str, Found]) -> None:
        """What the network says must be so twice; an address that is not watched any more says nothing."""
        self.attempt("looked", True, found, self.soon)
        news = []
        for url, (failures, broken) in self.links.items():
            if url not in found:
                continue
            bad = found[url]
            failures = failures + 1 if bad.reason else 0
            now = bool(bad.reason) and (broken or bad in AT_ONCE or failures > 1)
            news += [(url, now)] if now != broken else []
            self.links[url] = failures, now
            (watched,) = [each for each in self.kept.links if each.url == url]
            at_night = 1 <= watched.due_at.astimezone(BEIJING).hour < 6 and watched.due_at <= self.now + timedelta(days=1)
            assert self.now < watched.due_at
            assert watched.due_at <= self.now + HOUR if bad.reason and not now else at_night
            assert (watched.checked_at, watched.reason, watched.status) == (self.now, bad.reason, bad.status)
        assert [(each.url, each.TYPE == "content.link.broken.v1") for each in self.told_of] == news

    @rule(hours=st.integers(1, 30))
    def time_goes_by(self, hours: int) -> None:
        """Until something is due, a batch at the most and the longest waiting first."""
        self.now += timedelta(hours=hours)
        waiting = sorted(each.due_at for each in self.kept.links if each.due_at <= self.now)
        assert [each.due_at for each in self.kept.due(self.now)] == waiting[:20]

    @invariant()
    def it_is_as_the_record_says(self) -> None:
        """What is broken, and when it is looked at next."""
        kept = self.kept
        assert {each.url: (each.failures, each.broken_since is not None) for each in kept.links} == self.links
        assert len(kept.links) == len(self.links)
        assert kept.sweep_at == min((each.due_at for each in kept.links), default=None)
        assert {each.url for each in kept.broken} == {url for url, (_, broken) in self.links.items() if broken}
        assert kept.broken_since == min((each.broken_since for each in kept.broken), default=None)
        broken = self.told("content.link.broken.v1") - self.told("content.link.mended.v1")
        assert broken == len(kept.broken), "each that broke is told once, and so is each that was mended"


class SealedAway(Machine):
    """An original: everybody who opened it stays on record, also when the text is gone."""

    aggregate = Original
    steps = 10

    def __init__(self) -> None:
        super().__init__()
        self.openings: list[tuple[str, datetime, str]] = []
        self.parts = {"body": Sealed(b"secret"), "title": Sealed(b"t")}
        self.keep(Original.keep(id="a/1/m1", sealed=self.parts, places=[Place("body", 0, 3, "id_card")], article_id="a",
                                unit="u", edition=1, by="ann", at=self.now, reason="因", digest="d", masked_digest="m"))
        assert self.action == "sealed" and "secret" not in repr(self.chain)

    @rule(by=st.sampled_from(["ann", "bo"]), reason=st.sampled_from(["查", "核"]))
    def open(self, by: str, reason: str) -> None:
        """For a reason."""
        self.attempt("open", True, by=by, at=self.soon, reason=reason)
        self.openings.append((by, self.now, reason))

    @rule(really=st.sampled_from([False, False, True]))
    def shred(self, really: bool) -> None:
        """The texts are gone; so are the answers that held them (the store is told by ``forgets``)."""
        def shredded(original: Original) -> None:
            original.shred()
            assert original.forgets
        if really and self.attempt_by(shredded, True):
            self.parts = {}

    @invariant()
    def it_is_as_the_record_says(self) -> None:
        """Nothing is told to anybody."""
        assert [(each.by, each.at, each.reason) for each in self.kept.openings] == self.openings
        assert self.kept.sealed == self.parts and not self.said


class Registered(Machine):
    """A site: nothing is done to it after it was registered, and its numbers and labels say what it is."""

    aggregate = Site
    steps = 4

    def __init__(self) -> None:
        super().__init__()
        self.keep(Site.register(code="s", at=self.now, unit="u", name="门户", kind="portal", domain="s.gov.cn",
                                identification_code="4331000001", organisation_code="433100",
                                index_template="{organisation}/{year}-{serial:05d}"))
        assert self.words == ["content.site.registered.v1"]

    @rule(year=st.integers(2000, 2100), serial=st.integers(1, 200_000), other=st.integers(1, 200_000))
    def index_number(self, year: int, serial: int, other: int) -> None:
        """One number an item."""
        number = self.kept.index_number(year, serial)
        assert number == f"433100/{year}-{serial:05d}" and (self.kept.index_number(year, other) == number) == (serial == other)

    @rule()
    def labels(self) -> None:
        """Of its pages."""
        assert self.kept.labels() == {"SiteName": "门户", "SiteDomain": "s.gov.cn", "SiteIDCode": "4331000001"}
        assert self.kept.version == 1
