"""The pages of docs/: what they show is played, what they tabulate is the code's, where they point to exists.

A page is played from top to bottom in a folder of its own. Its blocks, by the words after the three backquotes:

    python                the code is run; blocks of a page share their names
    text output           what the last python block printed
    console               `$ wargame ...` or `$ python run.py ...`, each with the output under it; `exit=2` after it
    yaml file=NAME        the text is written to that file, whatever the language
    anything else         is for the reader only

Outputs may leave something out with `...`. After a change of the engine, tables and outputs are written anew by
`python -m pytest tests/test_docs.py -m "long or not long" --refresh`; an output with `...` that still fits stays as it
is.
"""

import contextlib
import doctest
import io
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from wargame.cli import main
from wargame.policies import POLICIES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)")
KEY = re.compile(r"\[([A-Z][A-Za-z]+[12]\d{3}[a-z]?)\]")

sys.path.insert(0, str(DOCS))
import make_tables  # noqa: E402 (it lies beside the pages it is for)


def name(page: Path) -> str:
    return page.relative_to(DOCS).as_posix()


# --- playing a page ------------------------------------------------------------------------------------------------


@dataclass
class Page:
    """A page being played: the names its code has made, and what the last of it printed."""

    path: Path
    names: dict[str, Any]
    printed: str = ""

    def played(self, text: str) -> str:
        """The page with its outputs as they are now."""
        return FENCE.sub(lambda found: self._block(found, text.count("\n", 0, found.start()) + 2), text)

    def _block(self, found: re.Match[str], line: int) -> str:
        words = found["info"].split()
        options = dict(word.split("=", 1) for word in words if "=" in word)
        body = found["body"]
        if "file" in options:
            path = Path(options["file"])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
        elif words[:1] == ["python"]:
            self._run(body, line)
        elif words == ["text", "output"]:
            body = fitting(body, self.printed)
        elif words[:1] == ["console"]:
            body = "".join(self._command(part, int(options.get("exit", 0))) for part in commands(body))
        return f"```{found['info']}\n{body}```"

    def _run(self, code: str, line: int) -> None:
        with printed() as out:
            exec(compile("\n" * (line - 1) + code, str(self.path), "exec"), self.names)
        self.printed = out.getvalue()

    def _command(self, part: tuple[str, str], expected: int) -> str:
        command, shown = part
        words = shlex.split(command.replace("\\\n", " "))
        words = words[2:] if words[:2] == ["python", "run.py"] else words[1:] if words[0] == "wargame" else []
        assert words or "run.py" in command, f"{name(self.path)}: a command that can't be played: {command}"
        with printed() as out, pytest.raises(SystemExit) as end:
            main(words)
        assert end.value.code == expected, (
            f"{name(self.path)}: $ {command} ended with {end.value.code}\n{out.getvalue()}"
        )
        return f"$ {command}\n{fitting(shown, out.getvalue()) if shown.strip() else shown}"


def commands(body: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block and the output under it."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        found = re.match(r"((?:[^\n]*\\\n)*[^\n]*)\n(.*)", part, re.DOTALL)
        assert found
        yield found[1], found[2]


def fitting(shown: str, now: str) -> str:
    """What is shown if it fits what came out now, with `...` for what was left out; else what came out."""
    now = "\n".join(line.rstrip() for line in now.splitlines()).strip("\n") + "\n"
    told = "\n".join(line.rstrip() for line in shown.splitlines()).strip("\n") + "\n"
    return shown if doctest.OutputChecker().check_output(told, now, doctest.ELLIPSIS) else now


@contextlib.contextmanager
def printed() -> Iterator[io.StringIO]:
    """Standard output and error, in the order they were written."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        yield out


@pytest.fixture
def play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, str], str]:
    """A function that plays a page in a folder of its own and leaves nothing behind."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    known = dict(POLICIES)

    def played(path: Path, text: str) -> str:
        module = ModuleType("page")
        monkeypatch.setitem(sys.modules, "page", module)
        try:
            return Page(path, module.__dict__).played(text)
        finally:
            for added in POLICIES.keys() - known.keys():
                del POLICIES[added]  # type: ignore[attr-defined]

    return played


LARGE = {  # pages that play hundreds of campaigns or deals
    *("explanation/how-long-deals-last.md", "explanation/what-the-war-model-can-and-cannot-say.md"),
    *("explanation/why-he-said-no.md", "how-to/find-a-deal.md", "how-to/play-history.md"),
    *("how-to/read-an-ensemble.md", "how-to/run-many-campaigns.md", "how-to/vary-assumptions.md"),
}


@pytest.mark.parametrize(
    "path", [pytest.param(page, marks=[pytest.mark.long] * (name(page) in LARGE)) for page in PAGES], ids=name
)
def test_a_page_shows_what_happens(
    path: Path, play: Callable[[Path, str], str], request: pytest.FixtureRequest
) -> None:
    text = path.read_text(encoding="utf-8")
    now = play(path, make_tables.filled(text))
    if request.config.getoption("--refresh", default=False):
        path.write_text(now, encoding="utf-8")
    else:
        assert now == text, f"{name(path)} is not up to date; write it anew with --refresh"


# --- what pages point to -------------------------------------------------------------------------------------------


def anchors(path: Path) -> set[str]:
    """The headings of a page as links name them."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_link_of_a_page_resolves(path: Path) -> None:
    for link in LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8"))):
        assert not link.startswith("/"), link
        if "://" not in link:
            where, _, anchor = link.partition("#")
            target = (path.parent / where).resolve() if where else path
            assert target.exists(), link
            assert not anchor or anchor in anchors(target), link


def test_every_large_page_is_there() -> None:
    assert {name(page) for page in PAGES} >= LARGE


def test_every_page_is_in_the_index() -> None:
    index = DOCS / "README.md"
    listed = [(DOCS / link).resolve() for link in LINK.findall(index.read_text(encoding="utf-8")) if "://" not in link]
    pages = [page for page in PAGES if page != index]
    assert [name(page) for page in pages if listed.count(page.resolve()) != 1] == []


def test_every_table_has_a_place_and_every_place_a_table() -> None:
    placed = [found for page in PAGES for _, found, _ in make_tables.MARKED.findall(page.read_text(encoding="utf-8"))]
    assert sorted(placed) == sorted(make_tables.TABLES)


def test_every_source_that_is_named_is_in_the_bibliography_and_none_else() -> None:
    bibliography = DOCS / "bibliography.md"
    listed = re.findall(r"^\*\*\[(\w+)\]\*\*", bibliography.read_text(encoding="utf-8"), re.MULTILINE)
    files = [*(ROOT / "src").rglob("*.py"), *DOCS.rglob("*.py"), *(page for page in PAGES if page != bibliography)]
    used = {key for file in files for key in KEY.findall(file.read_text(encoding="utf-8"))}
    assert sorted(used) == listed
