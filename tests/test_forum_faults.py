"""Bad input about alliances, measures, rivals, ties and scripts: every fault with its place, and never a traceback."""

from pathlib import Path

import pytest

from wargame.cli import called
from wargame.game import Game
from wargame.policies import POLICIES
from wargame.scenario import load
from written import TEXT, faults, folder

FORUM = (
    TEXT
    + """\
  CCC:
    name: Cland
    fictional: Cland
    gdp: 50
    population: 2000000
    military_spending: 1
    gas: {AAA: 0.4}
    trade: {AAA: 0.1}
alliances:
  PACT:
    name: Pact
    fictional: Pact
    rule: unanimity
    members: [BBB]
    powers:
      - {motion: package, target: AAA, at_once: 2}
      - {motion: rollover, target: AAA}
      - {motion: aid, target: BBB}
      - {motion: deployment}
      - {motion: admission, target: CCC}
  ALL:
    name: All
    fictional: All
    rule: plenary
    members: [AAA, BBB, CCC]
    powers: [{motion: condemnation, target: AAA}]
patrons: {BBB: [CCC]}
measures: [{sender: PACT, target: AAA, sector: finance, level: 0.1, since: 2029-06-01, expires: 2030-06-30}]
sanctioners: {AAA: [CCC]}
routes: {AAA: {CCC: {trade: 0.2}}}
rivals: [{state: AAA, alliance: PACT, lines: {fires: 0.5}}]
events: [{id: e, reason: r, on: 2030-03-01, changes: [{alliance: PACT, field: alarm, add: 0.5}]}]
script:
- {month: 2030-02, seat: PACT, table: {"package.2:AAA:energy": 0.1}, engage: {AAA: 0.5}}
- {month: 2030-02, seat: BBB, vote: {"PACT:package:AAA": -0.1}, aid: {}}
- {month: 2030-02, seat: CCC, sanction: {AAA: {trade: 0.1}}, divest: {AAA: 0.1}, recognise: [AAA]}
- {month: 2030-02, seat: AAA, cut: {CCC: 0.5}, probe: {PACT: 0.5}, channel: {PACT: 0.1}, strike: {"B1:B2": 0.5}}
"""
)
POWERS = "      - {motion: deployment}\n"
NOBODY = "    members: [BBB]\n"


def one(old: str, new: str) -> str:
    assert FORUM.count(old) == 1, f"{FORUM.count(old)} times {old!r}"
    return FORUM.replace(old, new)


def test_the_sound_text_of_which_parts_are_spoilt_below_loads(tmp_path: Path) -> None:
    scenario = load(folder(tmp_path, FORUM), POLICIES)
    assert scenario.board.forum.item_names[:2] == ("package.1:AAA:finance", "package.1:AAA:energy")


# fmt: off
CASES: dict[str, tuple[str, str, list[str]]] = {
    # alliances and their powers
    "a power about nobody known": ("motion: rollover, target: AAA", "motion: rollover, target: AAB", [
        "43:36: found unknown state 'AAB', expected one of AAA, BBB or CCC; nearest is 'AAA'",
    ]),
    "a motion about nobody": ("      - {motion: deployment}\n", "      - {motion: relief}\n", [
        "45:9: found a motion of relief about nobody, expected a 'target'",
    ]),
    "a deployment about somebody": ("      - {motion: deployment}\n", "      - {motion: deployment, target: AAA}\n", [
        "45:38: found a deployment about 'AAA', expected no 'target' with it",
    ]),
    "an unknown motion": ("      - {motion: deployment}\n", "      - {motion: deploiment}\n", [
        "45:18: found 'deploiment', expected one of package, rollover, relief, aid, deployment, energy, admission or "
        "condemnation; nearest is 'deployment'",
    ]),
    "none at once": ("at_once: 2", "at_once: 0", [
        "42:49: found 0, expected at least 1",
    ]),
    "too many at once": ("at_once: 2", "at_once: 9", [
        "42:49: found 9, expected at most 8",
    ]),
    "drafts of less than nothing": ("at_once: 2", "at_once: 2, prepared: -1", [
        "42:62: found -1, expected a number at least 0",
    ]),
    "a power twice": ("      - {motion: deployment}\n", "      - {motion: aid, target: BBB}\n", [
        "45:9: found aid BBB a second time, expected every power once; 'at_once' makes it several",
    ]),
    "measures against a member": ("motion: rollover, target: AAA", "motion: rollover, target: BBB", [
        "43:36: found 'BBB', a member, expected a state outside the alliance, for a motion of rollover",
    ]),
    "a member condemned by its council": (
        "      - {motion: deployment}\n", "      - {motion: condemnation, target: BBB}\n", [
        "45:40: found 'BBB', a member, expected a state outside the alliance, for a motion of condemnation",
    ]),
    "a member admitted": ("motion: admission, target: CCC", "motion: admission, target: BBB", [
        "46:37: found 'BBB', a member already, expected a state outside the alliance, for a motion of admission",
    ]),
    "a leader who is not told": ("rule: unanimity", "rule: leader", [
        "39:11: found 'leader' and no key 'leader', expected a 'leader' who is a member",
    ]),
    "a leader for a motion who is not told": (
        "      - {motion: deployment}\n", "      - {motion: deployment, rule: leader}\n", [
        "45:36: found 'leader' in an alliance without, expected a 'leader' of the alliance",
    ]),
    "a leader who is no member": ("rule: unanimity", "rule: leader\n    leader: AAA", [
        "40:13: found unknown member of PACT 'AAA', expected 'BBB'",
    ]),
    "powers without members": ("    members: [BBB]\n", "    members: []\n", [
        "40:14: found nobody, expected members who could vote, as there are powers",
    ]),
    "an unknown member": ("    members: [BBB]\n", "    members: [BBB, BBD]\n", [
        "40:20: found unknown state 'BBD', expected one of AAA, BBB or CCC; nearest is 'BBB'",
    ]),
    "a member twice": ("    members: [BBB]\n", "    members: [BBB, BBB]\n", [
        "40:20: found 'BBB' a second time, expected every member once",
    ]),
    "more than whole cohesion": ("    members: [BBB]\n", "    members: [BBB]\n    cohesion: 1.2\n", [
        "41:15: found 1.2, expected a number from 0 to 1",
    ]),
    "a flank of less than nothing": ("    members: [BBB]\n", "    members: [BBB]\n    flank: {value: -5}\n", [
        "41:20: found -5, expected a number at least 0",
    ]),
    "an id of a state and of an alliance": ("  ALL:\n", "  CCC:\n", [
        "47:3: found 'CCC', a state's id, expected an id of its own",
        "62:31: found 'sanction' of the alliance 'CCC', expected a state as the seat",
        "62:62: found 'divest' of the alliance 'CCC', expected a state as the seat",
        "62:82: found 'recognise' of the alliance 'CCC', expected a state as the seat",
    ]),
    "an id of two words": ("  ALL:\n", "  ALL OF US:\n", [
        "47:3: found 'ALL OF US', expected a word of its own, not 'all', without spaces, ':' or '/'",
    ]),
    # measures, who takes them alone, ways round them
    "a measure of nobody": ("sender: PACT", "sender: PAKT", [
        "54:21: found unknown state or alliance 'PAKT', expected one of AAA, BBB, CCC, PACT or ALL; nearest is 'PACT'",
    ]),
    "a measure against nobody": ("target: AAA, sector", "target: AAX, sector", [
        "54:35: found unknown state 'AAX', expected one of AAA, BBB or CCC; nearest is 'AAA'",
    ]),
    "a measure against a member": ("target: AAA, sector", "target: BBB, sector", [
        "54:35: found 'BBB', a member of 'PACT', expected a state outside the alliance",
    ]),
    "a measure against oneself": ("sender: PACT", "sender: AAA", [
        "54:34: found 'AAA', the sender itself, expected another state",
    ]),
    "a measure in no sector": ("sector: finance", "sector: finanse", [
        "54:48: found 'finanse', expected one of finance, energy, technology or trade; nearest is 'finance'",
    ]),
    "more than all forbidden": ("level: 0.1", "level: 1.1", [
        "54:64: found 1.1, expected a share from 0 to 1",
    ]),
    "a measure from after the snapshot": ("since: 2029-06-01", "since: 2030-06-01", [
        "54:76: found 2030-06-01, expected a day up to the snapshot of 2030-01-31",
    ]),
    "a measure that has run out": ("expires: 2030-06-30", "expires: 2029-12-31", [
        "54:97: found 2029-12-31, expected a day after the snapshot",
    ]),
    "nobody's sanctioner": ("sanctioners: {AAA: [CCC]}", "sanctioners: {AAX: [CCC]}", [
        "55:15: found unknown state 'AAX', expected one of AAA, BBB or CCC; nearest is 'AAA'",
        "62:42: found unknown target of CCC 'AAA', expected 'AAX'; nearest is 'AAX'",
    ]),
    "an unknown sanctioner": ("sanctioners: {AAA: [CCC]}", "sanctioners: {AAA: [CCC, CCD]}", [
        "55:26: found unknown state 'CCD', expected one of AAA, BBB or CCC; nearest is 'CCC'",
    ]),
    "a sanctioner of itself": ("sanctioners: {AAA: [CCC]}", "sanctioners: {AAA: [CCC, AAA]}", [
        "55:26: found 'AAA' as its own target, expected another state",
    ]),
    "an unknown way round": ("{AAA: {CCC: {trade", "{AAA: {CCD: {trade", [
        "56:16: found unknown state 'CCD', expected one of AAA, BBB or CCC; nearest is 'CCC'",
    ]),
    "a target on its own way round": ("{AAA: {CCC: {trade", "{AAA: {AAA: {trade", [
        "56:16: found 'AAA' as a way to itself, expected another state",
    ]),
    "a way round no measures": ("{AAA: {CCC: {trade", "{BBB: {CCC: {trade", [
        "56:10: found routes to 'BBB', against which no measures can be taken, expected a target of measures, of a "
        "power or of 'sanctioners'",
    ]),
    "more than all replaced": ("trade: 0.2}", "trade: 1.2}", [
        "56:29: found 1.2, expected a share from 0 to 1",
    ]),
    # rivals
    "an unknown rival": ("rivals: [{state: AAA", "rivals: [{state: AAX", [
        "57:18: found unknown state 'AAX', expected one of AAA, BBB or CCC; nearest is 'AAA'",
        "60:79: found unknown rival of PACT 'AAA', expected 'AAX'; nearest is 'AAX'",
        "63:56: found unknown rival of AAA 'PACT', expected a known rival of AAA",
        "63:78: found unknown rival of AAA 'PACT', expected a known rival of AAA",
    ]),
    "a rival alliance that there is not": ("alliance: PACT, lines", "alliance: PAKT, lines", [
        "57:33: found unknown alliance 'PAKT', expected one of PACT or ALL; nearest is 'PACT'",
        "60:79: found unknown rival of PACT 'AAA', expected a known rival of PACT",
        "63:56: found unknown rival of AAA 'PACT', expected 'PAKT'; nearest is 'PAKT'",
        "63:78: found unknown rival of AAA 'PACT', expected 'PAKT'; nearest is 'PAKT'",
    ]),
    "a member as a rival": ("rivals: [{state: AAA", "rivals: [{state: BBB", [
        "57:18: found 'BBB', a member of 'PACT', expected a state outside the alliance",
        "60:79: found unknown rival of PACT 'AAA', expected 'BBB'",
        "63:56: found unknown rival of AAA 'PACT', expected a known rival of AAA",
        "63:78: found unknown rival of AAA 'PACT', expected a known rival of AAA",
    ]),
    "rivals twice": ("rivals: [", "rivals: [{state: AAA, alliance: PACT}, ", [
        "57:40: found AAA and PACT a second time, expected every pair of rivals once",
    ]),
    "a rung beyond the ladder": ("lines: {fires: 0.5}", "rung: 11", [
        "57:45: found 11, expected a rung from 0 to 10",
    ]),
    "a red line beyond belief": ("fires: 0.5", "fires: 1.5", [
        "57:54: found 1.5, expected a number from 0 to 1",
    ]),
    "a red line against no arms": ("fires: 0.5", "fire: 0.5", [
        "57:47: found 'fire', expected one of fires, armour, air_defence or long_range; nearest is 'fires'",
    ]),
    # ties
    "gas from nobody": ("gas: {AAA: 0.4}", "gas: {AAX: 0.4}", [
        "33:11: found unknown state 'AAX', expected one of AAA, BBB or CCC; nearest is 'AAA'",
        "62:71: found unknown exporter of gas to CCC 'AAA', expected 'AAX'; nearest is 'AAX'",
        "63:37: found unknown importer of gas from AAA 'CCC', expected a known importer of gas from AAA",
    ]),
    "gas from itself": ("gas: {AAA: 0.4}", "gas: {AAA: 0.4, CCC: 0.1}", [
        "33:21: found 'CCC' with itself, expected another state",
    ]),
    "more gas than there is": ("gas: {AAA: 0.4}", "gas: {AAA: 0.7, BBB: 0.6}", [
        "33:10: found shares of the gas it uses that sum to 1.3, expected at most 1; the rest is with others",
    ]),
    "more gas from one than there is": ("gas: {AAA: 0.4}", "gas: {AAA: {value: 1.4}}", [
        "33:10: found shares of the gas it uses that sum to 1.4, expected at most 1; the rest is with others",
        "33:24: found 1.4, expected a share from 0 to 1",
    ]),
    "oil from nobody": ("gas: {AAA: 0.4}", "gas: {AAA: 0.4}\n    oil: {AAX: 0.5}", [
        "34:11: found unknown state 'AAX', expected one of AAA, BBB or CCC; nearest is 'AAA'",
    ]),
    "trade with itself": ("trade: {AAA: 0.1}", "trade: {CCC: 0.1}", [
        "34:13: found 'CCC' with itself, expected another state",
    ]),
    "banks of less than nothing": ("trade: {AAA: 0.1}", "banks: {AAA: -0.1}", [
        "34:18: found -0.1, expected a share from 0 to 1",
    ]),
    # scripts and events
    "a decision after the end": ("{month: 2030-02, seat: BBB", "{month: 2030-08, seat: BBB", [
        "61:11: found 2030-08, expected a month up to 2030-07, with which the last turn ends",
    ]),
    "an event after the end": ("on: 2030-03-01", "on: 2030-08-01", [
        "58:33: found 2030-08-01, expected a day up to 2030-07-31, with which the last turn ends",
    ]),
    "a motion of a state": ("seat: PACT, table", "seat: CCC, table", [
        "60:31: found 'table' of the state 'CCC', expected an alliance as the seat",
        "60:69: found 'engage' of the state 'CCC', expected an alliance as the seat",
    ]),
    "a vote of an alliance": ("seat: BBB, vote", "seat: ALL, vote", [
        "61:31: found 'vote' of the alliance 'ALL', expected a state as the seat",
        "61:65: found 'aid' of the alliance 'ALL', expected a state as the seat",
    ]),
    "an item of no docket": ("package.2:AAA:energy", "package.3:AAA:energy", [
        "60:40: found unknown item of a docket of PACT 'package.3:AAA:energy', expected a known item of a docket of "
        "PACT; nearest is 'package.2:AAA:energy'",
    ]),
    "more than all that is left": ('energy": 0.1}', 'energy": 1.1}', [
        "60:64: found 1.1, expected a share from 0 to 1",
    ]),
    "a vote on nothing": ("PACT:package:AAA", "PACT:pakage:AAA", [
        "61:38: found unknown docket of an alliance 'PACT:pakage:AAA', expected one of PACT:package.1:AAA, "
        "PACT:package.2:AAA, PACT:package:AAA, PACT:rollover:AAA, PACT:aid:BBB, PACT:deployment, PACT:admission:CCC or "
        "ALL:condemnation:AAA; nearest is 'PACT:package:AAA'",
    ]),
    "measures against no target of its own": ("sanction: {AAA", "sanction: {BBB", [
        "62:42: found unknown target of CCC 'BBB', expected 'AAA'",
    ]),
    "gas withheld from nobody": ("cut: {CCC", "cut: {BBB", [
        "63:37: found unknown importer of gas from AAA 'BBB', expected 'CCC'",
    ]),
    "gas given up that is not bought": ("divest: {AAA", "divest: {BBB", [
        "62:71: found unknown exporter of gas to CCC 'BBB', expected 'AAA'",
    ]),
    "an operation against no rival": ("probe: {PACT", "probe: {ALL", [
        "63:56: found unknown rival of AAA 'ALL', expected 'PACT'",
    ]),
    "talks with no rival": ("engage: {AAA", "engage: {CCC", [
        "60:79: found unknown rival of PACT 'CCC', expected 'AAA'",
    ]),
    "recognition of nobody": ("recognise: [AAA]", "recognise: [AAA, AAX]", [
        "62:99: found unknown target of recognition 'AAX', expected 'AAA'; nearest is 'AAA'",
    ]),
    "a bridge that there is not": ('"B1:B2"', '"B1:B3"', [
        "63:99: found unknown bridge 'B1:B3', expected 'B1:B2'; nearest is 'B1:B2'",
    ]),
    "more intelligence than there is": ("recognise: [AAA]", "inform: 1.5", [
        "62:90: found 1.5, expected a share from 0 to 1",
    ]),
}
# fmt: on


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_told_with_its_place(tmp_path: Path, case: str) -> None:
    old, new, expected = CASES[case]
    assert faults(folder(tmp_path, one(old, new))) == [f"war.yaml:{line}" for line in expected]


def test_every_fault_is_told_at_once_through_the_command_line_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = FORUM
    spoilt = (
        "a power about nobody known",
        "a measure against a member",
        "a target on its own way round",
        "rivals twice",
    )
    for old, new, _ in (CASES[case] for case in (*spoilt, "a decision after the end", "gas from itself")):
        text = text.replace(old, new)
    path = folder(tmp_path, text)
    assert called(["check", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert [line.split(": found")[0] for line in err.splitlines()] == [
        f"{path}:{place}" for place in ("33:21", "43:36", "54:35", "56:16", "57:40", "61:11")
    ]


def test_a_game_cut_short_by_path_keeps_what_lies_beyond_its_end(tmp_path: Path) -> None:
    text = one("on: 2030-03-01", "on: 2030-07-01")
    shortened = load(folder(tmp_path, text), POLICIES, {"calendar.turns": 2})
    assert shortened.turns == 2


NEARLY_NOTHING = {
    "no states": ("states:\n", "states: {}\nrest:\n", 2),
    "alliances without powers": (FORUM[FORUM.index("    powers:\n") : FORUM.index("  ALL:")], "", 2),
    "no alliances": (FORUM[FORUM.index("alliances:") : FORUM.index("patrons:")], "", 2),
}


@pytest.mark.parametrize("case", NEARLY_NOTHING)
def test_what_hangs_on_what_is_gone_is_told_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    old, new, code = NEARLY_NOTHING[case]
    path = folder(tmp_path, one(old, new))
    assert called(["check", str(path)]) == code
    assert all(line.startswith(f"{path}:") for line in capsys.readouterr().err.splitlines())


BARE = FORUM[: FORUM.index("patrons:")]


@pytest.mark.parametrize(
    "text",
    [
        BARE[: BARE.index("    powers:\n")] + BARE[BARE.index("  ALL:") : BARE.index("    powers: [")],
        BARE[: BARE.index("  ALL:")],
        BARE.replace("      - {motion: package, target: AAA, at_once: 2}\n", ""),
        BARE.replace(
            "    members: [AAA, BBB, CCC]\n    powers: [{motion: condemnation, target: AAA}]", "    members: []"
        ),
    ],
    ids=["no powers, no targets", "one alliance", "no packages", "nobody in an alliance"],
)
def test_little_politics_can_be_played(tmp_path: Path, text: str) -> None:
    game = Game(load(folder(tmp_path, text), POLICIES), seats={"all": "doctrine"})
    for _ in range(2):
        game.step()
    assert game.world.turn == 2
