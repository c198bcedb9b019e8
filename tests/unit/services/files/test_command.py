"""``guanwang extract`` as somebody at a terminal sees it."""
from pathlib import Path

import typer
from typer.testing import CliRunner

from services.files.command import extract
from tests.unit.services.files.extraction import makers

app = typer.Typer()
app.command()(extract)


def test_it_lists_the_parts_prints_one_and_tells_what_it_could_not_read(tmp_path: Path) -> None:
    path = tmp_path / "附件.zip"
    locked = makers.pdf(["x"], password="y")
    path.write_bytes(makers.archive({"名单.xlsx": makers.book([["姓名"], ["张三"]]), "锁.pdf": locked}))
    listed = CliRunner().invoke(app, [str(path)])
    assert listed.exit_code == 1
    assert "entry-1/sheet-1" in listed.output and "entry-2  encrypted: 已加密或者设有打开密码" in listed.output
    assert listed.output.endswith("characters\n") and "partial: " in listed.output
    assert CliRunner().invoke(app, [str(path), "--part", "entry-1/sheet-1"]).output == "姓名\n张三\n"
    assert CliRunner().invoke(app, [str(path), "--part", "nothing"]).exit_code == 1
