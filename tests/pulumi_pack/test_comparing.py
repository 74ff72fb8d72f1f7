"""Whether an input is what it was."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pulumi_pack.driver import SECRET_MARK, UNKNOWN, secret

from planguard.pulumi_pack.comparing import Same, compared, compared_inputs

ASSET = {"4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17"}
ENCRYPTED = {**SECRET_MARK, "ciphertext": "AAABAGf5"}
HIDDEN = secret(UNKNOWN)


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        (1, 1.0, Same.YES),
        (True, 1, Same.NO),
        (None, None, Same.YES),
        ("a", UNKNOWN, Same.NO),
        ([1, {"a": 2}], [1, {"a": 2}], Same.YES),
        ([1], [1, 2], Same.NO),
        ({"a": 1, "__defaults": []}, {"a": 1}, Same.YES),
        ({**SECRET_MARK, "plaintext": json.dumps({"k": "v"})}, secret({"k": "v"}), Same.YES),
        ({**SECRET_MARK, "plaintext": '"v"'}, "v", Same.YES),
        ({**SECRET_MARK, "plaintext": '"v"'}, secret("w"), Same.NO),
        (ENCRYPTED, secret("v"), Same.HIDDEN),
        (ENCRYPTED, None, Same.NO),
        ([ENCRYPTED, 1], [secret("v"), 1], Same.HIDDEN),
        ([ENCRYPTED, 1], [secret("v"), 2], Same.NO),
        ({**ASSET, "hash": "1", "text": "x"}, {**ASSET, "hash": "1"}, Same.YES),
        ({**ASSET, "hash": "1"}, {**ASSET, "hash": "2"}, Same.NO),
        ({**ASSET, "text": "x"}, {**ASSET, "text": "x"}, Same.YES),
    ],
)
def test_two_values(old: Any, new: Any, same: Same) -> None:
    assert compared(old, new).same is same


def test_what_cannot_be_compared_becomes_unknown() -> None:
    found = compared_inputs(
        {"env": {"a": 1, "key": ENCRYPTED}, "__defaults": []},
        {"env": secret({"a": 2, "key": "clear"}), "tags": ["x"], "__meta": 1},
    )
    assert found.differing == ("env", "tags")
    assert found.told == {"env": secret({"a": 2, "key": HIDDEN}), "tags": ["x"], "__meta": 1}
    assert found.hidden


def test_nothing_is_hidden_where_all_is_clear() -> None:
    found = compared_inputs({"a": [1]}, {"a": [1, {"b": secret(2)}]})
    assert (found.same, found.hidden) == (Same.NO, False)
