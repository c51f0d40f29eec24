"""What can be wrong with what a scenario tells of alliances, measures, rivals and the ties between states."""

from collections.abc import Mapping
from math import fsum
from typing import Any

from wargame.documents import Document, Faults
from wargame.forum import AIMED
from wargame.spec import Alliance, Number, Power, Quantity, ScenarioSpec, plain

ABOUT = ("package", "rollover", "relief", "aid", "admission", "condemnation")  # motions that are about a state
AGAINST = ("package", "rollover", "relief")  # motions of measures against a state
Place = tuple[str | int, ...]


def examine(faults: Faults, document: Document, spec: ScenarioSpec) -> None:
    """Note every fault of alliances, of measures and the routes round them, of rivals and of ties."""
    _seats(faults, document, spec)
    for name, body in spec.alliances.items():
        _body(faults, document, spec, name, body)
    _measures(faults, document, spec)
    _deliveries(faults, document, spec)
    _ways(faults, document, spec)
    _rivals(faults, document, spec)
    _ties(faults, document, spec)


def targets(spec: ScenarioSpec) -> list[str]:
    """The states that measures, condemnations or recognition can be aimed at."""
    aimed = [power.target for body in spec.alliances.values() for power in body.powers if power.motion in AIMED]
    return [state for state in spec.states if state in {*aimed, *spec.sanctioners, *(m.target for m in spec.measures)}]


def _share(
    faults: Faults, document: Document, at: Place, value: Number, most: float = 1.0, told: str = "a share from 0 to 1"
) -> None:
    """A number from 0 to 1, or as far as told."""
    if not 0.0 <= plain(value) <= most:
        faults.add(document, (*at, "value") if isinstance(value, Quantity) else at, f"{plain(value):g}", told)


def _seats(faults: Faults, document: Document, spec: ScenarioSpec) -> None:
    """An id names one seat, in one word."""
    for group, known in (("states", spec.states), ("alliances", spec.alliances)):
        for name in known:
            if not name or any(mark.isspace() or mark in ":/" for mark in name) or name == "all":
                expected = "a word of its own, not 'all', without spaces, ':' or '/'"
                faults.add(document, (group, name), f"{name!r}", expected, key=True)
    for name in spec.alliances:
        if name in spec.states:
            faults.add(document, ("alliances", name), f"{name!r}, a state's id", "an id of its own", key=True)


def _body(faults: Faults, document: Document, spec: ScenarioSpec, name: str, body: Alliance) -> None:
    """An alliance has members, each once, and a leader among them where one decides."""
    at: Place = ("alliances", name)
    for i, member in enumerate(body.members):
        known = faults.known(document, (*at, "members", i), member, spec.states, "state")
        if known and member in body.members[:i]:
            faults.add(document, (*at, "members", i), f"{member!r} a second time", "every member once")
    if body.powers and not body.members:
        faults.add(document, (*at, "members"), "nobody", "members who could vote, as there are powers")
    if body.leader is not None and body.leader not in body.members:
        faults.known(document, (*at, "leader"), body.leader, body.members, f"member of {name}")
    if body.rule == "leader" and body.leader is None:
        faults.add(document, (*at, "rule"), "'leader' and no key 'leader'", "a 'leader' who is a member")
    _share(faults, document, (*at, "cohesion"), body.cohesion, told="a number from 0 to 1")
    if plain(body.flank) < 0.0:
        where = (*at, "flank", "value") if isinstance(body.flank, Quantity) else (*at, "flank")
        faults.add(document, where, f"{plain(body.flank):g}", "a number at least 0")
    _powers(faults, document, spec, at, body)


def _powers(faults: Faults, document: Document, spec: ScenarioSpec, at: Place, body: Alliance) -> None:
    """What an alliance may decide is about somebody where it has to be, and is told once."""
    seen: set[tuple[str, str | None]] = set()
    for i, power in enumerate(body.powers):
        here = (*at, "powers", i)
        if (power.motion, power.target) in seen:
            what = " ".join(filter(None, (power.motion, power.target)))
            faults.add(document, here, f"{what} a second time", "every power once; 'at_once' makes it several")
        seen.add((power.motion, power.target))
        if plain(power.prepared) < 0.0:
            faults.add(document, (*here, "prepared"), f"{plain(power.prepared):g}", "a number at least 0")
        if power.rule == "leader" and body.leader is None:
            faults.add(document, (*here, "rule"), "'leader' in an alliance without", "a 'leader' of the alliance")
        _about(faults, document, spec, here, body, power)


def _about(faults: Faults, document: Document, spec: ScenarioSpec, at: Place, body: Alliance, power: Power) -> None:
    """Whom a motion is about: nobody, or a state that is no member, or for aid any."""
    if power.motion not in ABOUT:
        if power.target is not None:
            faults.add(document, (*at, "target"), f"a {power.motion} about {power.target!r}", "no 'target' with it")
        return
    if power.target is None:
        faults.add(document, at, f"a motion of {power.motion} about nobody", "a 'target'")
        return
    known = faults.known(document, (*at, "target"), power.target, spec.states, "state")
    own = power.rule or body.rule
    outside = power.motion in (*AGAINST, "admission") or (power.motion == "condemnation" and own != "plenary")
    if known and outside and power.target in body.members:
        found = f"{power.target!r}, a member" + (" already" if power.motion == "admission" else "")
        faults.add(document, (*at, "target"), found, f"a state outside the alliance, for a motion of {power.motion}")


def _measures(faults: Faults, document: Document, spec: ScenarioSpec) -> None:
    """Senders and targets are known and not one, and a state tells its measures in a sector once."""
    seen: set[tuple[str, str, str]] = set()
    for i, told in enumerate(spec.measures):
        at = ("measures", i)
        faults.known(document, (*at, "sender"), told.sender, [*spec.states, *spec.alliances], "state or alliance")
        faults.known(document, (*at, "target"), told.target, spec.states, "state")
        if told.sender == told.target and told.sender in spec.states:
            faults.add(document, (*at, "target"), f"{told.target!r}, the sender itself", "another state")
        if told.sender in spec.alliances and told.target in spec.alliances[told.sender].members:
            found = f"{told.target!r}, a member of {told.sender!r}"
            faults.add(document, (*at, "target"), found, "a state outside the alliance")
        whole = (told.sender, told.target, told.sector)
        if told.sender in spec.states and whole in seen:
            faults.add(document, at, f"{' '.join(whole)} a second time", "a state's measures in a sector once")
        seen.add(whole)
        for key, share in (("level", told.level), ("leak", told.leak)):
            _share(faults, document, (*at, key), share)
        if told.since > spec.calendar.snapshot:
            faults.add(
                document, (*at, "since"), f"{told.since}", f"a day up to the snapshot of {spec.calendar.snapshot}"
            )
        if told.expires is not None and told.expires <= spec.calendar.snapshot:
            faults.add(document, (*at, "expires"), f"{told.expires}", "a day after the snapshot")
    if len(spec.measures) > spec.acts:
        faults.add(document, ("measures",), f"{len(spec.measures)} measures", f"at most {spec.acts}, as 'acts' has it")


def _deliveries(faults: Faults, document: Document, spec: ScenarioSpec) -> None:
    """Aid under way goes from a patron to its partner, and kinds of arms are shares of it."""
    for i, told in enumerate(spec.deliveries):
        at: Place = ("deliveries", i)
        if faults.known(document, (*at, "partner"), told.partner, spec.patrons, "state with patrons"):
            faults.known(document, (*at, "donor"), told.donor, spec.patrons[told.partner], f"patron of {told.partner}")
        if plain(told.aid) < 0.0:
            where = (*at, "aid", "value") if isinstance(told.aid, Quantity) else (*at, "aid")
            faults.add(document, where, f"{plain(told.aid):g}", "a number at least 0")
        for kind, share in told.arms.items():
            _share(faults, document, (*at, "arms", kind), share)
        if fsum(plain(share) for share in told.arms.values()) > 1.0 + 1e-9:
            faults.add(document, (*at, "arms"), "shares that sum to more than 1", "at most 1; the rest is other aid")
    if len(spec.deliveries) > spec.shipments:
        found = f"{len(spec.deliveries)} deliveries"
        faults.add(document, ("deliveries",), found, f"at most {spec.shipments}, as 'shipments' has it")


def _ways(faults: Faults, document: Document, spec: ScenarioSpec) -> None:
    """Who may take measures alone, and who lies on a way round them: known states, each once, not the target."""
    for target, senders in spec.sanctioners.items():
        at: Place = ("sanctioners", target)
        faults.known(document, at, target, spec.states, "state", key=True)
        for i, name in enumerate(senders):
            known = faults.known(document, (*at, i), name, spec.states, "state")
            if known and (name == target or name in senders[:i]):
                found = f"{name!r} " + ("as its own target" if name == target else "a second time")
                faults.add(document, (*at, i), found, "another state")
    for target, thirds in spec.routes.items():
        at = ("routes", target)
        if faults.known(document, at, target, spec.states, "state", key=True) and target not in targets(spec):
            found = f"routes to {target!r}, against which no measures can be taken"
            faults.add(document, at, found, "a target of measures, of a power or of 'sanctioners'", key=True)
        for name, by in thirds.items():
            if faults.known(document, (*at, name), name, spec.states, "state", key=True) and name == target:
                faults.add(document, (*at, name), f"{name!r} as a way to itself", "another state", key=True)
            for sector, share in by.items():
                _share(faults, document, (*at, name, sector), share)


def _rivals(faults: Faults, document: Document, spec: ScenarioSpec) -> None:
    """Rivals are a state and an alliance that it is no member of, each pair once."""
    seen: set[tuple[str, str]] = set()
    for i, rival in enumerate(spec.rivals):
        at: Place = ("rivals", i)
        faults.known(document, (*at, "state"), rival.state, spec.states, "state")
        known = faults.known(document, (*at, "alliance"), rival.alliance, spec.alliances, "alliance")
        if known and rival.state in spec.alliances[rival.alliance].members:
            found = f"{rival.state!r}, a member of {rival.alliance!r}"
            faults.add(document, (*at, "state"), found, "a state outside the alliance")
        if (rival.state, rival.alliance) in seen:
            faults.add(document, at, f"{rival.state} and {rival.alliance} a second time", "every pair of rivals once")
        seen.add((rival.state, rival.alliance))
        _share(faults, document, (*at, "rung"), rival.rung, 10.0, "a rung from 0 to 10")
        _share(faults, document, (*at, "network"), rival.network, told="a number from 0 to 1")
        for kind, credibility in rival.lines.items():
            _share(faults, document, (*at, "lines", kind), credibility, told="a number from 0 to 1")


WHOLES: Mapping[str, str] = {"gas": "the gas it uses", "oil": "its imports of oil", "trade": "its trade"}


def _ties(faults: Faults, document: Document, spec: ScenarioSpec) -> None:
    """Dealings are with other states that are told of, in shares that leave nothing below 0."""
    for name, state in spec.states.items():
        for kind in (*WHOLES, "banks"):
            dealings: dict[str, Number] = getattr(state, kind)
            at: Place = ("states", name, kind)
            for other, share in dealings.items():
                known = faults.known(document, (*at, other), other, spec.states, "state", key=True)
                if known and other == name:
                    faults.add(document, (*at, other), f"{name!r} with itself", "another state", key=True)
                _share(faults, document, (*at, other), share)
            _sum(faults, document, at, kind, [plain(share) for share in dealings.values()])


def _sum(faults: Faults, document: Document, at: Place, kind: str, shares: list[Any]) -> None:
    """Shares of a whole sum to at most 1; weights of banks are no shares."""
    if kind in WHOLES and fsum(shares) > 1.0 + 1e-9:
        told = f"shares of {WHOLES[kind]} that sum to {fsum(shares):g}"
        faults.add(document, at, told, "at most 1; the rest is with others")
