"""The console blocks of README and docs run and print what they show; no command is left undocumented.

`pytest tests/test_documents.py --regenerate` writes the present output into the blocks, to be read before it is committed.
A line "…" in a block stands for any number of lines.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty home with the examples beside it, where the blocks run one after the other."""
    folder = tmp_path_factory.mktemp("documents")
    shutil.copytree(ROOT / "examples", folder / "examples")
    yield folder
    _run("sgraph doctor --stop-child", folder)


def _run(command: str, place: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {"PATH": path, "HOME": str(place / "home"), "COLUMNS": "200", "LC_ALL": "C.UTF-8"}
    ended = subprocess.run(["sh", "-c", command], cwd=place, env=environment, capture_output=True, text=True, timeout=120)
    return re.sub(r"[ \t]+$", "", ended.stdout + ended.stderr, flags=re.MULTILINE)


def _transcript(block: str, place: Path) -> str:
    commands = re.findall(r"^\$ (.*(?:\\\n.*)*)$", block, re.MULTILINE)
    return "\n".join(f"$ {command}\n{_run(command, place)}" for command in commands)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_console_blocks_of_a_page_print_what_they_show(page: Path, place: Path, request: pytest.FixtureRequest) -> None:
    text = page.read_text("utf-8")
    transcripts = [_transcript(block, place) for block in BLOCK.findall(text)]
    if request.config.getoption("regenerate"):
        written = iter(transcripts)
        page.write_text(BLOCK.sub(lambda _: f"```console\n{next(written)}```", text), "utf-8")
        return
    for block, transcript in zip(BLOCK.findall(text), transcripts, strict=True):
        shown = ".*".join(re.escape(part) for part in re.split(r"^…$", block, flags=re.MULTILINE))
        assert re.fullmatch(shown, transcript, re.DOTALL), f"{page.name} shows:\n{block}\nbut it prints:\n{transcript}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_python_blocks_of_a_page_run(page: Path, place: Path) -> None:
    for number, block in enumerate(re.findall(r"^```python\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)):
        script = place / f"{page.stem}-{number}.py"
        script.write_text(block, "utf-8")
        assert _run(f"python -W error {script.name} > /dev/null && echo finished", place) == "finished\n"


def test_every_command_and_option_is_documented() -> None:
    from api.application import application

    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    group = typer.main.get_group(application())
    missing = []
    for name, command in group.commands.items():
        section = re.search(rf"^## {name}$(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
        if section is None:
            missing.append(name)
            continue
        options = [
            o for parameter in command.params for o in parameter.opts if o.startswith("--") and o not in ("--help", "--store")
        ]
        missing += [f"{name} {option}" for option in options if f"`{option}" not in section[1]]
    assert missing == []
