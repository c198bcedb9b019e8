"""``guanwang demo``: one article from an editor's desk to every portal, as a readable walk with times."""
import json
from pathlib import Path
from typing import Annotated

import httpx
import typer

from shared.cli import administrator, located
from shared.cli.api import Refusal
from shared.cli.console import out
from shared.cli.demo.story import Story
from shared.runtime.settings import SettingsError


def demo(folder: Annotated[Path | None, typer.Option(help="Folder of the running stack; default .guanwang")] = None) -> None:
    """Walk one article from a draft to the public through the gateways of the running stack, with real accounts.

    Makes accounts and an article of its own each time, so it can be walked again and again; the article stays public.
    """
    settings = located.located(folder)
    gateways = located.gateways(settings)
    credentials = json.loads((settings.folder / administrator.FILE).read_text())
    steps = iter(range(1, 100))

    def tell(title: str, detail: str, milliseconds: float) -> None:
        out.print(f"[bold]{next(steps):>2}  {title}[/bold]  [dim]{milliseconds:.0f} ms[/dim]", soft_wrap=True)
        if detail:
            out.print(f"    {detail}", soft_wrap=True, markup=False)

    try:
        story = Story([gateways[0], gateways[-1]], credentials, settings.rabbitmq_url, tell)
        result = story.run()
    except (Refusal, TimeoutError, httpx.TransportError) as error:
        raise SettingsError(f"the demo stopped: {error}") from None
    out.print(f"\nDone. What readers see:\n\n  curl -s {gateways[0]}/v1/public/articles/{result.article_id}\n\n"
              "What happened on the bus: guanwang events tail --since 10m", soft_wrap=True, markup=False)
