"""What can be wrong with a scenario beyond its types, all of it told at once: the rooms that look, in their order.

Each room looks at one thing: the map, names, numbers, the forum with its ties, the script.
"""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TypeVar

from wargame import documents, forum_faults, map_faults, name_faults, number_faults, opening, script_faults
from wargame.assumptions import Records
from wargame.axes import Array
from wargame.board import Board
from wargame.documents import Document, Faults
from wargame.errors import DocumentError, Fault
from wargame.map_spec import LinksSpec, MapSpec
from wargame.region import crossing
from wargame.spec import Model, ScenarioSpec

M = TypeVar("M", bound=Model)
T = TypeVar("T")


def sound(
    document: Document, folder: Path, policies: Collection[str], numbers: Records
) -> tuple[ScenarioSpec, Document, Document]:
    """A scenario with its map and its links; raises `DocumentError` with every fault of all three."""
    wrong: list[Fault] = []
    spec = _tried(wrong, lambda: documents.check(document, ScenarioSpec, {"policy": policies} if policies else None))
    files = document.data if isinstance(document.data, dict) else {}
    shapes = _tried(wrong, lambda: _part(folder, files.get("map"), MapSpec))
    joined = _tried(wrong, lambda: _part(folder, files.get("links"), LinksSpec))
    if wrong or spec is None or shapes is None or joined is None:
        raise DocumentError(wrong)
    _examine(document, spec, *shapes, *joined, numbers)
    return spec, shapes[0], joined[0]


def _part(folder: Path, name: object, kind: type[M]) -> tuple[Document, M] | None:
    """A file that a scenario names, read and checked; none where it names none, which is a fault of the scenario."""
    if not isinstance(name, str) or not name:
        return None
    read = documents.read(folder / name)
    return read, documents.check(read, kind)


def _tried(wrong: list[Fault], step: Callable[[], T]) -> T | None:
    try:
        return step()
    except DocumentError as error:
        wrong += error.faults
        return None


def _examine(
    document: Document,
    spec: ScenarioSpec,
    geo: Document,
    shapes: MapSpec,
    links: Document,
    joined: LinksSpec,
    numbers: Records,
) -> None:
    """Raise `DocumentError` with every fault of a scenario and its map beyond their types."""
    faults = Faults()
    regions = [f.properties for f in shapes.features if f.properties.kind != "context"]
    map_faults.shapes(faults, geo, shapes.features, spec)
    names = list(dict.fromkeys(r.id for r in regions))
    map_faults.joined(faults, links, joined.links, names)
    faults.raise_if_any()  # a region misnamed on the map would be told again at every place that names it
    map_faults.alone(faults, geo, links)
    name_faults.examine(faults, document, spec, names)
    forum_faults.examine(faults, document, spec)
    bridges = sorted(crossing(*link.between) for link in joined.links if link.bridges)
    script_faults.examine(faults, document, spec, names, bridges)
    number_faults.examine(faults, document, spec, numbers)
    faults.raise_if_any()
    map_faults.places(faults, document, spec, regions)
    faults.raise_if_any()


def numbered(document: Document, spec: ScenarioSpec, numbers: Records) -> None:
    """Raise `DocumentError` with every number that can't be what it is."""
    faults = Faults()
    number_faults.examine(faults, document, spec, numbers)
    faults.raise_if_any()


def begins(document: Document, spec: ScenarioSpec, board: Board, control: Array) -> None:
    """Raise `DocumentError` with everything that an opening tells and can't be so at state 0."""
    faults = Faults()
    opening.examine(faults, document, spec, board, control)
    faults.raise_if_any()


def measured(document: Document, spec: ScenarioSpec, series: Sequence[str]) -> None:
    """Raise `DocumentError` with every condition or aim on a series that the scenario has not."""
    faults = Faults()
    for i, event in enumerate(spec.events):
        if event.when is not None:
            faults.known(document, ("events", i, "when", "measure"), event.when.measure, series, "series")
    for name, state in spec.states.items():
        for i, aim in enumerate(state.aims):
            if aim.measure is not None:
                faults.known(document, ("states", name, "aims", i, "measure"), aim.measure, series, "series")
    faults.raise_if_any()
