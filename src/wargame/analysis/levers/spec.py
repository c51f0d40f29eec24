"""A file of levers: areas of policy, the numbers that their levers set, what is expected of them, what is watched."""

from typing import Annotated, Literal

from pydantic import Field

from wargame.spec import Model, Text

AREAS = ("sanctions", "military", "diplomacy", "energy")
OFF, AS_SET, REINFORCED = LEVELS = ("off", "as set", "reinforced")
COLUMNS = ("cost", "cohesion", "escalation")
OFFERS = ("offer", "offer_last")  # measures that are always there: in the offer's own turn, and in the last


class Factor(Model):
    """A number as a multiple of what the scenario sets."""

    times: float


Setting = float | Factor
Names = Annotated[list[Text], Field(min_length=1)]


class Lever(Model):
    """A lever: what is done, and the numbers it sets where it is off or reinforced."""

    action: Text
    off: dict[str, Setting] = Field(default_factory=dict)
    reinforced: dict[str, Setting] = Field(default_factory=dict)

    def level(self, level: str) -> dict[str, Setting]:
        """The numbers set at a level."""
        return {OFF: self.off, REINFORCED: self.reinforced}.get(level, {})


class Expectation(Model):
    """A measure that more of an area should move, and whither; with `*` in its name any of those will do."""

    measure: Text
    goes: Literal["up", "down"]


class Area(Model):
    """An area of policy, the levers it is made of, and what is expected of it, in words and in measures."""

    action: Text
    expected: Text
    levers: Names
    expects: Annotated[list[Expectation], Field(min_length=1)]


class Watched(Model):
    """A series that is watched: its mean over the turns, or its value at the end."""

    series: Text
    name: Text
    unit: Text
    at: Literal["mean", "end"] = "mean"
    scale: float = 1.0


class LeversSpec(Model):
    """The file; `offer` is a file of terms for scenarios that have no offer of their own."""

    offer: Text | None = None
    measures: dict[str, Watched] = Field(default_factory=dict)
    levers: dict[str, Lever] = Field(default_factory=dict)
    areas: Annotated[dict[str, Area], Field(min_length=1)]
    cost: list[Text] = Field(default_factory=list)
    cohesion: list[Text] = Field(default_factory=list)
    escalation: list[Text] = Field(default_factory=list)

    @property
    def used(self) -> list[str]:
        """The levers that stand in an area."""
        return [lever for area in self.areas.values() for lever in area.levers]

    def over(self, below: "LeversSpec") -> "LeversSpec":
        """This file, and from another one what it leaves out: levers and measures by name, columns whole."""
        return self.model_copy(
            update={
                "measures": below.measures | self.measures,
                "levers": below.levers | self.levers,
                **{name: getattr(self, name) or getattr(below, name) for name in COLUMNS},
            }
        )
