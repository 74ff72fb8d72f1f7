"""Takes a module's source apart: where it is fetched from, by what owner, at which revision."""

from __future__ import annotations

import re
from typing import NamedTuple

from planguard.actions.values.constraints import range_of
from planguard.actions.values.versions import read_version

_LOCAL = ("./", "../", ".\\", "..\\")
_REGISTRY = re.compile(r"(?:(?P<host>[\w-]+(?:\.[\w-]+)+(?::\d+)?)/)?[\w-]+/[\w-]+/[\w-]+")
_CODE_HOSTS = ("github.com/", "bitbucket.org/")
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SCP = re.compile(r"(?:[\w.-]+@)?(?P<host>[\w.-]+):(?P<path>[^/].*)")
_URL = re.compile(r"[a-z][a-z0-9+.-]*://(?:[^/@]*@)?(?P<host>[^/:]+)(?::\d+)?/*(?P<path>.*)")


class ModuleSource(NamedTuple):
    """The parts of a module's source (https://developer.hashicorp.com/terraform/language/modules/sources)."""

    kind: str
    """`local`, `registry`, `git` or `archive`."""
    host: str
    place: str
    """What is fetched from there: the repository or the module, and the folder in it."""
    ref: str = ""


def source_of(text: str) -> ModuleSource:
    """Take a source apart; without credentials, which may be in it."""
    if text.startswith(_LOCAL) or not text:
        return ModuleSource("local", "", text)
    address, _, query = text.partition("?")
    found = re.search(r"(?:^|&)ref=([^&]*)", query)
    ref = found[1] if found else ""
    forced, colons, rest = address.partition("::")
    kind = "git" if (colons and forced == "git") or address.startswith(_CODE_HOSTS) else "archive"
    address = rest if colons else address
    registry = _REGISTRY.fullmatch(address.partition("//")[0])
    if registry and not colons and not address.startswith(_CODE_HOSTS):
        return ModuleSource("registry", registry["host"] or "registry.terraform.io", address)
    url, scp = _URL.match(address), _SCP.fullmatch(address)
    if url:
        is_git = kind == "git" or ".git" in url["path"] or address.startswith(("ssh:", "git:"))
        return ModuleSource("git" if is_git else kind, url["host"], _bare(url["path"]), ref)
    if scp:
        return ModuleSource("git", scp["host"], _bare(scp["path"]), ref)
    host, _, path = address.partition("/")
    return ModuleSource(kind, host, _bare(path), ref)


def _bare(path: str) -> str:
    return re.sub(r"\.git(?=$|//)", "", path).strip("/")


def is_pinned(source: ModuleSource, constraint: str) -> bool:
    """
    Tell whether the next `init` takes what this one took, or something close to it.

    A module of a registry needs a constraint that ends somewhere, one of git a commit or a tag
    that has the form of a version; branches move.
    """
    if source.kind == "registry":
        found = range_of(constraint)
        return bool(constraint) and (found is None or not found.is_open)
    if source.kind == "git":
        return bool(_COMMIT.fullmatch(source.ref)) or read_version(source.ref) is not None
    return True
