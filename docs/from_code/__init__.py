"""Writes the reference pages from the code: policies, actions, sources, formats, schemas."""

from __future__ import annotations

from pathlib import Path

from . import actions, commands, coverage, documents, formats, integrations, live, policies, words

_FRONT = """\
# Reference

Every page here is written from the code when this site is built, so it tells of the version that
you see on top.

{contents}
"""
_CONTENTS = (
    ("Policies", "policies/index", "what is held back, why, and what to do"),
    ("Actions", "actions/index", "what a change can mean, and which attributes decide it"),
    ("Coverage", "coverage", "how many types are known, by provider, role and action"),
    ("Patterns", "patterns", "how attributes are compared"),
    ("Topics", "topics", "what can be asked of live state"),
    ("Sources", "sources/index", "who can answer, with which rights"),
    ("Expressions", "expressions", "the names that policies may use"),
    ("Policy file", "policy-file", "every key of a policy"),
    ("Configuration", "configuration", "every key of `planguard.yaml`"),
    ("Formats", "formats", "reports and graphs, with their limits"),
    ("JSON report", "report", "every field of the report for programs"),
    ("Command line", "commands", "every command with its options and exit codes"),
)


def pages() -> dict[str, str]:
    """Give the text of every page by its path below reference/."""
    rows = "".join(f"| [{title}]({path}.md) | {about} |\n" for title, path, about in _CONTENTS)
    names = "\n".join(path for _, path, _ in _CONTENTS)
    contents = (
        f"| page | what it tells |\n|---|---|\n{rows}\n```{{toctree}}\n:hidden:\n\n{names}\n```"
    )
    found = {"index.md": _FRONT.format(contents=contents)}
    for module in (
        policies,
        actions,
        coverage,
        live,
        words,
        documents,
        formats,
        commands,
        integrations,
    ):
        found |= module.pages()
    return found


def write_pages(folder: Path) -> None:
    """Write every page that differs from what is there, and remove what is no page any more."""
    found = pages()
    for name, text in found.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in found:
            path.unlink()
