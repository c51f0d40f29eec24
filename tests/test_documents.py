"""Bad file in, faults out; good file in, data and places out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from wargame.documents import Document, read, yaml_reader
from wargame.errors import DocumentError, Fault
from written import told, write


def faults_of(path: Path) -> list[Fault]:
    with pytest.raises(DocumentError) as caught:
        read(path)
    return list(caught.value.faults)


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


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("{source: https://example.org/a:b}", {"source": "https://example.org/a:b"}),
        ("- {at: 12:30:00, 'a:b': \"c:d\"}\n- |\n  e:f\n- x:y", [{"at": "12:30:00", "a:b": "c:d"}, "e:f\n", "x:y"]),
    ],
)
def test_colons_may_stand_within_words_of_a_flow_mapping(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, data: Any
) -> None:
    path = write(tmp_path, text)
    slow = read_by_the_python_parser(path, monkeypatch)
    monkeypatch.setattr(yaml_reader, "YAML", lambda typ, pure: None if pure else YAML(typ=typ))
    quick = read(path)
    assert quick.data == slow.data == data
    assert quick.places == slow.places


@pytest.mark.parametrize("text", ["{a: x:}", "{a: 'b', c:d: \ue000}"])
def test_what_the_c_parser_cannot_read_the_python_parser_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    path = write(tmp_path, text)
    assert read(path).data == read_by_the_python_parser(path, monkeypatch).data


def test_an_alias_repeats_what_its_anchor_holds(tmp_path: Path) -> None:
    document = read(write(tmp_path, "a: &a [1, 2]\nb: *a\n"))
    assert document.data == {"a": [1, 2], "b": [1, 2]}
    assert document.data["a"] is not document.data["b"]
    assert document.place(("b",))[1:] == (2, 4)
    assert document.place(("b", 1))[1:] == (1, 11)


def read_by_the_python_parser(path: Path, monkeypatch: pytest.MonkeyPatch) -> Document:
    with monkeypatch.context() as patch:
        patch.setattr(yaml_reader, "YAML", lambda typ, pure: YAML(typ=typ, pure=True))
        return yaml_reader.read_yaml(path.read_text(), str(path))


def test_the_python_parser_reads_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "a: &x [1, {b: NO}]\nc: *x\nd: |\n  text\n")
    quick, slow = read(path), read_by_the_python_parser(path, monkeypatch)
    assert slow.data == quick.data
    assert slow.places == quick.places


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


def test_what_was_put_into_the_data_later_is_placed_at_what_holds_it(tmp_path: Path) -> None:
    document = read(write(tmp_path, NESTED["war.yaml"]))
    document.data["states"]["RUS"]["budget"] = {"arms": 1}
    assert document.place(("states", "RUS", "budget", "arms")) == document.place(("states", "RUS"))


def test_what_is_done_to_a_document_is_not_done_to_the_next_that_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, NESTED["war.yaml"])
    read(path).data["states"]["RUS"]["links"].append("d")
    assert read(path).data["states"]["RUS"]["links"] == ["a", "bc"]


def test_a_file_is_read_as_it_is_now(tmp_path: Path) -> None:
    path = write(tmp_path, "a: 1\n")
    before = read(path)
    write(tmp_path, "# longer\na: 2\n")
    assert (before.data, read(path).data, read(path).place(("a",))[1:]) == ({"a": 1}, {"a": 2}, (2, 4))


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
    "endless hexadecimal": ("war.yaml", "a: 0x" + "f" * 9999, "1:4: found the number 0xffffffffffffffffffffffffffffff"),
    "too long and broken": ("war.json", "[" + "9" * 9999 + "]]", "1:10002: found broken JSON (extra data), expected"),
    "nan": ("war.json", '{"a": NaN}', "1:7: found the number NaN, expected a finite one of ordinary size"),
    "duplicate": ("war.yaml", "a: 1\nb: 2\na: 3\n", "3:1: found the key 'a' again (first in line 1), expected each"),
    "duplicate json": ("war.json", '{"a": 1,\n "a": 2}', "2:2: found the key 'a' again (first in line 1), expected"),
    "missing colon": ("war.json", '{"a": 1,\n "b" 2}', "2:6: found broken JSON (expecting ':' delimiter), expected"),
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


def test_a_replaced_list_leaves_no_places_behind(tmp_path: Path) -> None:
    write(tmp_path, "links: [a, b, c]\n", "base.yaml")
    document = read(write(tmp_path, "include: base.yaml\nlinks: [d]\n"))
    assert document.place(("links", 2)) == document.place(("links",))


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
