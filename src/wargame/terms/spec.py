"""What a terms file may say: a list of clauses, each with its keys, as models that also give the JSON Schema.

`by` is who binds himself; `to` or `of` is whom it is for. A level has a name; a number will do where it is a share.
A level may be left out where there are no more than two, and is then the strongest.
"""

from enum import Enum
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from wargame.terms.clauses import CLAUSES, LEVELS, SHARE, STEPS


class Role(Enum):
    """Who may stand at a key."""

    PARTY = "party"
    SEAT = "seat"
    GUARANTOR = "guarantor"
    THIRD = "third state"
    TARGET = "target of measures"


class Named:
    """A marker for levels: one of the names of a clause's field, or a share where it is one."""

    def __init__(self, name: str) -> None:
        self.levels, self.is_share = LEVELS[name], CLAUSES[name]["unit"] == SHARE

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The type it marks, then its own check."""
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The names, and the range of a share."""
        names: dict[str, Any] = {"enum": list(self.levels)}
        share = {"type": "number", "exclusiveMinimum": 0, "maximum": 1}
        return {"anyOf": [names, share]} if self.is_share else names

    def _checked(self, level: str | float) -> str | float:
        names = list(self.levels)
        if isinstance(level, str):
            if level not in names:
                raise PydanticCustomError("unknown_name", "a known {what}", {"what": "level", "names": names})
        elif not self.is_share:
            raise ValueError(f"a level by its name: {', '.join(names)}")
        elif not 0.0 < level <= 1.0:
            raise ValueError(f"a share above 0 and at most 1, or one of {', '.join(names)}")
        return level


Text = Annotated[str, Field(min_length=1)]
Months = Annotated[float, Field(ge=0.0)]
Regions = Annotated[list[Text], Field(min_length=1)]
Party = Annotated[str, Role.PARTY]
Seat = Annotated[str, Role.SEAT]
Milestone = Literal["signature", "ceasefire holds", "withdrawal complete", "monitors certify"]
Shares = dict[str, Annotated[float, Field(gt=0.0, le=1.0)]]


class Said(BaseModel):
    """A mapping of a terms file that knows its keys."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Withdraw(Said):
    """A party leaves what it holds in regions to the other."""

    clause: Literal["withdraw"]
    by: Party
    regions: Regions
    level: Annotated[str | float, Named("withdraw")] = "whole"


class Administer(Said):
    """A party leaves the administration of regions to the other."""

    clause: Literal["administer"]
    by: Party
    regions: Regions
    level: Annotated[str | float, Named("administer")] = "whole"


class Recognise(Said):
    """A party grants the other the title to regions."""

    clause: Literal["recognise"]
    by: Party
    regions: Regions
    level: Annotated[str | float, Named("recognise")] = "de jure"


class Defer(Said):
    """The status of regions is left open."""

    clause: Literal["defer"]
    regions: Regions


class Demilitarise(Said):
    """A party's forces leave regions."""

    clause: Literal["demilitarise"]
    by: Party
    regions: Regions
    level: Annotated[str | float, Named("demilitarise")] = "no forces"


class Ceasefire(Said):
    """Both cease fire on the line of that day."""

    clause: Literal["ceasefire"]
    after: Months = 0.0


class Relief(Said):
    """A sender lifts shares of its measures with one step."""

    clause: Literal["relief"]
    by: Seat
    to: Annotated[str, Role.TARGET]
    sectors: Annotated[Shares, Field(min_length=1)]
    after: Months = 0.0
    milestone: Milestone = "signature"
    snap_back: Annotated[str | float, Named("snap_back")] | None = None
    step: Annotated[int, Field(ge=1, le=STEPS)] | None = None


class Guarantee(Said):
    """A guarantor says what it owes a party if it is attacked."""

    clause: Literal["guarantee"]
    by: Annotated[str, Role.GUARANTOR]
    to: Party
    level: Annotated[str | float, Named("guarantee")]


class Neutral(Said):
    """A party keeps out of alliances."""

    clause: Literal["neutral"]
    by: Party
    level: Annotated[str | float, Named("neutral")]


class Cap(Said):
    """A party caps its own forces."""

    clause: Literal["cap"]
    by: Party
    level: Annotated[str | float, Named("cap")]


class Unaided(Said):
    """A party does without foreign military aid."""

    clause: Literal["unaided"]
    by: Party
    level: Annotated[str | float, Named("unaided")]


class Endorse(Said):
    """A third state recognises what a party holds."""

    clause: Literal["endorse"]
    by: Annotated[str, Role.THIRD]
    of: Party


class Assets(Said):
    """A seat releases a share of a party's assets that it froze."""

    clause: Literal["assets"]
    by: Seat
    to: Party
    level: Annotated[str | float, Named("assets")] = "whole"


class Rebuild(Said):
    """A seat pays for the reconstruction of a party, in EUR bn."""

    clause: Literal["rebuild"]
    by: Seat
    to: Party
    amount: Annotated[float, Field(gt=0.0)]


class Transit(Said):
    """A party lets the other's energy through."""

    clause: Literal["transit"]
    by: Party
    level: Annotated[str | float, Named("transit")] = "whole"


class Prisoners(Said):
    """Prisoners are exchanged, all for all."""

    clause: Literal["prisoners"]


class Monitor(Said):
    """Others watch that the deal is kept."""

    clause: Literal["monitor"]
    level: Annotated[str | float, Named("monitor")] = "armed mission"


class Secret(Said):
    """The deal is not told in public."""

    clause: Literal["secret"]


class Final(Said):
    """There will be no other offer."""

    clause: Literal["final"]


class Expires(Said):
    """The offer stands for so many months."""

    clause: Literal["expires"]
    after: Annotated[float, Field(gt=0.0)]


Clause = (
    Withdraw | Administer | Recognise | Defer | Demilitarise | Ceasefire | Relief | Guarantee | Neutral | Cap | Unaided
    | Endorse | Assets | Rebuild | Transit | Prisoners | Monitor | Secret | Final | Expires
)  # fmt: skip
KINDS: dict[str, type[Said]] = {kind.__name__.lower(): kind for kind in get_args(Clause)}


class TermsSpec(Said):
    """The terms of a deal: between whom, through whom, and its clauses."""

    title: Text | None = None
    between: Annotated[list[Text], Field(min_length=2, max_length=2)]
    mediator: Text | None = None
    clauses: Annotated[list[Annotated[Clause, Field(discriminator="clause")]], Field(min_length=1)]


def roles(kind: type[Said]) -> dict[str, Role]:
    """Who may stand at which key of a clause."""
    fields = kind.model_fields.items()
    return {key: mark for key, field in fields for mark in field.metadata if isinstance(mark, Role)}


def kind_of(said: Said) -> str:
    """The word by which a clause goes."""
    return type(said).__name__.lower()
