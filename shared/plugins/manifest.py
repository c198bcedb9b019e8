"""The service extension point: what a service says of itself, light enough for the gateway to load without its engine.

Register a ``Manifest`` under the entry-point group ``guanwang.services``; the entry point's name must equal its name.
"""
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from shared.caller import ROLES

PUBLIC = "public"
"""Anybody may call, without a token."""
SIGNED_IN = "signed_in"
"""Anybody with a valid token may call; the operation itself looks at the unit."""


@dataclass(frozen=True)
class Cache:
    """How long the gateway may keep a public answer, besides dropping it when an event names one of its tags."""

    seconds: int = 30
    """Safety net: an answer older than this is fetched anew even if no event came."""
    stale_seconds: int = 0
    """While the service is down, an answer may be given, labelled as stale, for so long after it ran out; 0 = never."""


@dataclass(frozen=True)
class Route:
    """One HTTP endpoint: method and path → an operation of the service that declares it.

    Path parameters, query parameters and the fields of a JSON body together are the operation's input.
    """

    method: str
    path: str
    operation: str
    """The operation's name without the service; it is also the permission and the OpenAPI operationId."""
    summary: str
    takes: Any = None
    """The marshmallow schema class of the input."""
    gives: Any = None
    """The marshmallow schema class of the answer; ``None`` for ready bytes without a documented shape."""
    many: bool = False
    """True if the answer is a page ``{"items": […], "next": cursor or null}`` of ``gives``."""
    roles: tuple[str, ...] = ()
    """Who may call: ``(PUBLIC,)``, ``(SIGNED_IN,)`` or names of roles. Nobody by default."""
    status: int = 200
    cache: Cache | None = None
    article: str = ""
    """The article of the regulation that it carries out, e.g. ``Art. 4 第四条``."""
    example: Mapping[str, Any] | None = None
    """An example of the body, shown in the OpenAPI document."""
    media_types: tuple[str, ...] = ()
    """What the answer may be if it is no JSON: a ``shared.document.Document``, e.g. ``(DOCX, XLSX)``, or, where gateways
    keep it, a ``shared.ready.Ready`` of such a media type, e.g. ``("application/atom+xml",)``."""
    upload: str = ""
    """The request's body is a file of any size. First this operation of the service is asked, with the query and what the
    headers say of the body (``size``, ``sha256``); it answers ``{"url", "most_bytes"}``, leave to bring it to a blob port
    (``shared.runtime.blob_port``). Then ``operation`` is called with the query and ``file``, the body's SHA-256."""
    download: bool = False
    """The answer is a file of any size: ``operation`` answers ``{"url", "digest", "size", "media_type", "name", "inline"}``,
    and ``source``, the digest of the file that they were made of, if they are not that itself. The gateway gives out those
    bytes, which it may keep: permission is asked for each time, and bytes never change. See ``Manifest.blob_removal``."""

    def __post_init__(self) -> None:
        unknown = set(self.roles) - set(ROLES) - {PUBLIC, SIGNED_IN}
        if unknown:
            raise ValueError(f"route {self.method} {self.path}: unknown roles {sorted(unknown)}")
        if self.cache and (self.write or not self.public):
            raise ValueError(f"route {self.method} {self.path}: only a public GET can be kept by gateways")
        if self.media_types and (self.gives or self.many or self.status != 200):
            raise ValueError(f"route {self.method} {self.path}: a document is the whole answer (200)")

        if self.upload and (self.method != "POST" or self.public or self.media_types):
            raise ValueError(f"route {self.method} {self.path}: a file is brought by POST, and not by anybody")
        if self.download and (self.method != "GET" or self.cache or self.gives or self.media_types):
            raise ValueError(f"route {self.method} {self.path}: a file is the whole answer to a GET")

    @property
    def public(self) -> bool:
        """True if no token is needed."""
        return PUBLIC in self.roles

    @property
    def streams(self) -> bool:
        """True if a file goes in or out."""
        return bool(self.upload) or self.download

    @property
    def write(self) -> bool:
        """True if the call changes something."""
        return self.method != "GET"


@dataclass(frozen=True)
class Identity:
    """Where a gateway learns whom to trust; declared by the one service that issues tokens."""

    keys: str
    """Operation that answers ``{"keys": [JWK, …]}``."""
    revoked: str
    """Operation that answers ``{"items": [{"session": id, "until": unix seconds}, …]}``."""
    revocation: str
    """Event type whose data names a revoked ``session`` and ``until``."""
    keys_changed: str
    """Event type that says that the keys are to be read again."""


@dataclass(frozen=True)
class Manifest:
    """What a service is; the dotted strings ``module:NAME`` are loaded when they are needed."""

    name: str
    title: str
    """Its Chinese name."""
    version: str
    articles: tuple[str, ...] = ()
    """The articles that it carries out."""
    routes: str = ""
    events: str = ""
    """The module of its event classes."""
    errors: str = ""
    """The module of its faults."""
    service: str = ""
    handles: tuple[str, ...] = ()
    """Event types that it consumes, ``*`` standing for any service; each has a durable queue from the first start on."""
    calls: tuple[str, ...] = ()
    """Operations of other services that it reads from, ``*`` standing for any service; there are no others."""
    identity: Identity | None = None
    blob_removal: str = ""
    """Event type whose data names the ``digest`` of a file that is gone: gateways let go of its bytes at once."""
    lost: str = ""
    """``module:function`` that gives the events which close what others hold of something that a restore took away. It gets
    the data of the last event of each type that they were told of it, by type, and ``now``."""
    broker_rights: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Queues and exchanges beyond its own that its user at the broker may use: ``read`` and ``write`` → names, ``amq.default``
    being the exchange that reaches every queue. Each is an exception to least rights, for what tends the suite itself."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Its own settings: name → what it is for."""
    verify: str = ""
    """A function that takes the service's database and yields ``(place, problem)`` for what is wrong with what is stored
    without a record of its own, such as archived texts; ``guanwang verify`` calls it."""


def load(dotted: str) -> Any:
    """What ``module:NAME`` names, or the module itself for ``module``."""
    module, _, name = dotted.partition(":")
    found = import_module(module)
    return getattr(found, name) if name else found
