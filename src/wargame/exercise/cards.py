"""Cards of the seats, to be printed: who you are, what you are asked to reach, what you may decide and when."""

from collections.abc import Iterator, Mapping

from wargame.exercise.aims import aims_of
from wargame.exercise.possible import ABOUT, entries_of
from wargame.explain import amount, listed, renamed, the
from wargame.explain.orders import MEANINGS, MOMENTS, TITLES
from wargame.measures import BY_NAME
from wargame.orders import ASKED
from wargame.scenario import Scenario
from wargame.spec import Aim


def card(scenario: Scenario, seat: str, names: Mapping[str, str] | None = None) -> str:
    """A seat's card as Markdown that reads as plain text too, in the names that are shown."""
    shown = scenario.names() if names is None else names

    def told(text: str) -> str:
        return renamed(" ".join(text.split()), scenario.names(), shown)

    spec = scenario.spec
    who = spec.states[seat] if seat in spec.states else spec.alliances[seat]
    lines = [f"# {shown[seat]}", "", f"{told(spec.title)}. {_span(scenario)}", ""]
    lines += [told(who.brief or spec.description), "", *(f"- {text}" for text in _ties(scenario, seat, shown)), ""]
    if aims := aims_of(scenario, seat):
        lines += ["## Aims", "", *(f"{k}. {told(aim.text)}{_bound(aim)}" for k, aim in enumerate(aims, start=1)), ""]
    lines += ["## What you decide", "", *_decides(scenario, seat)]
    return "\n".join(lines).rstrip() + "\n"


def _span(scenario: Scenario) -> str:
    """How long the campaign is."""
    return f"{scenario.turns} turns, from {scenario.dates[0]} to {scenario.dates[-1]}."


def _bound(aim: Aim) -> str:
    """What an aim is measured by."""
    if aim.measure is None:
        return " (the table judges)"
    unit = BY_NAME[aim.measure.partition("/")[0]].unit
    limits = (("above", aim.above), ("below", aim.below))
    return f" ({listed([f'{word} {amount(bound, unit)}' for word, bound in limits if bound is not None])})"


def _ties(scenario: Scenario, seat: str, names: Mapping[str, str]) -> Iterator[str]:
    """Whom a seat is at war with, who arms it, whom it arms, and with whom it sits together."""
    spec = scenario.spec

    def all_of(seats: list[str]) -> str:
        return listed([the(names[other]) for other in seats])

    foes = [other for war in spec.wars for other in war if seat in war and other != seat]
    patrons = list(spec.patrons.get(seat, ()))
    partners = [to for to, donors in spec.patrons.items() if seat in donors]
    bodies = [body for body, facts in spec.alliances.items() if seat in facts.members]
    if foes:
        yield f"At war with {all_of(foes)}."
    if patrons:
        yield f"Armed by {all_of(patrons)}."
    if partners:
        yield f"You may arm {all_of(partners)}."
    if bodies:
        yield f"A member of {listed([f'the {names[body]}' for body in bodies])}."
    if seat in spec.alliances:
        facts = spec.alliances[seat]
        yield f"Members: {all_of(list(facts.members))}. It decides by {facts.rule}."


def _decides(scenario: Scenario, seat: str) -> Iterator[str]:
    """The kinds of order that a seat may ever give, by the moment of the turn."""
    entries = entries_of(scenario.board, scenario.seats.index(seat))
    for moment in ASKED:
        mine = [k for k, about in ABOUT.items() if about["moment"] == moment and len(entries[k].targets)]
        if mine:
            name, question = MOMENTS[moment]
            yield f"- **{name}**: {question}"
            yield from (f"    - {TITLES[kind]}. {MEANINGS[kind]}" for kind in mine if kind in TITLES)
