"""Merging: the shards of a batch, played apart, become the folder it would have been."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from wargame.ensemble import manifest as manifests
from wargame.ensemble.manifest import Manifest
from wargame.ensemble.parts import HALF, writing
from wargame.errors import UserError


def merge(out: Path, folders: Sequence[Path]) -> Manifest:
    """Join shards in a new folder; raises `UserError` where they do not belong together or where one is missing."""
    found = [manifests.read(folder) for folder in folders]
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UserError(f"found something in {out} already, expected a new folder")
    _belong(found)
    _whole(found)
    beside = out.with_name(f"{out.name}.{os.getpid()}{HALF}")
    try:
        merged = _joined(found, beside)
        with writing(out):
            beside.replace(out)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return replace(merged, folder=out)


def _joined(found: Sequence[Manifest], folder: Path) -> Manifest:
    """Copy all parts into one folder, and tell there what they are."""
    for shard in found:
        for path in sorted(shard.folder.glob("*/*.parquet")):
            target = folder / path.relative_to(shard.folder)
            with writing(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
    merged = Manifest(folder, {key: value for key, value in found[0].head.items() if key != "shard"})
    for shard in found:
        merged.blocks.update(shard.blocks)
        merged.failures += shard.failures
    merged.failures.sort(key=lambda one: int(one["row"]))
    merged.save()
    return merged


def _belong(found: Sequence[Manifest]) -> None:
    """Shards of one batch, each once."""
    first = found[0]
    for other in found[1:]:
        if differing := manifests.differences(other.head, first.head, but=["shard"]):
            raise UserError(
                f"found a shard of another batch in {other.folder} than in {first.folder}, expected the same: "
                + "; ".join(differing)
            )
        if other.shard[1] != first.shard[1]:
            raise UserError(
                f"found one of {other.shard[1]} shards in {other.folder} and one of {first.shard[1]} in "
                f"{first.folder}, expected shards of one cut"
            )
    for index, other in enumerate(found):
        for earlier in found[:index]:
            if earlier.shard == other.shard:
                raise UserError(
                    f"found shard {other.shard[0]}/{other.shard[1]} in {earlier.folder} and in {other.folder}, "
                    "expected it once"
                )


def _whole(found: Sequence[Manifest]) -> None:
    """Every shard is there and has been played to its end."""
    count, there = found[0].shard[1], {shard.shard[0] for shard in found}
    if missing := [f"{which}/{count}" for which in range(1, count + 1) if which not in there]:
        raise UserError(f"found no shard {', '.join(missing)}, expected all {count}")
    for shard in found:
        left = [number for number in shard.numbers if number not in shard.blocks]
        if left:
            which = "/".join(map(str, shard.shard))
            raise UserError(
                f"found {len(left)} of {len(shard.numbers)} blocks of shard {which} in {shard.folder} not played, "
                "expected all: go on with it by --resume"
            )
