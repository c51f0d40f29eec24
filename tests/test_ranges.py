"""What is varied and between what: ranges told, on record, in a file, and everything that can be wrong with them."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from wargame.ensemble.ranges import GIVEN, Range, ranges
from wargame.errors import DocumentError
from wargame.policies import settings
from wargame.register import assumptions
from wargame.scenario import Scenario

NAME = "ukraine-2022"


def faults(told: Any, changes: dict[str, float] | None = None) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        ranges(NAME, told, changes)
    return str(caught.value).splitlines()


@cache
def register(name: str) -> tuple[tuple[Range, ...], tuple[str, ...]]:
    """The ranges on record of a scenario, and what was noted of others."""
    noted: list[str] = []
    return ranges(name, "register", note=noted.append), tuple(noted)


def test_a_range_that_is_told() -> None:
    assert ranges(NAME, "states.RUS.quality=0.8:1.2") == (Range("states.RUS.quality", 0.8, 1.2, GIVEN),)
    assert ranges(NAME, {"states.RUS.quality": (0.8, 1.2)}) == ranges(NAME, ["states.RUS.quality=0.8:1.2"])


def test_a_path_alone_has_the_range_on_record(ukraine: Scenario) -> None:
    (rule,) = ranges(NAME, ["rules.combat.slope"])
    assert (rule.low, rule.high, rule.source) == (1.5, 3.0, "[Dupuy1985]")
    (policy,) = ranges(NAME, {"policies.doctrine.audience": None})
    assert (policy.low, policy.high, policy.source) == (0.5, 1.2, "[Tomz2007]")
    known = next(item for item in assumptions(ukraine) if item.path.startswith("states.") and item.low is not None)
    (figure,) = ranges(NAME, [known.path])
    assert (figure.low, figure.high, figure.source) == (known.low, known.high, known.source)


def test_the_register_is_every_number_that_has_a_range(ukraine: Scenario) -> None:
    known = [item for item in (*assumptions(ukraine), *settings(ukraine)) if item.low is not None]
    wide = {item.path: (item.low, item.high) for item in known if item.low != item.high}
    assert {item.path: (item.low, item.high) for item in register(NAME)[0]} == wide
    assert len(wide) > 800


def test_what_is_told_goes_before_the_register() -> None:
    found = {item.path: item for item in ranges(NAME, ["register", "rules.combat.slope=1.7:1.9"])}
    assert found["rules.combat.slope"] == Range("rules.combat.slope", 1.7, 1.9, GIVEN)
    assert len(found) == len(register(NAME)[0])


def test_numbers_of_the_register_that_cannot_be_at_an_end_stay_as_they_are() -> None:
    """Some men stand where the doubt about who holds the ground reaches as far as nothing."""
    whole, noted = register("the-offer")
    found = {item.path for item in whole}
    path = "opening.forces.UKR:UA-43"
    assert noted[0].startswith(f"{path} stays as it is: found men of UKR where it holds nothing and has no way in")
    assert len(noted) == 2
    assert path not in found
    assert len(found) > 800
    with pytest.raises(DocumentError, match="found men of UKR where it holds nothing"):
        ranges("the-offer", ["register", path])


@pytest.mark.parametrize("name", ["classroom", NAME])
def test_every_range_on_record_can_be_played_at_both_ends(name: str) -> None:
    found, noted = register(name)
    assert len(found) > 500
    assert not noted


def test_a_file_says_the_same(tmp_path: Path) -> None:
    file = tmp_path / "vary.yaml"
    file.write_text("states.RUS.quality: [0.8, 1.2]\nrules.combat.slope:\n")
    assert ranges(NAME, str(file)) == ranges(NAME, ["states.RUS.quality=0.8:1.2", "rules.combat.slope"])
    assert ranges(NAME, file) == ranges(NAME, [str(file)])


def test_faults_of_a_file_have_their_places(tmp_path: Path) -> None:
    file = tmp_path / "vary.yaml"
    file.write_text(
        "states.RUS.qualty: [0.8, 1.2]\n"
        "rules.combat.slope: [3, 2]\n"
        "states.RUS.support: [0.2, 1.4]\n"
        "states.RUS.gdp: high\n"
    )
    assert [told[len(str(tmp_path)) + 1 :] for told in faults(file)] == [
        "vary.yaml:1:1: found unknown name 'qualty', expected a name in states.RUS; nearest is 'quality'",
        "vary.yaml:2:1: found a range from 3 to 2, expected a lower end below the upper one",
        "vary.yaml:3:1: found 1.4 at the high end of states.RUS.support, 1.4, expected a number from 0 to 1",
        "vary.yaml:4:1: found 'high', expected the two ends of a range, finite numbers",
    ]


def test_all_faults_at_once() -> None:
    told = ["states.RUS.qualty=0:1", "states.RUS.gdp=a:b", "states.RUS.support=-1:2", "rules.combat.slope=2:1"]
    found = faults(told)
    assert len(found) == 5
    assert [line.split(":")[0] for line in found] == [
        "--vary rules.combat.slope",
        "--vary states.RUS.gdp",
        "--vary states.RUS.qualty",
        "--vary states.RUS.support",
        "--vary states.RUS.support",
    ]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("states.RUS.qualty=0:1", "nearest is 'quality'"),
        ("states.RUS.quality=1", "expected the two ends of a range, as 0.8:1.2"),
        ("states.RUS.quality=1:nan", "expected the two ends of a range, finite numbers"),
        ("states.RUS.quality=1:1", "expected a lower end below the upper one"),
        ("states.RUS.worth=0:1", "expected a path to a number, as states.RUS.worth."),
        ("states.RUS.deployment.UA-99=0:1", "unknown name 'UA-99'"),
        ("calendar.turns=3:9", "expected a whole number"),
        ("states.RUS.gdp", "no range on record"),
        (["states.RUS.quality", "states.RUS.quality=1:2"], "varied or set already"),
        ("ranges-that-are-not-there.yaml", "no such file"),
    ],
)
def test_a_mistake_is_told(told: Any, said: str) -> None:
    assert any(said in line for line in faults(told))


def test_a_number_that_is_set_is_not_varied() -> None:
    assert "set already" in faults("states.RUS.quality=1:2", {"states.RUS.quality": 1.5})[0]


def test_numbers_that_are_wrong_only_together_are_not_refused(tmp_path: Path) -> None:
    """Two shares of one region: each has room up to 1 while the other is where it was."""
    from written import TEXT, folder

    text = TEXT.replace("{B1: {AAA: 0.2}}", "{B1: {AAA: 0.2, BBB: 0.2}}")
    path = folder(tmp_path, text)
    day = "snapshots.2030-01-31.regions.B1"
    found = ranges(str(path), [f"{day}.AAA=0.1:0.7", f"{day}.BBB=0.1:0.7"])
    assert len(found) == 2
    with pytest.raises(DocumentError, match=r"shares that sum to 1\.1 at the high end of .*B1\.AAA, 0\.9"):
        ranges(str(path), [f"{day}.AAA=0.1:0.9", f"{day}.BBB=0.1:0.3"])
