from __future__ import annotations

import subprocess
import sys

import pytest

from planguard.actions.values.yaml_objects import documents_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\n---\n\n---\nb: [x, 2.5, true, null]", ({"a": 1}, {"b": ["x", 2.5, True, None]})),
        ('{"a": {"b": 1}}', ({"a": {"b": 1}},)),
        ("{a: b}", ({"a": "b"},)),
        ("on: 2024-01-01\n2: !!binary YQ==", ({"True": "2024-01-01", "2": "b'a'"},)),
        ("", ()),
        ("# nothing", ()),
        ("&a [1, *a]", None),
        ("a: [", None),
        ("a: !Ref b", None),
        ("[" * 3000, None),
    ],
)
def test_documents(text: str, expected: object) -> None:
    assert documents_of(text) == expected


def test_text_that_grows_by_its_aliases() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert documents_of("\n".join(lines)) is None


def test_yaml_is_imported_late() -> None:
    said = "import sys, planguard.actions.engine; print('yaml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.strip() in {"True", "False"}
