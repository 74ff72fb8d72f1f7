"""What is wrong with a key of a file that people wrote, in words, with what to write there."""

from __future__ import annotations

import difflib
from types import ModuleType
from typing import Any

_TEXT = ("must be text", "quote it when it looks like a number or a truth value")
_TRUTH = ("must be true or false", "")
_KEYS = ("must hold keys", "")
_CONDITIONS = frozenset({"only", "unless"})
_WORDS = {
    "bool_parsing": _TRUTH,
    "bool_type": _TRUTH,
    "dict_type": _KEYS,
    "list_type": ("must be a list", "such as [one, two]"),
    "model_attributes_type": _KEYS,
    "model_type": _KEYS,
    "string_too_short": ("says too little", "a sentence, please"),
    "string_type": _TEXT,
    "too_short": ("must not be empty", "leave the key out instead"),
}


def in_words(problem: Any, document: ModuleType, hint: str) -> tuple[str, str]:
    """
    Give the problem and the remedy of one validation error, without the value found.

    `document` holds the models, whose keys a misspelt one is compared with; `hint` is the remedy
    where nothing better is known.
    """
    loc = [str(step) for step in keys_of(problem)]
    for condition in _CONDITIONS.intersection(loc[:-1]):
        path = ".".join(loc[: loc.index(condition) + 2])
        return f"`{path}` must be a word or a list of words", f"{condition}: {{attribute: [word]}}"
    path = ".".join(loc)
    if not loc:
        if problem["type"] == "value_error":
            return problem["msg"].removeprefix("Value error, "), hint
        return "must hold keys", hint
    if problem["type"] == "extra_forbidden":
        near = difflib.get_close_matches(loc[-1], _known_keys(document), n=1)
        return f"there is no key `{path}`", f"did you mean `{near[0]}`?" if near else hint
    if problem["type"] == "missing":
        return f"the key `{path}` is missing", hint
    if problem["type"] in {"literal_error", "enum"}:
        return f"`{path}` must be {problem['ctx']['expected']}", ""
    if "[key]" in problem["loc"]:
        return f"the key `{path}` is no text", _TEXT[1]
    said, remedy = _WORDS.get(problem["type"], (problem["msg"].removeprefix("Value error, "), ""))
    return f"`{path}` {said}", remedy or hint


def keys_of(problem: Any) -> tuple[str | int, ...]:
    """Give the keys that lead to a validation error, without what only names a choice of models."""
    return tuple(
        step for step in problem["loc"] if not str(step).startswith("{") and step != "[key]"
    )


def _known_keys(document: ModuleType) -> list[str]:
    models = (each for each in vars(document).values() if isinstance(each, type))
    return [key for model in models for key in getattr(model, "model_fields", {})]
