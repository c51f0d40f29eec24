"""The command that joins the shards of a batch."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.play import Json


def merge(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The new folder.")],
    folders: Annotated[list[Path], typer.Argument(metavar="DIR...", help="The folders of all shards.")],
    as_json: Json = False,
) -> None:
    """Join the shards of a batch, played apart, into the folder it would have been in one piece."""
    from wargame.ensemble.merging import merge as merged

    manifest = merged(out, folders)
    rows = manifest.head["rows"]
    if as_json:
        told = {"folder": str(out), "rows": rows, "shards": len(folders), "failed": manifest.failed}
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    else:
        failed = f", {manifest.failed} of which failed" if manifest.failed else ""
        sys.stdout.write(f"{rows} runs of {len(folders)} shards{failed}\nResults: {out}\n")
