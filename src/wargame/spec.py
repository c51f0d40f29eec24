"""What a scenario file may say: its keys, their types and bounds, as models that also give the JSON Schema.

Numbers may stand alone or carry `value`, `range`, `source`, `confidence` and `note`: that is the assumption register.
Checks that need the map or other parts of the file start in `scenario_faults`.
"""

import re
from calendar import monthrange
from copy import deepcopy
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from wargame.documents import known
from wargame.terms.spec import TermsSpec


def _month(text: str) -> str:
    """A year and a month, as `2022-02`."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise ValueError("a year and a month, as 2022-02")
    return text


Month = Annotated[str, AfterValidator(_month)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Text = Annotated[str, Field(min_length=1)]
Confidence = Literal["high", "medium", "low", "assumption"]
Interval = Annotated[list[float], Field(min_length=2, max_length=2)]
Pair = Annotated[list[str], Field(min_length=2, max_length=2)]
Policy = Annotated[str, known("policy")]
Rule = Literal["consensus", "unanimity", "majority", "leader", "plenary"]
Sector = Literal["finance", "energy", "technology", "trade"]
Arm = Literal["fires", "armour", "air_defence", "long_range"]


def amount(default: Any = ..., unit: str = "", meaning: str = "") -> Any:
    """A number of a scenario: its default, unit and meaning, which the register and the schema show."""
    told: dict[str, Any] = {"description": meaning, "json_schema_extra": {"unit": unit}}
    return (
        Field(default_factory=lambda: deepcopy(default), **told)
        if isinstance(default, dict | list)
        else Field(default, **told)
    )


class Model(BaseModel):
    """A mapping of a scenario that knows its keys."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Quantity(Model):
    """A number with its source, plausible range and confidence."""

    value: float
    range: Interval | None = None
    source: str | None = None
    confidence: Confidence = "assumption"
    note: str | None = None
    tuned: bool = False

    @model_validator(mode="after")
    def _in_range(self) -> "Quantity":
        if self.range is not None and not self.range[0] <= self.value <= self.range[1]:
            raise ValueError(f"a range around the value {self.value:g}, low before high")
        return self


Number = float | Quantity


def plain(number: Number) -> float:
    """The bare value."""
    return number.value if isinstance(number, Quantity) else float(number)


class Source(Model):
    """A publication that numbers come from."""

    cite: Text
    year: int | None = None


class Calendar(Model):
    """When the game is played: state 0 is the snapshot, the first turn ends with its month."""

    snapshot: date = Field(strict=False)
    figures: date | None = Field(None, strict=False, description="the day on which output is 1; that of the snapshot")
    turns: int = Field(ge=1, le=1200)

    @model_validator(mode="after")
    def _dated(self) -> "Calendar":
        if self.snapshot.year > 9000:
            raise ValueError("a year up to 9000")
        if self.figures is not None and self.figures > self.snapshot:
            raise ValueError("figures of a day up to the snapshot")
        return self

    @property
    def ends(self) -> tuple[date, ...]:
        """The last day of every turn: that of the snapshot's month, or of the next if none of it is left; and so on."""
        year, month = self.snapshot.year, self.snapshot.month - 1
        if self.snapshot.day == monthrange(year, month + 1)[1]:
            month += 1
        months = [(year + m // 12, m % 12 + 1) for m in range(month, month + self.turns)]
        return tuple(date(y, m, monthrange(y, m)[1]) for y, m in months)


class Aim(Model):
    """What a seat is asked to reach, on its card."""

    text: Text
    measure: str | None = None
    above: float | None = None
    below: float | None = None


Factor = Literal[
    "territory",
    "buffer",
    "conflict",
    "overextension",
    "support",
    "commitment",
    "sanctions",
    "leverage",
    "standing",
    "alliances",
]  # of a judgement, in the order of the ledger


class Stakes(Model):
    """What a war is about to a state: what it claims, what it believes, what weighs with its leader."""

    claims: dict[str, Share] = amount({}, "share", "of a region claimed aloud; its own land if nothing is told")
    reach: dict[str, Share] = amount(
        {}, "share", "of a region that a decisive victory would give; its claims if not told"
    )
    publicity: Number = amount(0.5, "0..1", "how loud its claims are made")
    odds: Number = amount(0.5, "0..1", "of winning the next engagement, as it believes at state 0")
    evidence: Number = amount(10.0, "engagements", "worth of evidence behind that belief")
    rearm: Number = amount(0.1, "prize", "by which its power grows in a truce")
    weights: dict[Factor, Number] = amount(
        {}, "ratio", "of what a factor weighs to its leader, to what it weighs to all"
    )


class State(Model):
    """A state: seat, figures, forces at the start, politics at home."""

    name: Text
    fictional: Text
    capital: Interval | None = None
    gdp: Number = amount(unit="USD bn a year", meaning="gross domestic product at state 0")
    population: Number = amount(unit="people", meaning="population at state 0")
    military_spending: Number = amount(unit="USD bn a year", meaning="spent on forces in peace")
    personnel: Number = amount(0.0, "men", "in active service, at home and abroad")
    position: Number = amount(0.5, "0..1", "from the one side of the conflict to the other")
    salience: Number = amount(0.5, "0..1", "how much the conflict matters to it")
    growth: Number = amount(0.02, "1/year", "trend of output")
    industry: Number = amount(0.0, "units/month", "equipment its industry can build")
    openness: Number = amount(0.8, "0..1", "how freely the public hears of losses and can object")
    quality: Number = amount(1.0, "ratio", "share of its men engaged times their effect")
    support: Number = amount(0.5, "0..1", "approval of the leadership at state 0")
    weariness: Number = amount(0.2, "0..1", "readiness to concede at state 0")
    forces: Number = amount(0.0, "men", "in and for the theatre at state 0")
    reserve: Number = amount(0.1, "share", "of those men not placed")
    training: Annotated[list[float], Field(min_length=3, max_length=3)] = amount(
        [0.0, 0.0, 0.0], "thousand men", "called up already, those first who are ready first"
    )
    manpower: Number = amount(0.03, "share", "of the population that can be called up")
    materiel: Number = amount(1.0, "units/thousand men", "equipment at state 0")
    war_effort: Number | None = amount(None, "share", "of output spent on forces at state 0; that of peace if not told")
    deployment: dict[str, float] = amount({}, "weight", "of the men placed at state 0, by region")
    worth: dict[str, float] = amount({}, "worth", "of a region to the state, 1 a great prize")
    gas: dict[str, Number] = amount({}, "share", "of the gas it uses, by the state it comes from")
    gas_use: Number = amount(0.0, "bcm/year", "gas it uses at state 0")
    gas_own: Number = amount(0.0, "bcm/year", "gas of its own that it produces at state 0")
    gas_market: bool | None = None
    oil: dict[str, Number] = amount({}, "share", "of its oil imports, by the state it comes from")
    trade: dict[str, Number] = amount({}, "share", "of its trade in goods, by partner")
    banks: dict[str, Number] = amount({}, "0..1", "weight of its banks' business, by the state it is done with")
    alternatives: Number = amount(0.5, "0..1", "how easily its gas can come from elsewhere")
    stakes: Stakes = Field(default_factory=Stakes)
    brief: str | None = None
    aims: list[Aim] = Field(default_factory=list)


class Others(Model):
    """Members of an alliance that have no seat, as one bloc."""

    states: int = Field(ge=0)
    population: float = Field(ge=0, description="population of them all", json_schema_extra={"unit": "people"})
    range: Interval | None = None
    source: str | None = None
    confidence: Confidence = "assumption"


class Power(Model):
    """What an alliance may decide: a kind of motion, about whom, how many at once, and by a rule of its own."""

    motion: Literal["package", "rollover", "relief", "aid", "deployment", "energy", "admission", "condemnation"]
    target: str | None = None
    at_once: int = Field(1, ge=1, le=8)
    rule: Rule | None = None
    prepared: Number = amount(0.0, "motions", "drafted before state 0")


class Alliance(Model):
    """An alliance: its members, how it decides and what."""

    name: Text
    fictional: Text
    rule: Rule
    members: list[str]
    leader: str | None = None
    powers: list[Power] = Field(default_factory=list)
    cohesion: Number = amount(0.6, "0..1", "how far the members stand together at state 0")
    flank: Number = amount(0.0, "men", "deployed forward at state 0")
    others: Others | None = None
    source: str | None = None
    confidence: Confidence = "assumption"
    brief: str | None = None


class Measure(Model):
    """A sanction in force at state 0."""

    sender: str
    target: str
    sector: Sector
    level: Number = amount(unit="0..1", meaning="share of the sender's dealings in the sector that is forbidden")
    since: date = Field(strict=False)
    expires: date | None = Field(None, strict=False)
    leak: Number = amount(0.0, "share", "lost to what was conceded for consent")
    source: str | None = None
    confidence: Confidence = "assumption"


class Delivery(Model):
    """Military aid under way at state 0."""

    donor: str
    partner: str
    aid: Number = amount(unit="EUR bn", meaning="of military aid under way")
    arms: dict[Arm, Number] = amount({}, "share", "of it in a kind of arms")
    due: int = Field(ge=1, le=12, description="turn in which it arrives")
    crews: int = Field(0, ge=0, le=12, description="turns for which what needs crews waits for them after that")


class Rival(Model):
    """A state and an alliance that face each other without being at war, and the state's red lines."""

    state: str
    alliance: str
    rung: Number = amount(2.0, "rung", "of the ladder on which they stand at state 0")
    network: Number = amount(0.1, "0..1", "of the state's agents and means against the alliance")
    lines: dict[Arm, Number] = amount({}, "0..1", "credibility of a red line against a kind of arms for its enemy")


class Snapshot(Model):
    """Who held what on a date: shares of regions held by others than their own state."""

    source: str | None = None
    confidence: Confidence = "assumption"
    control_range: float | dict[str, float] | None = None
    regions: dict[str, dict[str, Share]]


class Departure(Model):
    """A region whose share has another source than its snapshot."""

    source: str
    confidence: Confidence = "assumption"
    control_range: float | None = None


class Change(Model):
    """What an event does to a state or an alliance: adds to a number, sets one, lets a state join or leave."""

    state: str | None = None
    alliance: str | None = None
    field: (
        Literal[
            "support",
            "rally",
            "weariness",
            "disruption",
            "manpower",
            "materiel",
            "treasury",
            "leaders",
            "lean",
            "alarm",
            "cohesion",
        ]
        | None
    ) = None
    add: float | None = None
    set: float | None = None
    joins: str | None = None
    leaves: str | None = None


class When(Model):
    """A condition on a measure, looked at from a turn on."""

    measure: str
    above: float | None = None
    below: float | None = None


class Happening(Model):
    """Something that happens once, on a date or on a condition."""

    id: Text
    reason: Text
    source: str | None = None
    on: date | None = Field(None, strict=False)
    when: When | None = None
    to: list[str] = Field(default_factory=list)
    changes: list[Change] = Field(default_factory=list)


class Decision(Model):
    """A real decision in a script: from its month on the seat does so until a later one changes it."""

    month: Month
    seat: str
    effort: dict[str, float] | None = amount(None, "share", "of the force wanted on a front")
    attack: dict[str, Share] | None = amount(None, "share", "of the force on a front that attacks")
    withdraw: dict[str, Share] | None = amount(None, "share", "of the holding on a front given up")
    strike: dict[str, Share] | None = amount(None, "share", "of a bridge struck at")
    mobilise: float | None = amount(None, "thousand men/month", "called up")
    spend: float | None = amount(None, "share", "of output aimed at for forces and war")
    aid: dict[str, float] | None = amount(None, "EUR bn/month", "of military aid")
    arms: dict[str, dict[Arm, Share]] | None = amount(None, "share", "of that aid in a kind of arms, by partner")
    table: dict[str, float] | None = amount(None, "share", "of what is left to do, by item of a docket; of its month")
    vote: dict[str, float] | None = amount(None, "score", "for or against a motion of a docket; of its month")
    sanction: dict[str, dict[Sector, float]] | None = amount(
        None, "share", "of dealings by which own measures rise or fall; of its month"
    )
    cut: dict[str, Share] | None = amount(None, "share", "of contracted gas withheld from an importer")
    divest: dict[str, Share] | None = amount(None, "share", "of contracted gas given up, by exporter; of its month")
    probe: dict[str, Share] | None = amount(None, "0..1", "of effort at covert operations against an alliance")
    channel: dict[str, Share] | None = amount(None, "0..1", "of readiness to talk to a rival in secret")
    engage: dict[str, Share] | None = amount(None, "0..1", "of readiness to talk arms control with a rival")
    inform: float | None = amount(None, "0..1", "of its intelligence that it shares")
    recognise: list[str] | None = None
    host: list[str] | None = None
    source: str | None = None
    confidence: Confidence = "assumption"
    note: str | None = None


class Offer(Model):
    """Terms that a party or a mediator tables in a turn: written out, or the path of a terms file."""

    turn: int = Field(ge=1, le=1200)
    by: str
    channel: Literal["public", "secret"] = "public"
    terms: TermsSpec | Text


class ScenarioSpec(Model):
    """A scenario: map, states, alliances, who fights whom, where forces stand, what happens when."""

    title: Text
    description: Text
    map: Text
    links: Text
    calendar: Calendar
    sources: dict[str, Source] = Field(default_factory=dict)
    states: dict[str, State] = Field(min_length=1)
    alliances: dict[str, Alliance] = Field(default_factory=dict)
    wars: list[Pair] = Field(default_factory=list)
    patrons: dict[str, list[str]] = Field(default_factory=dict)
    transit: dict[str, list[str]] = Field(default_factory=dict)
    depots: dict[str, list[str]] = Field(default_factory=dict)
    contested: dict[str, list[str]] = Field(default_factory=dict)
    snapshots: dict[str, Snapshot] = Field(default_factory=dict)
    exceptions: dict[str, Departure] = Field(default_factory=dict)
    works: dict[str, dict[str, Share]] = Field(default_factory=dict)
    fronts: dict[str, list[str]] = Field(default_factory=dict)
    measures: list[Measure] = Field(default_factory=list)
    deliveries: list[Delivery] = Field(default_factory=list)
    sanctioners: dict[str, list[str]] = Field(default_factory=dict)
    routes: dict[str, dict[str, dict[Sector, Number]]] = Field(default_factory=dict)
    rivals: list[Rival] = Field(default_factory=list)
    opening: dict[str, dict[str, Number]] = Field(default_factory=dict)
    events: list[Happening] = Field(default_factory=list)
    script: list[Decision] = Field(default_factory=list)
    offers: list[Offer] = Field(default_factory=list)
    mediators: list[str] = Field(default_factory=list)
    rounds: int = Field(3, ge=0, le=9)
    seats: dict[str, Policy] = Field(default_factory=dict)
    policies: dict[str, dict[str, Number]] = Field(default_factory=dict)
    rules: dict[str, dict[str, Number]] = Field(default_factory=dict)
    history: Text | None = None
    shipments: int = Field(128, ge=1, le=4096)
    acts: int = Field(96, ge=1, le=4096)
