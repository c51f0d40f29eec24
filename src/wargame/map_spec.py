"""What the files of a map may say: regions as GeoJSON features with their facts, and the links between them."""

from typing import Any, Literal

from pydantic import Field

from wargame.spec import Interval, Model, Pair


class Facts(Model):
    """What a map tells of a region."""

    id: str = Field(min_length=1)
    name: str
    kind: Literal["land", "sea", "offmap", "context"]
    state: str | None = None
    terrain: str = "none"
    area_km2: float = Field(1.0, gt=0)
    population: float = Field(0.0, ge=0)
    share_of_output: float = Field(0.0, ge=0, le=1)
    label: Interval | None = None
    capital: str | None = None
    capital_at: Interval | None = None
    part_of: str | None = None
    source: str | None = None
    confidence: str | None = None
    control_range: float | None = None


class Feature(Model):
    """A region or a background shape of a map."""

    type: Literal["Feature"]
    properties: Facts
    geometry: dict[str, Any] | None


class MapSpec(Model):
    """A map: GeoJSON with the facts of its regions."""

    type: Literal["FeatureCollection"]
    name: str = ""
    notice: str = ""
    features: list[Feature]


class Link(Model):
    """A link between two regions."""

    between: Pair
    type: str
    km: float = Field(0.0, ge=0)
    usable_km: float | None = None
    bridges: int = Field(0, ge=0)
    bridge: str | None = None
    zone: str | None = None
    source: str | None = None
    confidence: str | None = None


class LinksSpec(Model):
    """The links of a map."""

    sources: dict[str, str] = Field(default_factory=dict)
    links: list[Link]
