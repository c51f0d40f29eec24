"""Documents written for a test, and their faults as a test compares them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wargame.errors import DocumentError, Fault
from wargame.policies import POLICIES
from wargame.scenario import load


def write(folder: Path, text: str | bytes, name: str = "war.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def told(faults: list[Fault] | tuple[Fault, ...]) -> list[str]:
    """The faults without the folder, which differs from run to run."""
    return [f"{Path(fault.file).name}:{str(fault)[len(fault.file) + 1 :]}" for fault in faults]


# A small war: the files of a scenario

MAP: dict[str, Any] = {
    "A1": {"state": "AAA"},
    "A2": {"state": "AAA"},
    "B1": {"state": "BBB"},
    "B2": {"state": "BBB"},
    "SEA": {"kind": "sea", "terrain": "sea"},
}
LINKS = [
    "{between: [A1, A2], type: land, km: 90}",
    "{between: [A2, B1], type: land, km: 90}",
    "{between: [B1, B2], type: river, km: 90, bridges: 1}",
    "{between: [B2, SEA], type: sea}",
]
TEXT = """\
title: A border war
description: Two states and a river.
map: map.geojson
links: links.yaml
calendar: {snapshot: 2030-01-31, turns: 6}
wars: [[AAA, BBB]]
contested: {B1: [BBB, AAA], B2: [BBB, AAA]}
snapshots: {"2030-01-31": {regions: {B1: {AAA: 0.2}}}}
seats: {all: hold}
states:
  AAA:
    name: Aland
    fictional: Aland
    gdp: {value: 100, range: [90, 110]}
    population: 5000000
    military_spending: 3
    forces: 40000
    deployment: {A2: 1, B1: 2}
  BBB:
    name: Bland
    fictional: Bland
    gdp: 80
    population: 4000000
    military_spending: 2
    forces: 30000
    deployment: {B1: 2, B2: 1}
"""


def feature(id: str, facts: dict[str, Any]) -> dict[str, Any]:
    """A region on a line of its own."""
    whole = {"id": id, "name": id, "kind": "land", "terrain": "plain", "area_km2": 9000.0, "population": 1e6, **facts}
    return {"type": "Feature", "geometry": None, "properties": whole}


def folder(
    tmp_path: Path, text: str = TEXT, regions: list[dict[str, Any]] | None = None, links: list[str] | None = None
) -> Path:
    """The files of a small scenario."""
    shapes = regions if regions is not None else [feature(id, facts) for id, facts in MAP.items()]
    told_of = ",\n".join(json.dumps(shape) for shape in shapes)
    (tmp_path / "map.geojson").write_text(f'{{"type": "FeatureCollection", "features": [\n{told_of}\n]}}\n')
    (tmp_path / "links.yaml").write_text(
        "links:\n" + "".join(f"- {link}\n" for link in (links if links is not None else LINKS))
    )
    (tmp_path / "war.yaml").write_text(text)
    return tmp_path / "war.yaml"


def faults(path: Path) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        load(path, POLICIES)
    return told(caught.value.faults)
