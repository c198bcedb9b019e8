"""``guanwang demo``: one article from an editor's desk to every portal, as a readable walk with times."""
from typing import Annotated

import typer


def demo(url: Annotated[str | None, typer.Option(help="Gateway; default the running stack's.")] = None) -> None:
    """Walk one article from a draft to the public, through the gateway, with real accounts."""
    raise SystemExit("not yet")
