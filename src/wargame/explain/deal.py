"""A deal in plain English, a sentence a clause; who binds himself is the subject."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wargame.explain.war import units
from wargame.explain.words import figure, listed, the
from wargame.scenario import Scenario
from wargame.terms import Terms, clauses

Said = Mapping[str, Any]
Called = Callable[[str], str]

MILESTONES = {
    "signature": "",
    "ceasefire holds": "if the ceasefire holds",
    "withdrawal complete": "once the withdrawal is complete",
    "monitors certify": "once monitors certify that the deal is kept",
}
LEVELS: Mapping[str, Mapping[str, str]] = {
    "administer": {
        "joint": "{by} shares the administration of {regions} with {other}, and keeps control",
        "whole": "{by} leaves the administration of {regions} to {other}, and keeps control",
    },
    "demilitarise": {
        "no heavy arms": "{by} takes its heavy arms out of {regions}",
        "no forces": "{by} takes its forces out of {regions}",
    },
    "guarantee": {
        "consultation": "{by} consults with {to} if it is attacked",
        "arms and supplies": "{by} gives {to} arms and supplies if it is attacked",
        "intervention": "{by} intervenes for {to} if it is attacked",
        "treaty of alliance": "{by} guarantees {to} by a treaty of alliance",
    },
    "neutral": {
        "no foreign bases": "{by} lets no foreign bases onto its land",
        "no alliance while the deal lasts": "{by} joins no alliance while the deal lasts",
        "neutral by treaty": "{by} becomes neutral by treaty",
        "permanent neutrality by constitution": "{by} becomes neutral for ever, by its constitution",
    },
    "cap": {
        "peacetime strength": "{by} keeps its forces at peacetime strength or below",
        "half strength": "{by} keeps its forces at half their strength or below",
        "border guard only": "{by} keeps no forces but a border guard",
    },
    "unaided": {
        "no long range": "{by} takes no arms of long range from abroad",
        "no heavy arms": "{by} takes no heavy arms from abroad",
        "none": "{by} takes no military aid from abroad",
    },
    "monitor": {
        "observers": "Observers watch that the deal is kept",
        "armed mission": "An armed mission watches that the deal is kept",
    },
}
PLAIN: Mapping[str, str] = {
    "recognise": "{by} recognises {regions} as {other's}, {level}",
    "defer": "The status of {regions} is left open, and both keep their claims",
    "endorse": "{by} recognises what {of} holds",
    "rebuild": "{by} pays EUR {amount} bn for the reconstruction of {to}",
    "prisoners": "Prisoners are exchanged, all for all",
    "secret": "The deal is secret",
    "final": "There will be no other offer",
    "expires": "The offer stands for {months}",
    "withdraw": "{by} leaves {share}what it holds of {regions} to {other}",
    "assets": "{by} releases {share}the assets of {to} that it froze",
    "transit": "{by} lets {share}the energy of {other} through its land",
}


def deal(terms: Terms, scenario: Scenario, names: Mapping[str, str] | None = None, row: int = 0) -> list[str]:
    """The sentences of a deal, a clause a sentence, in the names that are shown."""
    parties = [scenario.board.states[state] for state in terms.quarrel]
    return [clause(said, parties, scenario, names) for said in clauses(terms, scenario.board, row)]


def clause(said: Said, parties: Sequence[str], scenario: Scenario, names: Mapping[str, str] | None = None) -> str:
    """The sentence of one clause of a terms file between two parties."""
    names = scenario.names() if names is None else names
    bodies, shown = scenario.spec.alliances, {**names, **units(scenario, names)}

    def called(name: str) -> str:
        return f"the {shown[name]}" if name in bodies else the(shown[name])

    return _sentence(said, list(parties), called)


def _sentence(said: Said, parties: list[str], called: Called) -> str:
    kind = str(said["clause"])
    special = {"ceasefire": _ceasefire, "relief": _relief}
    if kind in special:
        text = special[kind](said, called)
    else:
        form = LEVELS[kind][said["level"]] if kind in LEVELS else PLAIN[kind]
        text = form.format(**_words(said, parties, called))
    return f"{text[0].upper()}{text[1:]}."


def _words(said: Said, parties: list[str], called: Called) -> dict[str, str]:
    """The words that a clause may put into its sentence."""
    words = {key: called(said[key]) for key in ("by", "to", "of") if key in said}
    if said.get("by") in parties:
        words["other"] = called(parties[1 - parties.index(said["by"])])
        words["other's"] = f"{words['other']}'" if words["other"].endswith("s") else f"{words['other']}'s"
    words["regions"] = listed([called(region) for region in said.get("regions", ())])
    words["level"], words["share"] = str(said.get("level", "")), _share(said.get("level", 1.0))
    words["amount"], words["months"] = figure(said.get("amount", 0.0)), _months(said.get("after", 0.0))
    return words


def _share(level: str | float) -> str:
    """What is put before a whole to name a share of it."""
    if isinstance(level, str):
        return {"part": "part of ", "half": "half of "}.get(level, "")
    return f"{figure(100.0 * level)} % of "


def _months(months: float) -> str:
    return f"{figure(months)} month{'' if months == 1.0 else 's'}"


def _ceasefire(said: Said, called: Called) -> str:
    when = (
        f"{_months(said['after'])} after signature, on the line of that day" if said["after"] else "on the line at once"
    )
    return f"both cease fire {when}"


def _relief(said: Said, called: Called) -> str:
    shares = [f"{figure(100.0 * share)} % in {sector}" for sector, share in said["sectors"].items()]
    at = f"{_months(said['after'])} after signature" if said["after"] else "at signature"
    when = " ".join(filter(None, (at, MILESTONES[said["milestone"]])))
    whose = f"{called(said['by'])} lifts its measures on {called(said['to'])}"
    return f"{whose}, {listed(shares)}, {when}{_again(said, called)}"


def _again(said: Said, called: Called) -> str:
    """How measures come back, if they do."""
    back = {"by vote": "by vote", "automatic": "by themselves"}.get(said.get("snap_back", ""))
    return f"; if {called(said['to'])} breaks the deal they come back {back}" if back else ""
