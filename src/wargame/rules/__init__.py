"""The rulebook: pure functions `(world, orders, params, draws) -> world`, a domain a file, and the order they play in.

`PHASES` is the one list: what is on it is played, tested for shapes, purity and ownership, and shown in the reference.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wargame.draws import Chance
from wargame.orders import ANSWER, COMMAND, DELIBERATE, PROPOSE, VOTE, Orders
from wargame.rules import (
    alliances,
    combat,
    diplomacy,
    economy,
    energy,
    escalation,
    hybrid,
    learning,
    logistics,
    politics,
    sanctions,
    standing,
)
from wargame.rules.alliances import Alliances
from wargame.rules.combat import Combat
from wargame.rules.diplomacy import Diplomacy
from wargame.rules.economy import Economy
from wargame.rules.energy import Energy
from wargame.rules.escalation import Escalation
from wargame.rules.fog import Fog
from wargame.rules.hybrid import Hybrid
from wargame.rules.learning import Learning
from wargame.rules.logistics import Logistics
from wargame.rules.politics import Politics
from wargame.rules.sanctions import Sanctions
from wargame.rules.standing import Standing
from wargame.rules.states import States
from wargame.world import World


@dataclass(frozen=True)
class Params:
    """Every number of the rulebook, by domain, and of the states; a leaf `[R]` makes a sweep."""

    states: States
    logistics: Logistics = field(default_factory=Logistics)
    combat: Combat = field(default_factory=Combat)
    economy: Economy = field(default_factory=Economy)
    politics: Politics = field(default_factory=Politics)
    learning: Learning = field(default_factory=Learning)
    alliances: Alliances = field(default_factory=Alliances)
    sanctions: Sanctions = field(default_factory=Sanctions)
    energy: Energy = field(default_factory=Energy)
    standing: Standing = field(default_factory=Standing)
    escalation: Escalation = field(default_factory=Escalation)
    hybrid: Hybrid = field(default_factory=Hybrid)
    diplomacy: Diplomacy = field(default_factory=Diplomacy)
    fog: Fog = field(default_factory=Fog)


DOMAINS: Mapping[str, type] = {
    "logistics": Logistics,
    "combat": Combat,
    "economy": Economy,
    "politics": Politics,
    "learning": Learning,
    "alliances": Alliances,
    "sanctions": Sanctions,
    "energy": Energy,
    "standing": Standing,
    "escalation": Escalation,
    "hybrid": Hybrid,
    "diplomacy": Diplomacy,
    "fog": Fog,
}


@dataclass(frozen=True)
class Phase:
    """A step of adjudication: the domain that plays it, the moment it follows, the rule and the numbers it reads."""

    domain: str
    moment: str
    rule: Callable[[World, Orders, Any, Chance], World]
    params: Callable[[Params], Any]

    @property
    def name(self) -> str:
        """`domain.rule`."""
        return f"{self.domain}.{self.rule.__name__}"

    def play(self, world: World, orders: Orders, params: Params, draws: Chance) -> World:
        """The world after this phase."""
        return self.rule(world, orders, self.params(params), draws)


PHASES = (
    Phase("diplomacy", PROPOSE, diplomacy.table, lambda p: (p.diplomacy, p.states)),
    Phase("diplomacy", ANSWER, diplomacy.conclude, lambda p: (p.diplomacy, p.states)),
    Phase("alliances", DELIBERATE, alliances.convene, lambda p: (p.alliances, p.states)),
    Phase("escalation", DELIBERATE, escalation.hear, lambda p: (p.escalation, p.states)),
    Phase("alliances", VOTE, alliances.count, lambda p: (p.alliances, p.states)),
    Phase("standing", VOTE, standing.hear, lambda p: (p.standing, p.states)),
    Phase("diplomacy", VOTE, diplomacy.recall, lambda p: (p.diplomacy, p.states)),
    Phase("diplomacy", COMMAND, diplomacy.keep, lambda p: (p.diplomacy, p.states)),
    Phase("sanctions", COMMAND, sanctions.apply, lambda p: (p.sanctions, p.states)),
    Phase("energy", COMMAND, energy.trade, lambda p: (p.energy, p.states)),
    Phase("logistics", COMMAND, logistics.deliver, lambda p: p.logistics),
    Phase("combat", COMMAND, combat.withdraw, lambda p: p.combat),
    Phase("logistics", COMMAND, logistics.redeploy, lambda p: p.logistics),
    Phase("combat", COMMAND, combat.fight, lambda p: p.combat),
    Phase("logistics", COMMAND, logistics.muster, lambda p: (p.logistics, p.states)),
    Phase("economy", COMMAND, economy.account, lambda p: (p.economy, p.states)),
    Phase("politics", COMMAND, politics.occupy, lambda p: (p.politics, p.states)),
    Phase("politics", COMMAND, politics.opine, lambda p: (p.politics, p.states)),
    Phase("learning", COMMAND, learning.learn, lambda p: (p.learning, p.states)),
    Phase("hybrid", COMMAND, hybrid.operate, lambda p: (p.hybrid, p.states)),
    Phase("escalation", COMMAND, escalation.climb, lambda p: (p.escalation, p.states)),
    Phase("standing", COMMAND, standing.regard, lambda p: (p.standing, p.states)),
    Phase("alliances", COMMAND, alliances.reckon, lambda p: (p.alliances, p.states)),
)
