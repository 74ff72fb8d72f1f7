"""Places in queries: found, refused where they are not safe, and filled so that nothing gets out."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planguard.errors import SourceError
from planguard.model.value import path_text
from planguard.sources.interface import Data, Plain, Quoted, Url
from planguard.sources.interface.template import (
    Dialect,
    TemplateError,
    compile_template,
    dialect_of,
)


def fill(text: str, value: str, dialect: Dialect = Dialect.QUOTED) -> str:
    return compile_template(text, dialect).fill(lambda _: value)


def test_places_are_found() -> None:
    text = 'a="{{ tags.team }}", b="{{tags["x y"]}}{{ attributes.a[0].b-c }}"'
    paths = compile_template(text, Dialect.QUOTED).paths
    assert paths == (("tags", "team"), ("tags", "x y"), ("attributes", "a", 0, "b-c"))
    assert compile_template("plain", Dialect.NONE).pieces == ("plain",)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{{ }}", "{{  }} is no field"),
        ("'{{ a b }}'", "is no field: write it as {{ tags.team }}"),
        ("'{{ tag.x }}'", "there is no field 'tag'; did you mean 'tags'?"),
        ("'{{ xyzzy }}'", "there are: account, address"),
        ("'{{ tags }}'", "'tags' needs a name: tags.NAME"),
        ("'{{ service.x }}'", "'service' has no fields of its own"),
        ("'{{ ci.comit }}'", "did you mean 'commit'?"),
        ("sum(x{a={{ service }}})", "must stand inside double or single quotes"),
        ("`{{ service }}`", "must stand inside double or single quotes"),
        ('"a" {{ service }} "b"', "must stand inside double or single quotes"),
        (r'"\" {{ service }}', None),
        ("# don't\nx{a={{ service }}}", "holds a comment (#)"),
        ("a='{{ tags[\"it's\"] }}', b={{ service }}", "must stand inside double or single quotes"),
        ("a='{{ tags[\"it's\"] }}#', b='{{ service }}'", None),
    ],
)
def test_places_that_cannot_be_filled_safely(text: str, problem: str | None) -> None:
    if problem is None:
        compile_template(text, Dialect.QUOTED)
        return
    with pytest.raises(TemplateError, match=re.escape(problem)):
        compile_template(text, Dialect.QUOTED)


def test_fields_that_take_no_places() -> None:
    with pytest.raises(TemplateError, match="has no places to fill"):
        compile_template("{{ service }}", Dialect.NONE)


@pytest.mark.parametrize("url", ["https://{{ service }}/a", "https://{{ service }}"])
def test_no_value_chooses_the_host(url: str) -> None:
    with pytest.raises(TemplateError, match="cannot stand in the host"):
        compile_template(url, Dialect.URL)


def test_values_stay_inside_their_quotes() -> None:
    assert fill('x="{{ service }}"', 'a"} or vector(1) #') == 'x="a\\"} or vector(1) #"'
    assert fill("x='{{ service }}'", "a'b\"c\\") == "x='a\\'b\"c\\\\'"
    assert fill('x=~"{{ service }}|b"', "a.*") == 'x=~"a\\\\.\\\\*|b"'
    assert fill('x !~ "{{ service }}"', "(a)") == 'x !~ "\\\\(a\\\\)"'


def test_a_value_is_one_part_of_a_url() -> None:
    filled = fill("https://h/a/{{ name }}?q={{ name }}", "../x?y=1&z#é", Dialect.URL)
    assert filled == "https://h/a/..%2Fx%3Fy%3D1%26z%23%C3%A9?q=..%2Fx%3Fy%3D1%26z%23%C3%A9"
    for value in (".", ".."):
        with pytest.raises(SourceError, match="another address"):
            fill("/a/{{ name }}", value, Dialect.URL)


@pytest.mark.parametrize("value", ["a\nb", "a\x00", "a\x7f", "x" * 1001, "a\ud800"])
@pytest.mark.parametrize("dialect", [Dialect.DATA, Dialect.QUOTED, Dialect.URL])
def test_values_that_are_told_to_nobody(value: str, dialect: Dialect) -> None:
    with pytest.raises(SourceError, match="a value of the plan"):
        fill('/"{{ name }}"', value, dialect)


PRINTABLE = st.text(st.characters(blacklist_categories=["Cc", "Cs"]), min_size=1, max_size=40)


@given(PRINTABLE)
def test_any_value_reads_back_as_itself(value: str) -> None:
    assert json.loads(fill('"{{ name }}"', value)) == value
    if value not in {".", ".."}:
        path = urlsplit(fill("https://h/{{ name }}", value, Dialect.URL)).path
        assert path.count("/") == 1
        assert unquote(path[1:]) == value


@given(PRINTABLE)
def test_any_value_matches_itself_alone_in_a_pattern(value: str) -> None:
    pattern = json.loads(fill('x=~"{{ name }}"', value).removeprefix("x=~"))
    assert re.fullmatch(pattern, value)
    assert not re.fullmatch(pattern, f"{value}x")


def test_how_places_are_written_is_told_by_the_type() -> None:
    assert dialect_of(Plain) is Dialect.NONE
    assert dialect_of(int) is Dialect.NONE
    assert dialect_of(list[Quoted]) is Dialect.QUOTED
    assert dialect_of(dict[str, Data] | None) is Dialect.DATA
    assert dialect_of(str, [object(), Dialect.URL]) is Dialect.URL
    assert dialect_of(Url) is Dialect.URL


def test_paths_read_as_they_were_written() -> None:
    (path,) = compile_template("{{ after.a[2]['b c'] }}", Dialect.DATA).paths
    assert path_text(path) == 'after.a[2]["b c"]'
