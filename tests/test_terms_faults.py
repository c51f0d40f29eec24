"""Bad terms files: every fault located and explained, and every pair that can't stand named."""

from pathlib import Path

import pytest

import worlds
from deals import quarrel
from wargame.cli import called
from wargame.errors import DocumentError
from wargame.policies import POLICIES
from wargame.scenario import load
from wargame.terms import none, of_terms, read
from wargame.terms.contradictions import CLASHES, LACKS
from written import told

BOARD = load("classroom", POLICIES).board
HEAD = "between: [MER, VAL]\nclauses:\n"


def faults(tmp_path: Path, text: str) -> list[str]:
    """The faults of a file, without its name."""
    path = tmp_path / "deal.yaml"
    path.write_text(text)
    with pytest.raises(DocumentError) as caught:
        read(path, BOARD)
    return [line.removeprefix("deal.yaml:") for line in told(caught.value.faults)]


def of_clauses(tmp_path: Path, *lines: str) -> list[str]:
    """The faults of a file of these clauses; the first is in line 3."""
    return faults(tmp_path, HEAD + "".join(f"  - {{clause: {line}}}\n" for line in lines))


# One fault, its place and its words

ALONE = {
    "recognize, by: VAL, regions: [VAL-EAST]": (
        "3:14: found 'recognize', expected a known clause; nearest is 'recognise'"
    ),
    "recognise, by: VAL, region: [VAL-EAST], regions: [VAL-EAST]": (
        "3:34: found unknown key 'region', expected one of clause, by, regions or level; nearest is 'regions'"
    ),
    "recognise, by: VAL, regions: [VAL-WEST]": (
        "3:44: found unknown region of the theatre 'VAL-WEST', expected one of MER-HEART, MER-MARCH, VAL-CAPITAL, "
        "VAL-PLAIN, VAL-EAST or VAL-COAST; nearest is 'VAL-EAST'"
    ),
    "recognise, by: VLA, regions: [VAL-EAST]": (
        "3:29: found unknown party 'VLA', expected one of MER or VAL; nearest is 'VAL'"
    ),
    "recognise, by: HAL, regions: [VAL-EAST]": (
        "3:29: found unknown party 'HAL', expected one of MER or VAL; nearest is 'VAL'"
    ),
    "recognise, by: VAL, regions: [VAL-EAST], level: half": (
        "3:62: found unknown level 'half', expected one of de facto or de jure"
    ),
    "recognise, by: VAL, regions: []": "3:43: found [], expected at least 1 items",
    "neutral, by: VAL": "3:5: found no key 'level', expected one in neutral",
    "neutral, by: VAL, level: 0.5": (
        "3:39: found 0.5, expected a level by its name: no foreign bases, no alliance while the deal lasts, "
        "neutral by treaty, permanent neutrality by constitution"
    ),
    "withdraw, by: MER, regions: [VAL-EAST], level: 0": (
        "3:61: found 0, expected a share above 0 and at most 1, or one of part, whole"
    ),
    "withdraw, by: MER, regions: [VAL-EAST], level: [1]": "3:61: found [1], expected text or a number",
    "ceasefire, after: -1": "3:32: found -1, expected at least 0",
    "ceasefire, after: soon": "3:32: found 'soon', expected a number",
    "relief, by: PACT, to: MER, sectors: {}": "3:50: found a mapping, expected at least 1 items",
    "relief, by: PACT, to: MER, sectors: {trade: 1.2}": "3:58: found 1.2, expected at most 1",
    "relief, by: PACT, to: MER, sectors: {trade: 0}": "3:58: found 0, expected more than 0",
    "relief, by: PACT, to: MER, sectors: {tarde: 1}": (
        "3:51: found unknown sector 'tarde', expected one of finance, energy, technology or trade; nearest is 'trade'"
    ),
    "relief, by: PACT, to: VAL, sectors: {trade: 1}": "3:36: found unknown target of measures 'VAL', expected 'MER'",
    "relief, by: PCAT, to: MER, sectors: {trade: 1}": (
        "3:26: found unknown seat 'PCAT', expected one of VAL, MER, TAL, ORR, HAL or PACT; nearest is 'PACT'"
    ),
    "relief, by: MER, to: MER, sectors: {trade: 1}": (
        "3:35: found a relief by 'MER' to itself, expected somebody else"
    ),
    "relief, by: PACT, to: MER, sectors: {trade: 1}, step: 4": "3:68: found 4, expected at most 3",
    "relief, by: PACT, to: MER, sectors: {trade: 1}, milestone: some day": (
        "3:73: found 'some day', expected one of signature, ceasefire holds, withdrawal complete or monitors certify"
    ),
    "guarantee, by: MER, to: VAL, level: consultation": (
        "3:29: found the guarantor 'MER', who is a party, expected somebody other than the parties"
    ),
    "endorse, by: VAL, of: MER": (
        "3:27: found the third state 'VAL', who is a party, expected somebody other than the parties"
    ),
    "endorse, by: PACT, of: MER": "3:27: found unknown third state 'PACT', expected one of TAL, ORR or HAL",
    "rebuild, by: MER, to: VAL, amount: -4": "3:49: found -4, expected more than 0",
    "rebuild, by: VAL, to: VAL, amount: 4": "3:36: found a rebuild by 'VAL' to itself, expected somebody else",
    "expires, after: 0": "3:30: found 0, expected more than 0",
    "secret": "3:5: found 'secret', expected what it leans on: nobody is bound to anything by this deal",
}


@pytest.mark.parametrize("line", ALONE)
def test_a_fault_is_located_and_explained(line: str, tmp_path: Path) -> None:
    assert of_clauses(tmp_path, line) == [ALONE[line]]


WHOLE = {
    "between: [MER, VAL]\nclauses: []\n": "2:10: found [], expected at least 1 items",
    "between: [MER]\nclauses: [{clause: prisoners}]\n": "1:10: found ['MER'], expected at least 2 items",
    "between: [MER, VALL]\nclauses: [{clause: prisoners}]\n": (
        "1:16: found unknown state 'VALL', expected one of VAL, MER, TAL, ORR or HAL; nearest is 'VAL'"
    ),
    "between: [MER, TAL]\nclauses: [{clause: prisoners}]\n": (
        "1:10: found a deal between 'MER' and 'TAL', expected two states at war, as 'MER' and 'VAL'"
    ),
    "between: [MER, MER]\nclauses: [{clause: prisoners}]\n": (
        "1:10: found a deal between 'MER' and 'MER', expected two states at war, as 'MER' and 'VAL'"
    ),
    "between: [MER, VAL]\nmediator: MER\nclauses: [{clause: prisoners}]\n": (
        "2:11: found the mediator 'MER', a party, expected another seat than the parties"
    ),
    "between: [MER, VAL]\nmediator: TLA\nclauses: [{clause: prisoners}]\n": (
        "2:11: found unknown seat 'TLA', expected one of VAL, MER, TAL, ORR, HAL or PACT; nearest is 'TAL'"
    ),
    "between: [MER, VAL]\nclauses: [{by: MER}]\n": (
        "2:11: found no key 'clause', expected one that says which kind this is"
    ),
    "clauses: [{clause: prisoners}]\n": "1:1: found no key 'between', expected one in terms",
}


@pytest.mark.parametrize("text", WHOLE)
def test_a_fault_of_the_whole_is_located_and_explained(text: str, tmp_path: Path) -> None:
    assert faults(tmp_path, text) == [WHOLE[text]]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    lines = [
        line for line, fault in ALONE.items() if "unknown" in fault and "key" not in fault and "level" not in fault
    ]
    found = of_clauses(tmp_path, *lines, "guarantee, by: VAL, to: VAL, level: consultation")
    assert len(found) == len(lines) + 1
    assert [int(fault.split(":")[0]) for fault in found] == list(range(3, 4 + len(lines)))


def test_what_a_party_leaves_both_can_hold(tmp_path: Path) -> None:
    board, path = worlds.KINDS["mixed-threes"]().board, tmp_path / "deal.yaml"
    one, other = quarrel(board)
    column = next(c for c in range(board.contested) if one not in board.holder[:, c] and other in board.holder[:, c])
    region, parties = board.regions[column], (board.states[one], board.states[other])
    line = f"{{clause: withdraw, by: {parties[1]}, regions: [{region}]}}"
    path.write_text(f"between: [{', '.join(parties)}]\nclauses:\n  - {line}\n")
    with pytest.raises(
        DocumentError, match=f"found '{region}', which '{parties[0]}' can't hold, expected a region that"
    ):
        read(path, board)


# What can't stand: clauses, the line of the fault, the pair, the reason

RELIEF = "relief, by: PACT, to: MER, sectors: {trade: 0.6}"
ALSO = RELIEF.replace("PACT", "HAL")
TOGETHER = [
    (["recognise, by: VAL, regions: [VAL-EAST]", "recognise, by: MER, regions: [VAL-PLAIN, VAL-EAST]"],
     "4:5: found 'recognise by MER of VAL-EAST' beside 'recognise by VAL of VAL-EAST' (line 3), expected "
     "one of the two: each party would grant the other the title to the same region"),
    (["withdraw, by: VAL, regions: [VAL-EAST]", "withdraw, by: MER, regions: [VAL-EAST], level: part"],
     "4:5: found 'withdraw by MER of VAL-EAST' beside 'withdraw by VAL of VAL-EAST' (line 3), expected "
     "one of the two: each party would leave the same region to the other"),
    (["administer, by: VAL, regions: [VAL-EAST]", "administer, by: MER, regions: [VAL-EAST]"],
     "4:5: found 'administer by MER of VAL-EAST' beside 'administer by VAL of VAL-EAST' (line 3), expected "
     "one of the two: each party would leave the same offices to the other"),
    (["defer, regions: [VAL-EAST]", "recognise, by: VAL, regions: [VAL-EAST], level: de facto"],
     "4:5: found 'recognise by VAL of VAL-EAST' beside 'defer of VAL-EAST' (line 3), expected "
     "one of the two: a title can't be both granted and left open"),
    (["administer, by: MER, regions: [VAL-EAST], level: joint", "withdraw, by: MER, regions: [VAL-EAST]"],
     "4:5: found 'withdraw by MER of VAL-EAST' beside 'administer by MER of VAL-EAST' (line 3), expected "
     "one of the two: a party that leaves a region whole has no control under which the other could administer it"),
    (["withdraw, by: MER, regions: [VAL-EAST]", "recognise, by: VAL, regions: [VAL-EAST]"],
     "4:5: found 'recognise by VAL of VAL-EAST' beside 'withdraw by MER of VAL-EAST' (line 3), expected "
     "one of the two: a party would leave whole the region that it is granted by law"),
    (["neutral, by: VAL, level: neutral by treaty", "guarantee, by: HAL, to: VAL, level: treaty of alliance"],
     "4:5: found 'guarantee by HAL to VAL' beside 'neutral by VAL' (line 3), expected "
     "one of the two: a party that joins no alliance can't be guaranteed by a treaty of alliance"),
    (["guarantee, by: HAL, to: VAL, level: arms and supplies", "unaided, by: VAL, level: none"],
     "4:5: found 'unaided by VAL' beside 'guarantee by HAL to VAL' (line 3), expected "
     "one of the two: a party that takes no foreign military aid can't be promised arms or an alliance"),
    (["neutral, by: VAL, level: permanent neutrality by constitution", "secret"],
     "4:5: found 'secret' beside 'neutral by VAL' (line 3), expected "
     "one of the two: a constitution is not changed in secret"),
    (["secret", "endorse, by: TAL, of: MER"],
     "4:5: found 'endorse by TAL of MER' beside 'secret' (line 3), expected "
     "one of the two: a third state can't recognise in secret what both hide"),
    ([f"{RELIEF}, step: 1", f"{ALSO}, after: 3, step: 1"],
     "4:5: found 'relief in step 1' beside 'relief in step 1' (line 3), expected "
     "one of the two: a step of relief is due once"),
    (["ceasefire", f"{RELIEF}, step: 1", f"{ALSO}, milestone: ceasefire holds, step: 1"],
     "5:5: found 'relief in step 1' beside 'relief in step 1' (line 4), expected "
     "one of the two: a step of relief waits for one milestone"),
    ([f"{RELIEF}, snap_back: by vote", "relief, by: PACT, to: MER, sectors: {energy: 1}, snap_back: automatic"],
     "4:5: found 'relief by PACT' beside 'relief by PACT' (line 3), expected "
     "one of the two: a sender's measures come back in one way"),
    ([RELIEF, f"{RELIEF}, after: 4"],
     "4:5: found 'relief by PACT to MER in trade in step 2' beside 'relief by PACT to MER in trade in step 1' (line 3),"
     " expected one of the two: the steps would lift 120 % of the measures"),
    (["cap, by: VAL, level: half strength", "prisoners", "cap, by: VAL, level: border guard only"],
     "5:5: found 'cap by VAL' beside 'cap by VAL' (line 3), expected one of the two: the same is told twice"),
    ([f"{RELIEF}, milestone: ceasefire holds"],
     "3:5: found 'relief in step 1', expected what it leans on: relief waits for a ceasefire to hold"),
    (["ceasefire", "demilitarise, by: MER, regions: [VAL-EAST]", f"{RELIEF}, milestone: withdrawal complete"],
     "5:5: found 'relief in step 1', expected what it leans on: relief waits for a withdrawal"),
    ([f"{RELIEF}, milestone: monitors certify"],
     "3:5: found 'relief in step 1', expected what it leans on: relief waits for monitors to certify"),
]  # fmt: skip
IN_ARRAYS = [
    ("relief_after", (0, 1), 3.0, "a step that lifts nothing has no date"),
    ("relief_milestone", (0, 1), 1.0, "a step that lifts nothing waits for nothing"),
    ("snap_back", (0, 5), 1.0, "what was never lifted can't come back"),
    ("cease_after", (0,), 2.0, "a date is told of a ceasefire, and there is none"),
]  # a file has no way to say these


@pytest.mark.parametrize(("lines", "fault"), TOGETHER)
def test_what_can_not_stand_is_named(lines: list[str], fault: str, tmp_path: Path) -> None:
    assert of_clauses(tmp_path, *lines) == [fault]
    assert not any("one of the two" in other for line in lines for other in _each(tmp_path, line))


def _each(tmp_path: Path, line: str) -> list[str]:
    """The faults of a clause that stands alone."""
    try:
        return of_clauses(tmp_path, line)
    except pytest.fail.Exception:
        return []


@pytest.mark.parametrize(("field", "at", "value", "why"), IN_ARRAYS)
def test_what_can_not_stand_is_found_in_arrays(field: str, at: tuple[int, ...], value: float, why: str) -> None:
    terms = none(BOARD, quarrel(BOARD))
    terms.prisoners[0] = 1.0
    assert of_terms(terms) == []
    getattr(terms, field)[at] = value
    assert why in [item.why for item in of_terms(terms)]


def test_every_rule_is_tried() -> None:
    tried = [fault for _, fault in TOGETHER] + [why for *_, why in IN_ARRAYS]
    for rule in (*CLASHES, *LACKS):
        assert any(fault.endswith(rule.why) for fault in tried), rule.why


def test_neighbours_of_what_can_not_stand_do(tmp_path: Path) -> None:
    path = tmp_path / "deal.yaml"
    lines = (
        "withdraw, by: MER, regions: [VAL-EAST]",
        "demilitarise, by: MER, regions: [VAL-EAST]",
        "demilitarise, by: VAL, regions: [VAL-EAST]",
        "recognise, by: VAL, regions: [VAL-COAST], level: de facto",
        "administer, by: MER, regions: [VAL-COAST]",
        "neutral, by: VAL, level: no foreign bases",
        "guarantee, by: HAL, to: VAL, level: treaty of alliance",
        "neutral, by: MER, level: neutral by treaty",
        "relief, by: PACT, to: MER, sectors: {trade: 0.5}, snap_back: automatic",
        "relief, by: PACT, to: MER, sectors: {trade: 0.5}, after: 4",
        "monitor, level: observers",
        "prisoners",
        "expires, after: 2",
    )
    path.write_text(HEAD + "".join(f"  - {{clause: {line}}}\n" for line in lines))
    assert of_terms(read(path, BOARD).terms) == []


# On the command line


def test_check_says_what_terms_mean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "deal.yaml"
    path.write_text(HEAD + "  - {clause: prisoners}\n")
    assert called(["check", "classroom", "--terms", str(path)]) == 0
    assert capsys.readouterr().out == f"{path} is sound: 1 clause\n  Prisoners are exchanged, all for all.\n"


def test_check_refuses_bad_terms_with_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "deal.yaml"
    path.write_text(HEAD + "  - {clause: guarantee, by: MER, to: VAL, level: consultation}\n")
    assert called(["check", "classroom", "--terms", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"{path}:3:29: found the guarantor 'MER', who is a party")


def test_a_terms_file_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert called(["check", "classroom", "--terms", "nowhere.yaml"]) == 2
    assert "no such file as 'nowhere.yaml'" in capsys.readouterr().err
