"""A bargaining range in words: who takes how much, how far the range reaches, who is in the way, what opens one."""

from collections.abc import Mapping, Sequence

from wargame.explain.judgement import signed
from wargame.explain.words import listed, the

# What deals differ in; `by` is the party that gives or is bound, or that a clause is for.
AXES: Mapping[str, str] = {
    "ceasefire": "ceasefire",
    "recognise": "title that {by} grants",
    "withdraw": "claimed land that {by} leaves",
    "relief": "measures on {by} lifted",
    "neutral": "neutrality of {by}",
    "cap": "cap on the forces of {by}",
    "unaided": "military aid that {by} may take",
    "guarantee": "guarantee to {by}",
    "dates of relief": "relief is due",
    "monitor": "monitors",
}
LEVERS: Mapping[str, str] = {
    "enforcement": "enforcement of the measures on {other}",
    "aid": "military aid to {side}",
    "energy": "energy security for the backers of {side}",
}


def axis(kind: str, party: str | None) -> str:
    """What an axis of deals is called."""
    return AXES[kind].format(by=the(party) if party else "")


def percent(share: float) -> str:
    """A share of deals, with a decimal where there are few."""
    return f"{100.0 * share:.{1 if 0.0 < share < 0.0995 else 0}f} %"


def taken(names: Sequence[str], takes: Sequence[float], both: float, deals: int, more: int) -> str:
    """Who takes how many of the deals."""
    first, second = (the(name) for name in names)
    told = f"Of {deals} deals {first} takes {percent(takes[0])}, {second} {percent(takes[1])}, both {percent(both)}"
    return f"{told}; {more} more were judged near the frontier."


def reach(names: Sequence[str], exists: bool, margin: float, spread: Sequence[float]) -> str:
    """Whether there is a range, and how far it reaches."""
    if not exists and margin >= 0.0:
        return "There is no range: a veto stands in the way of every deal."
    if not exists:
        return f"There is no range: in no deal do both reach a score above {signed(margin)}."
    first, second = (the(name) for name in names)
    return (
        f"There is a range: one deal gives both {signed(margin)} or more. Over the Pareto-best deals that both take, "
        f"scores differ by {spread[0]:.3f} for {first} and by {spread[1]:.3f} for {second}."
    )


def blocking(
    names: Sequence[str], given: Sequence[float | None], short: Sequence[float | None], who: int | None
) -> list[str]:
    """Who is in the way, by both measures: how few of the other's deals a party takes, and by how much it misses."""
    told = []
    for party in (0, 1):
        share, best, rival = given[party], short[party], the(names[1 - party])
        if share is None:
            told.append(f"{_capital(rival)} takes none of them.")
        else:
            most = "" if best is None else f"; its best score there is {signed(best)}"
            told.append(f"Of the deals that {rival} takes, {the(names[party])} takes {percent(share)}{most}.")
    in_the_way = "Neither is clearly" if who is None else f"{_capital(the(names[who]))} is"
    told.append(f"{in_the_way} more often in the way.")
    return told


def opened(names: Sequence[str], favours: int, strengths: Mapping[str, float], cost: float) -> str:
    """The cheapest package that opens a range."""
    side, other = the(names[favours]), the(names[1 - favours])
    parts = [
        f"{LEVERS[name].format(side=side, other=other)} {'in full' if strength == 1.0 else 'by half'}"
        for name, strength in strengths.items()
        if strength > 0.0
    ]
    return f"The cheapest levers that open one are {listed(parts)}; cost {cost:.2f}, full enforcement being 1."


def answer(score: float, probability: float) -> str:
    """What a party makes of a deal: its score, and whether it takes it."""
    return f"{signed(score)} {'takes' if probability >= 0.5 else 'refuses' if probability > 0.0 else 'vetoes'}"


NO_LEVER = "No mix of enforcement, aid and energy security, by half or in full, opens one."


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
