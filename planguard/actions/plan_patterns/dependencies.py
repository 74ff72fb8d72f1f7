"""
The plan stands on other versions, or others' code: its providers and modules, since before.

What was before comes from the revision that the change set out from (`--base`, or the branch that
the CI system names), or from the plan that was applied last (`--previous`); the lock file's
versions go before constraints. Pulumi's providers tell it by themselves. Where nothing tells what
was before, nothing is claimed.

`dependency.provider` and `dependency.module` name in `dependency` what it is about, and in
`dependency_change` what about it: `version` (with `from_version`, `to_version`, `version_order` and
`version_step`), `constraint` (a range that moves without a certain direction), `widened` (later
versions get in than before), `source` (it comes from elsewhere), `host` (from another host), `ref`
(another commit or branch of git), `unpinned` (what was pinned is not any more) and `added`.
`unpinned` says whether the next `init` may take something else; it is told of modules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from planguard.actions.interface import Overview
from planguard.actions.values.constraints import constraint_move_of, is_widened, range_of
from planguard.actions.values.module_sources import ModuleSource, is_pinned, source_of
from planguard.actions.values.versions import Move, move_of
from planguard.model.action import Action
from planguard.model.standing import Called, Requirement, Since, Standing
from planguard.model.value import Value
from planguard.model.words import Address, Verb

_PULUMI = "pulumi:providers:"


def find(overview: Overview) -> Iterator[Action]:
    """Give what changed about each provider and module."""
    yield from _of_pulumi(overview)
    since = overview.since
    if since is not None:
        yield from _providers(since)
        yield from _modules(overview, since)


def _of_pulumi(overview: Overview) -> Iterator[Action]:
    for each in overview.plan.provider_moves:
        move = move_of(each.before, each.after)
        yield _provider(each.name, "version", each.before, each.after, move)
    for change in overview.plan.changes:
        resource = change.resource
        if not resource.token.startswith(_PULUMI) or change.verb not in {
            Verb.UPDATE,
            Verb.REPLACE,
        }:
            continue
        old, new = change.before.get("version"), change.after.get("version")
        if isinstance(old, str) and isinstance(new, str) and old != new:
            name = resource.token.removeprefix(_PULUMI)
            action = _provider(name, "version", old, new, move_of(old, new))
            yield replace(action, address=change.address)


def _providers(since: Since) -> Iterator[Action]:
    before, now = since.before, since.now
    moved: set[str] = set()
    for key, need in now.required.items():
        had = before.required.get(key)
        if had and had.source and need.source and had.source != need.source:
            moved.add(need.source)
            yield _provider(
                need.source, "source", had.source, need.source, Move(older=False, step="other"),
                because=f"the provider {key[1]} comes from {need.source} instead of {had.source}",
            )  # fmt: skip
    if before.locked and now.locked:
        yield from _locked(before.locked, now.locked, moved)
    told = before.locked.keys() & now.locked.keys()
    seen: set[tuple[str, str, str]] = set()
    for key, need in now.required.items():
        had = before.required.get(key)
        if had is None or had.source != need.source or had.constraint == need.constraint:
            continue
        mark = (need.source, had.constraint, need.constraint)
        if mark not in seen:
            seen.add(mark)
            yield from _constraint(had, need, is_locked=need.source in told)
    if not (before.locked and now.locked):
        known = {need.source for need in before.required.values()}
        fresh = dict.fromkeys(need.source for need in now.required.values())
        for source in fresh if known else ():
            if source and source not in known and source not in moved:
                yield _added_provider(source)


def _locked(
    before: Mapping[str, str], now: Mapping[str, str], moved: set[str]
) -> Iterator[Action]:
    for name, version in now.items():
        old = before.get(name)
        if old is None and name not in moved:
            yield _added_provider(name)
        elif old is not None and old != version:
            yield _provider(name, "version", old, version, move_of(old, version))


def _constraint(had: Requirement, need: Requirement, *, is_locked: bool) -> Iterator[Action]:
    move = constraint_move_of(had.constraint, need.constraint)
    old, new = range_of(had.constraint), range_of(need.constraint)
    if old and new and is_widened(old, new):
        what = "widened"
    elif is_locked:
        # The lock file says what is taken.
        return
    else:
        what = "version" if move.order else "constraint"
    yield _provider(need.source, what, had.constraint, need.constraint, move)


def _added_provider(name: str) -> Action:
    return _provider(
        name, "added", "", "", Move(older=False, step="other"),
        because=f"the provider {name} is new",
    )  # fmt: skip


def _provider(
    name: str, what: str, old: str, new: str, move: Move, *, because: str = ""
) -> Action:
    return _made(
        "dependency.provider", (), because or f"the provider {name} {_went(what, old, new)}",
        _details(name, what, old, new, move),
    )  # fmt: skip


def _went(what: str, old: str, new: str) -> str:
    """Say how a version or a constraint changed."""
    if what == "version":
        return f"goes from {old or 'any version'} to {new or 'any version'}"
    verb = "lets in later versions" if what == "widened" else "has another constraint"
    return f"{verb}: {new or 'any version'} instead of {old or 'any version'}"


def _details(name: str, what: str, old: str, new: str, move: Move) -> dict[str, Value]:
    return {
        "dependency": name,
        "dependency_change": what,
        "from_version": old,
        "to_version": new,
        "version_step": move.step,
        "version_order": move.order,
    }


def _made(
    action_id: str, addresses: tuple[Address, ...], because: str, details: Mapping[str, Value]
) -> Action:
    return Overview.action(action_id, addresses, because, details=details)


def _modules(overview: Overview, since: Since) -> Iterator[Action]:
    for path, called in since.now.calls.items():
        had = since.before.calls.get(path)
        if had == called or not called.source or not _is_reached(path, since.now):
            continue
        new = source_of(called.source)
        if had is None:
            if new.kind != "local" and _is_known_before(path, since.before):
                yield _added_module(overview, path, called, new)
        elif had.source:
            yield from _module(overview, path, had, called)


def _is_reached(path: str, standing: Standing) -> bool:
    """Tell whether the calls around a call are known as well, so that its absence means something."""
    above = path.rpartition(".module.")[0]
    return not above or above in standing.calls


def _is_known_before(path: str, before: Standing) -> bool:
    """Tell whether the module that holds a call was looked into before."""
    above = path.rpartition(".module.")[0]
    if not above:
        return True
    around = before.calls.get(above)
    return around is not None and source_of(around.source).kind == "local"


def _added_module(overview: Overview, path: str, called: Called, source: ModuleSource) -> Action:
    loose = not is_pinned(source, called.constraint)
    tail = ", and nothing pins its version" if loose else ""
    details: dict[str, Value] = {
        "dependency": path,
        "dependency_change": "added",
        "to_version": called.constraint or source.ref,
        "source_to": called.source,
        "unpinned": loose,
    }
    return _made(
        "dependency.module", _inside(overview, path),
        f"{path} is new and comes from {called.source}{tail}", details,
    )  # fmt: skip


def _module(overview: Overview, path: str, had: Called, called: Called) -> Iterator[Action]:
    old, new = source_of(had.source), source_of(called.source)
    from_version, to_version = had.constraint or old.ref, called.constraint or new.ref
    loose = not is_pinned(new, called.constraint)
    loosened = loose and is_pinned(old, had.constraint)
    move = Move(older=False, step="other")
    if (old.kind, old.host, old.place) != (new.kind, new.host, new.place):
        if new.kind == "local" and old.kind == "local":
            return
        what = "host" if new.host and old.host != new.host else "source"
        because = f"{path} comes from {called.source} instead of {had.source}"
    elif from_version == to_version:
        return
    elif loosened:
        what = "unpinned"
        because = f"{path} follows {to_version or 'whatever is newest'} instead of {from_version}"
    else:
        what, move = _moved(new.kind, from_version, to_version)
        because = f"{path} {_went(what, from_version, to_version)}"
    details = _details(path, what, from_version, to_version, move)
    details |= {"source_from": had.source, "source_to": called.source, "unpinned": loose}
    yield _made("dependency.module", _inside(overview, path), because, details)


def _moved(kind: str, old: str, new: str) -> tuple[str, Move]:
    if kind == "git":
        move = move_of(old, new)
        return ("version" if move.order else "ref"), move
    move = constraint_move_of(old, new)
    before, after = range_of(old), range_of(new)
    if before and after and is_widened(before, after):
        return "widened", move
    return ("version" if move.order else "constraint"), move


def _inside(overview: Overview, path: str) -> tuple[Address, ...]:
    """List what changes in a module."""
    return tuple(
        change.address
        for change in overview.plan.changes
        if f"{change.resource.config_module}.".startswith(f"{path}.")
    )
