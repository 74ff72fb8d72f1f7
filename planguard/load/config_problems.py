"""What is wrong with a key of planguard.yaml, in words, with what to write there."""

from __future__ import annotations

import difflib
from typing import Any

from planguard.load import config_document

_EXAMPLE = "`planguard init` writes a commented example"
_TEXT = ("must be text", "quote it when it looks like a number or a truth value")
_TRUTH = ("must be true or false", "")
_KEYS = ("must hold keys", _EXAMPLE)
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


def in_words(problem: Any) -> tuple[str, str]:
    """Give the problem and the remedy of one validation error, without the value found."""
    loc = [str(step) for step in problem["loc"] if step != "[key]"]
    for condition in _CONDITIONS.intersection(loc[:-1]):
        path = ".".join(loc[: loc.index(condition) + 2])
        return f"`{path}` must be a word or a list of words", f"{condition}: {{attribute: [word]}}"
    path = ".".join(loc)
    if not loc:
        return "must hold keys such as `environments:`", _EXAMPLE
    if problem["type"] == "extra_forbidden":
        near = difflib.get_close_matches(loc[-1], _known_keys(), n=1)
        return f"there is no key `{path}`", f"did you mean `{near[0]}`?" if near else _EXAMPLE
    if problem["type"] == "missing":
        return f"the key `{path}` is missing", _EXAMPLE
    if problem["type"] in {"literal_error", "enum"}:
        return f"`{path}` must be {problem['ctx']['expected']}", ""
    if len(loc) < len(problem["loc"]):
        return f"the key `{path}` is no text", _TEXT[1]
    said, remedy = _WORDS.get(problem["type"], (problem["msg"], _EXAMPLE))
    return f"`{path}` {said}", remedy


def _known_keys() -> list[str]:
    models = (each for each in vars(config_document).values() if isinstance(each, type))
    return [key for model in models for key in getattr(model, "model_fields", {})]
