"""Bad file in, faults out; good file in, data and places out."""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, field_validator

import wargame.documents as documents
from wargame.documents import Document, Faults, check, known, read
from wargame.errors import DocumentError, Fault


def write(folder: Path, text: str | bytes, name: str = "war.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def faults_of(path: Path) -> list[Fault]:
    with pytest.raises(DocumentError) as caught:
        read(path)
    return list(caught.value.faults)


def told(faults: list[Fault] | tuple[Fault, ...]) -> list[str]:
    """The faults without the folder, which differs from run to run."""
    return [f"{Path(fault.file).name}:{str(fault)[len(fault.file) + 1 :]}" for fault in faults]


# --- what words mean -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("12:30:00", "12:30:00"),
        ("2024-02-24", "2024-02-24"),
        ("1_000", "1_000"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("012", 12),
        ("-3", -3),
        ("0x1f", 31),
        ("0o17", 15),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("+", "+"),
        ("<<", "<<"),
    ],
)
def test_words_mean_what_yaml_1_2_says(tmp_path: Path, word: str, value: object) -> None:
    data = read(write(tmp_path, f"key: {word}\n")).data
    assert data == {"key": value}
    assert type(data["key"]) is type(value)


def test_keys_are_text(tmp_path: Path) -> None:
    assert read(write(tmp_path, "{NO: 1, 2027: 2, true: 3}")).data == {"NO": 1, "2027": 2, "true": 3}


def test_a_web_address_may_stand_in_a_flow_mapping(tmp_path: Path) -> None:
    assert read(write(tmp_path, "{source: https://example.org/a:b}")).data == {"source": "https://example.org/a:b"}


def test_an_alias_repeats_what_its_anchor_holds(tmp_path: Path) -> None:
    document = read(write(tmp_path, "a: &a [1, 2]\nb: *a\n"))
    assert document.data == {"a": [1, 2], "b": [1, 2]}
    assert document.data["a"] is not document.data["b"]
    assert document.place(("b",))[1:] == (2, 4)
    assert document.place(("b", 1))[1:] == (1, 11)


def test_the_python_parser_reads_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "a: &x [1, {b: NO}]\nc: *x\nd: |\n  text\n")
    quick = read(path)
    monkeypatch.setattr(documents, "YAML", lambda typ, pure: _YAML(typ=typ, pure=True))
    slow = read(path)
    assert slow.data == quick.data
    assert slow.place(("a", 1, "b")) == quick.place(("a", 1, "b"))


_YAML = documents.YAML


# --- places --------------------------------------------------------------------------------------------------------

NESTED = {
    "war.yaml": "states:\n  RUS:\n    resolve: 0.5\n    links: [a, bc]\n",
    "war.json": '{"states":\n  {"RUS":\n   {"resolve": 0.5,\n    "links": ["a","bc"]}}}',
}


@pytest.mark.parametrize(
    ("name", "value", "key", "item"),
    [("war.yaml", (3, 14), (3, 5), (4, 16)), ("war.json", (3, 16), (3, 5), (4, 19))],
)
def test_every_value_and_key_has_a_place(
    tmp_path: Path, name: str, value: tuple[int, int], key: tuple[int, int], item: tuple[int, int]
) -> None:
    path = write(tmp_path, NESTED[name], name)
    document = read(path)
    assert document.place(("states", "RUS", "resolve")) == (str(path), *value)
    assert document.place(("states", "RUS", "resolve"), key=True) == (str(path), *key)
    assert document.place(("states", "RUS", "links", 1)) == (str(path), *item)


def test_what_was_never_written_is_placed_at_what_should_hold_it(tmp_path: Path) -> None:
    document = read(write(tmp_path, NESTED["war.yaml"]))
    assert document.place(("states", "RUS", "budget", "arms")) == document.place(("states", "RUS"))
    assert document.place(("states", "RUS", "links", 7)) == document.place(("states", "RUS", "links"))


LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=20
)


def leaves(data: Any, loc: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    if isinstance(data, dict):
        return [leaf for key, value in data.items() for leaf in leaves(value, (*loc, key))]
    if isinstance(data, list):
        return [leaf for index, value in enumerate(data) for leaf in leaves(value, (*loc, index))]
    return [(loc, data)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    data=TREES.filter(lambda tree: not (isinstance(tree, dict) and "include" in tree)), indent=st.none() | st.just(2)
)
def test_json_is_read_back_equal_and_every_leaf_stands_at_its_place(
    tmp_path: Path, data: Any, indent: int | None
) -> None:
    for ascii_only in (True, False):
        text = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
        document = read(write(tmp_path, text, "tree.json"))
        assert document.data == data
        lines = text.split("\n")
        for loc, leaf in leaves(data):
            _, line, column = document.place(loc)
            assert lines[line - 1][column - 1 :].startswith(json.dumps(leaf, ensure_ascii=ascii_only))


WORDS = st.text(st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=8)
YAML_LEAVES = st.booleans() | st.integers(-(10**9), 10**9) | st.floats(-1e6, 1e6) | WORDS


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.dictionaries(WORDS, st.lists(YAML_LEAVES, min_size=1, max_size=4), min_size=1, max_size=4))
def test_block_yaml_is_read_back_equal_and_every_leaf_stands_at_its_place(tmp_path: Path, data: Any) -> None:
    lines = [line for key, items in data.items() for line in (f'"x{key}":', *(f"  - {json.dumps(i)}" for i in items))]
    document = read(write(tmp_path, "\n".join(lines)))
    assert document.data == {f"x{key}": items for key, items in data.items()}
    for loc, leaf in leaves(document.data):
        _, line, column = document.place(loc)
        assert lines[line - 1][column - 1 :] == json.dumps(leaf)


# --- files that cannot be read -------------------------------------------------------------------------------------

BROKEN = {
    "empty": ("war.yaml", "", "1:1: found an empty file, expected a document"),
    "only a comment": ("war.yaml", "# soon\n", "1:1: found an empty file, expected a document"),
    "empty json": ("war.json", "", "1:1: found an empty file, expected a document"),
    "binary": ("war.yaml", b"\x89PNG\0\0", "1:1: found a binary file, expected text in UTF-8"),
    "latin-1": ("war.yaml", b"a: 1\nb: \xe9t\xe9", "2:4: found a byte that is not UTF-8, expected text in UTF-8"),
    "control": ("war.yaml", "a: \x01", "1:4: found a control character, expected text that can be printed"),
    "tab": ("war.yaml", "a:\n\tb: 1\n", "2:1: found a tab, expected spaces to indent with"),
    "two colons": ("war.yaml", "a: b: c\n", "1:5: found broken YAML (mapping values are not allowed in this context)"),
    "open bracket": ("war.yaml", "a: [1, 2\nb: 3\n", "2:2: found broken YAML (did not find expected ',' or ']'"),
    "two documents": ("war.yaml", "a: 1\n---\nb: 2\n", "2:1: found a second document, expected one"),
    "tag": ("war.yaml", "a: !!python/name:os.system x\n", "1:4: found the tag 'tag:yaml.org,2002:python/name:os.sys"),
    "list as key": ("war.yaml", "? [a]\n: 1\n", "1:3: found a collection as a key, expected a name"),
    "alias as key": ("war.yaml", "a: &a b\n*a : 1\n", "2:1: found an alias as a key, expected a name"),
    "unknown alias": ("war.yaml", "a: &one [1]\nb: *onne\n", "2:4: found unknown alias '*onne', expected an anchor"),
    "alias of itself": ("war.yaml", "a: &a [*a]\n", "1:8: found unknown alias '*a', expected an anchor above it"),
    "infinity": ("war.yaml", "a: .inf\n", "1:4: found the number .inf, expected a finite one of ordinary size"),
    "endless float": ("war.json", '{"a": 1e999}', "1:7: found the number 1e999, expected a finite one"),
    "endless integer": ("war.json", "[" + "9" * 9999 + "]", "1:2: found the number 9999999999999999999999"),
    "nan": ("war.json", '{"a": NaN}', "1:7: found the number NaN, expected a finite one of ordinary size"),
    "duplicate": ("war.yaml", "a: 1\nb: 2\na: 3\n", "3:1: found the key 'a' again (first in line 1), expected each"),
    "duplicate json": ("war.json", '{"a": 1,\n "a": 2}', "2:2: found the key 'a' again (first in line 1), expected"),
    "trailing comma": ("war.json", '{"a": 1,\n}', "2:1: found broken JSON (expecting property name enclosed in"),
    "other suffix": ("war.txt", "a: 1", "1:1: found the file 'war.txt', expected one that ends in .yaml, .yml, .json"),
}


@pytest.mark.parametrize(("name", "text", "start"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_gives_one_fault(tmp_path: Path, name: str, text: str | bytes, start: str) -> None:
    (fault,) = told(faults_of(write(tmp_path, text, name)))
    assert fault.startswith(f"{name}:{start}")


def test_all_faults_of_a_file_come_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a: .nan\nb: !x 1\na: 2\n")
    assert [(fault.line, fault.column) for fault in faults_of(path)] == [(1, 4), (2, 4), (3, 1)]


def test_a_missing_file_names_the_nearest_beside_it(tmp_path: Path) -> None:
    write(tmp_path, "a: 1", "ukraine.yaml")
    (fault,) = faults_of(tmp_path / "ukrane.yaml")
    assert (fault.found, fault.nearest) == ("no such file as 'ukrane.yaml'", "ukraine.yaml")


def test_a_folder_and_a_missing_folder_are_no_documents(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path)
    assert fault.found.startswith("a folder")
    (fault,) = faults_of(tmp_path / "nowhere" / "war.yaml")
    assert fault.found == "no such file as 'war.yaml'"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("war.yaml", "[" * 20_000),
        ("war.yaml", "- " * 20_000),
        ("war.yaml", "{a: " * 20_000),
        ("war.json", "[" * 20_000),
        ("war.json", "[" * 20_000 + "]" * 20_000),
        ("war.json", "[" * 65 + "]" * 65),
        ("war.json", '{"a":' * 20_000),
    ],
)
def test_too_many_brackets_are_one_fault(tmp_path: Path, name: str, text: str) -> None:
    (fault,) = faults_of(write(tmp_path, text, name))
    assert (fault.line, fault.expected) == (1, "at most 64 levels")


@pytest.mark.parametrize("name", ["war.yaml", "war.json"])
def test_sixty_four_levels_are_allowed(tmp_path: Path, name: str) -> None:
    assert read(write(tmp_path, "[" * 64 + "1" + "]" * 64, name)).data


def test_an_alias_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    (fault,) = faults_of(write(tmp_path, "\n".join(lines)))
    assert fault.found == "aliases that unfold without end"


def test_aliases_cannot_stack_levels(tmp_path: Path) -> None:
    opened, closed = "[" * 60, "]" * 60
    (fault,) = faults_of(write(tmp_path, f"- &a {opened}{closed}\n- &b {opened}*a{closed}\n"))
    assert fault.expected == "at most 64 levels"


# --- includes ------------------------------------------------------------------------------------------------------


def test_an_included_file_lies_below_the_including_one(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    base = write(tmp_path, "turns: 12\nstates:\n  RUS: {resolve: 1, links: [a, b]}\n", "parts/base.yaml")
    war = write(tmp_path, "include: parts/base.yaml\nstates:\n  RUS: {links: [c]}\n  UKR: {}\n")
    document = read(war)
    assert document.data == {"turns": 12, "states": {"RUS": {"resolve": 1, "links": ["c"]}, "UKR": {}}}
    assert document.place(("states", "RUS", "resolve")) == (str(base), 3, 18)
    assert document.place(("states", "RUS", "links")) == (str(war), 3, 16)
    assert document.place(("turns",), key=True) == (str(base), 1, 1)


def test_of_several_included_files_the_later_wins(tmp_path: Path) -> None:
    write(tmp_path, "a: 1\nb: 1\nc: 1\n", "one.yaml")
    write(tmp_path, '{"b": 2, "c": 2}', "two.json")
    assert read(write(tmp_path, "include: [one.yaml, two.json]\nc: 3\n")).data == {"a": 1, "b": 2, "c": 3}


def test_json_may_include_too(tmp_path: Path) -> None:
    write(tmp_path, "a: NO\n", "one.yaml")
    assert read(write(tmp_path, '{"include": "one.yaml", "b": 1}', "war.json")).data == {"a": "NO", "b": 1}


def test_a_circle_of_includes_names_its_chain(tmp_path: Path) -> None:
    write(tmp_path, "include: war.yaml\n", "base.yaml")
    (fault,) = told(faults_of(write(tmp_path, "a: 1\ninclude: base.yaml\n")))
    assert fault.startswith("base.yaml:1:10: found files that include one another (war.yaml -> base.yaml -> war.yaml)")


def test_faults_of_all_included_files_come_at_once(tmp_path: Path) -> None:
    write(tmp_path, "a: 1\na: 2\n", "bad.yaml")
    write(tmp_path, "- 1\n", "list.yaml")
    war = write(tmp_path, "include:\n  - bad.yaml\n  - bda.yaml\n  - list.yaml\n  - 7\n  - bad.yaml\n")
    assert told(faults_of(war)) == [
        "bad.yaml:2:1: found the key 'a' again (first in line 1), expected each key once",
        "war.yaml:3:5: found no such file as 'bda.yaml', expected a file that exists; nearest is 'bad.yaml'",
        "war.yaml:4:5: found no mapping in 'list.yaml', expected one to merge",
        "war.yaml:5:5: found 7, expected the name of a file to include",
    ]


# --- checking against a model --------------------------------------------------------------------------------------


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Sourced(Strict):
    value: float = Field(ge=0, le=1)
    source: str = ""


class River(Strict):
    kind: Literal["river"]
    width: float | Sourced


class Road(Strict):
    kind: Literal["road"]
    lanes: int


class Pace(Enum):
    SLOW = "slow"
    FAST = "fast"


class State(Strict):
    aggression: float | Sourced = 0.5
    resolve: Annotated[float, Field(ge=0)] | Sourced = 0.5
    divisions: int = 0
    nuclear: bool = False
    policy: Annotated[str, known("policy")] = "hold"
    pace: Pace = Pace.SLOW
    span: tuple[int, int] = (0, 1)

    @field_validator("span")
    @classmethod
    def rising(cls, span: tuple[int, int]) -> tuple[int, int]:
        if span[0] > span[1]:
            raise ValueError("a first year before the last")
        return span


class Scenario(Strict):
    title: str
    states: dict[str, State] = {}
    links: list[Annotated[River | Road, Field(discriminator="kind")]] = []
    budget: dict[Literal["arms", "aid"], int] = {}
    allies: list[str] | Literal["none"] = "none"


def complaints(folder: Path, text: str, names: dict[str, list[str]] | None = None) -> list[str]:
    document = read(write(folder, text))
    with pytest.raises(DocumentError) as caught:
        check(document, Scenario, names)
    return [fault.removeprefix("war.yaml:") for fault in told(caught.value.faults)]


def test_a_sound_document_becomes_its_model(tmp_path: Path) -> None:
    document = read(write(tmp_path, "title: War\nstates: {NO: {resolve: {value: 1}, span: [1, 2], policy: hold}}\n"))
    scenario = check(document, Scenario, {"policy": ["hold"]})
    assert scenario.states["NO"].resolve == Sourced(value=1)


STATE = "title: War\nstates:\n  RUS:\n    "
AGAINST_THE_MODEL = {
    "unknown key": (
        STATE + "agression: 0.4",
        "4:5: found unknown key 'agression', expected one of aggression, resolve, divisions, nuclear, policy, "
        "pace or span; nearest is 'aggression'",
    ),
    "unknown key in a branch": (
        STATE + "resolve: {value: 1, sorce: IISS}",
        "4:25: found unknown key 'sorce', expected one of value or source; nearest is 'source'",
    ),
    "missing key": ("states: {}\n", "1:1: found no key 'title', expected one in Scenario"),
    "missing key in a branch": (
        STATE + "resolve: {source: IISS}",
        "4:14: found no key 'value', expected one in Sourced",
    ),
    "number": (STATE + "divisions: many", "4:16: found 'many', expected a whole number"),
    "half": (STATE + "divisions: 1.5", "4:16: found 1.5, expected a whole number"),
    "long value": (STATE + f"divisions: {'x' * 99}", f"4:16: found '{'x' * 36}..., expected a whole number"),
    "empty value": (STATE + "divisions:", "4:15: found nothing, expected a whole number"),
    "bool": (STATE + "nuclear: NO", None),
    "not a bool": (STATE + "nuclear: perhaps", "4:14: found 'perhaps', expected true or false"),
    "enum": (STATE + "pace: fastt", "4:11: found 'fastt', expected one of slow or fast; nearest is 'fast'"),
    "union of kinds": (STATE + "aggression: [1]", "4:17: found [1], expected a number or a mapping"),
    "bound in a union": (STATE + "resolve: -1", "4:14: found -1, expected at least 0"),
    "bound in a branch": (STATE + "resolve: {value: 2}", "4:22: found 2, expected at most 1"),
    "validator": (STATE + "span: [2, 1]", "4:11: found [2, 1], expected a first year before the last"),
    "short tuple": (STATE + "span: [2]", "4:11: found no item 2, expected one"),
    "scalar for a mapping": (STATE[:-5] + " 5", "3:8: found 5, expected a mapping"),
    "list": ("title: War\nlinks: 3", "2:8: found 3, expected a list"),
    "list or word": ("title: War\nallies: nine", "2:9: found 'nine', expected a list or 'none'; nearest is 'none'"),
    "item of a list": ("title: War\nallies: [a, 3]", "2:13: found 3, expected text"),
    "unknown tag": (
        "title: War\nlinks:\n  - {kind: rivr}",
        "3:12: found 'rivr', expected one of river or road; nearest is 'river'",
    ),
    "no tag": (
        "title: War\nlinks:\n  - {lanes: 1}",
        "3:5: found no key 'kind', expected one that says which kind this is",
    ),
    "unknown key of a tagged model": (
        "title: War\nlinks:\n  - {kind: road, lanes: 1, lane: 2}",
        "3:28: found unknown key 'lane', expected one of kind or lanes; nearest is 'lanes'",
    ),
    "missing key of a tagged model": (
        "title: War\nlinks:\n  - {kind: road}",
        "3:5: found no key 'lanes', expected one in Road",
    ),
    "union in a tagged model": (
        "title: War\nlinks:\n  - {kind: river, width: wide}",
        "3:26: found 'wide', expected a number or a mapping",
    ),
    "key of a kind": (
        "title: War\nbudget: {amrs: 3}",
        "2:10: found 'amrs', expected one of arms or aid; nearest is 'arms'",
    ),
    "list at the top": ("- 1\n", "1:1: found [1], expected a mapping"),
}


@pytest.mark.parametrize(("text", "fault"), AGAINST_THE_MODEL.values(), ids=AGAINST_THE_MODEL)
def test_what_does_not_fit_is_one_fault_in_plain_words(tmp_path: Path, text: str, fault: str | None) -> None:
    if fault is None:  # pydantic takes the word "no" for false where a bool is asked for
        assert check(read(write(tmp_path, text)), Scenario).states["RUS"].nuclear is False
    else:
        assert complaints(tmp_path, text) == [fault]


def test_everything_that_does_not_fit_comes_at_once_in_reading_order(tmp_path: Path) -> None:
    text = "links: 3\nstates:\n  UKR: {resolve: x, divisions: y}\n  RUS: {pace: z}\nturn: 1\n"
    starts = [fault.partition(" ")[0] for fault in complaints(tmp_path, text)]
    assert starts == ["1:1:", "1:8:", "3:18:", "3:32:", "4:15:", "5:1:"]


def test_a_key_of_a_large_model_is_told_by_the_name_of_the_model(tmp_path: Path) -> None:
    class Large(Strict):
        a: int = 0
        b: int = 0
        c: int = 0
        d: int = 0
        e: int = 0
        f: int = 0
        g: int = 0
        h: int = 0
        inner: Large | None = None

    with pytest.raises(DocumentError, match="expected a key of Large"):
        check(read(write(tmp_path, "inner: {inner: {z: 1}}")), Large)


def test_names_from_outside_are_checked_where_the_caller_brings_them(tmp_path: Path) -> None:
    text = STATE + "policy: hodl"
    assert check(read(write(tmp_path, text)), Scenario).states["RUS"].policy == "hodl"
    assert complaints(tmp_path, text, {"policy": ["hold", "random"]}) == [
        "4:13: found unknown policy 'hodl', expected one of hold or random; nearest is 'hold'"
    ]


def test_a_fault_in_an_included_file_points_there(tmp_path: Path) -> None:
    write(tmp_path, "states:\n  RUS: {divisions: x}\n", "base.yaml")
    with pytest.raises(DocumentError) as caught:
        check(read(write(tmp_path, "include: base.yaml\ntitle: 3\n")), Scenario)
    assert [fault.partition(" ")[0] for fault in told(caught.value.faults)] == ["base.yaml:2:20:", "war.yaml:2:8:"]


# --- checks that others write --------------------------------------------------------------------------------------


@pytest.fixture
def document(tmp_path: Path) -> Document:
    return read(write(tmp_path, "capital: UA-5\nholds: {UA-30: RUS}\n"))


def test_faults_are_collected_and_raised_together(document: Document) -> None:
    faults = Faults()
    faults.raise_if_any()
    assert not faults.known(document, ("holds", "UA-30"), "RUS", ["UKR"], "state")
    assert not faults.known(document, ("capital",), "UA-5", [f"UA-{i}" for i in range(50, 70)], "region")
    assert faults.known(document, ("capital",), "UA-5", ["UA-5"], "region")
    faults.add(document, ("holds", "UA-30"), "a region held twice", "one holder", key=True)
    assert len(faults) == 3
    with pytest.raises(DocumentError) as caught:
        faults.raise_if_any()
    first, second, third = told(caught.value.faults)
    assert first == "war.yaml:1:10: found unknown region 'UA-5', expected a known region; nearest is 'UA-65'"
    assert second == "war.yaml:2:9: found a region held twice, expected one holder"
    assert third == "war.yaml:2:16: found unknown state 'RUS', expected 'UKR'"
