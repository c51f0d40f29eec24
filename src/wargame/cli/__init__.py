"""The command line: `wargame run`, `offer`, `bargain`, `levers`, `check` and the others of `wargame --help`.

Alone it plays the flagship. What a command needs is imported when it runs, so that help and a check come at once. A
user's mistake is told in a sentence and ends with 2 (4 where data is missing), an interruption with 130, a crash with a
traceback and 1.
"""

import errno
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import typer

from wargame.cli.answers import compare, sensitivity, summary
from wargame.cli.bargain import bargain
from wargame.cli.batch import batch
from wargame.cli.board import play
from wargame.cli.documents import assumptions, check, schema
from wargame.cli.durability import durability
from wargame.cli.explain import explain
from wargame.cli.finding import finding
from wargame.cli.history import hindcast
from wargame.cli.levers import levers
from wargame.cli.merge import merge
from wargame.cli.offer import offer
from wargame.cli.opening import opening
from wargame.cli.play import INTERRUPTED, replay, run
from wargame.cli.report import report
from wargame.cli.talks import talks
from wargame.errors import DocumentError, UserError, WargameError

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    help="An agent-based geopolitical wargame. Without arguments: the flagship, ukraine-2022, from seed 1.",
)
for command in (
    run,
    play,
    offer,
    explain,
    report,
    bargain,
    finding,
    levers,
    durability,
    batch,
    merge,
    replay,
    check,
    schema,
    assumptions,
    hindcast,
    talks,
    opening,
    summary,
    compare,
    sensitivity,
):
    app.command()(command)

# The library that typer parses with is its own in some versions and click in others; its errors are found by descent.
Misused: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run a command and leave with its exit code."""
    sys.exit(called(sys.argv[1:] if argv is None else argv))


def called(argv: Sequence[str]) -> int:
    """Run a command; returns its exit code. Nothing at all means the flagship."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a name that the terminal can't spell is no reason to stop
            stream.reconfigure(errors="replace")
    try:
        code = app(args=list(argv) or ["run"], prog_name="wargame", standalone_mode=False)
        sys.stdout.flush()
    except Misused as error:
        error.show()
        return 2
    except WargameError as error:
        sys.stderr.write(_told(error) + "\n")
        return error.exit_code if isinstance(error, UserError) else 2
    except (KeyboardInterrupt, typer.Abort):
        sys.stderr.write("interrupted\n")
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):  # whoever read us, `head` perhaps, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INTERRUPTED
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sys.stderr.write("found no room left to write to, expected some\n")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    return code if isinstance(code, int) else 0


def _told(error: WargameError) -> str:
    """What went wrong, with paths as short as they can be from here."""
    text, here = str(error), os.getcwd() + os.sep
    if isinstance(error, DocumentError):
        return "\n".join(line.removeprefix(here) for line in text.splitlines())
    return text.replace(here, "")
