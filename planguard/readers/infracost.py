"""
Reads the report of Infracost: the JSON of `infracost diff` or of `infracost breakdown` of a plan.

A report holds projects, each with what its resources cost a month before (`pastBreakdown`) and
after (`breakdown`). Amounts are decimals written as text. A resource whose price depends on use
that nobody told has none; one that is on the other side alone costs nothing on this one. Without
`pastBreakdown`, as `breakdown` of a directory leaves it, what was before is unknown.

Source: https://www.infracost.io/docs/features/json_format/ (format 0.2), and reports that Infracost
publishes with its tests.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import basename, normpath
from typing import Any, NoReturn

from planguard.errors import ConfigError
from planguard.model.estimate import Cost, Estimate
from planguard.model.value import Unknown
from planguard.model.words import Address

_NOT_PRICED = Unknown(reason="the estimate has no price for it, which may depend on its use")
_NOT_COMPARED = Unknown(
    reason="the estimate compares with nothing: it needs `infracost diff`, or a plan file"
)
_SEVERAL = Unknown(reason="several projects of the estimate have an object of this address")
_HINT = "make it with `infracost breakdown --path plan.json --format json --out-file FILE`"
_Project = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class InfracostReport:
    """A report that was read, of which each plan takes its projects."""

    where: str
    currency: str
    projects: tuple[_Project, ...]

    def estimate_of(self, label: str, *, alone: bool = True) -> Estimate:
        """
        Give the estimate of the plan called `label`: of the project made of that file.

        Where no project was and the plan is `alone`, all of them are. Raises `ConfigError` when
        it cannot be told which project is the plan's.
        """
        mine = [each for each in self.projects if _path_of(each) == normpath(label)]
        mine = mine or [
            each for each in self.projects if basename(_path_of(each)) == basename(label)
        ]
        if not mine and not alone:
            raise ConfigError(
                self.where, f"holds no project of {label}", "estimate the plans' files themselves"
            )
        return _estimate(self, mine or self.projects)


def read_infracost(content: bytes, where: str) -> InfracostReport:
    """Read a report; `where` names the file. Raises `ConfigError` for anything else."""
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        _refuse(where, "is no JSON")
    if not isinstance(document, dict) or not isinstance(document.get("projects"), list):
        _refuse(where, "is no report of Infracost: it has no list `projects`")
    projects = document["projects"]
    currency = document.get("currency") or "USD"
    if not isinstance(currency, str) or len(currency) != len("USD") or not currency.isalpha():
        _refuse(where, "has a `currency` that is none")
    for at, project in enumerate(projects):
        _check(project, f"{where}: projects[{at}]")
    if not projects:
        _refuse(where, "holds no project")
    return InfracostReport(where=where, currency=currency.upper(), projects=tuple(projects))


def _refuse(where: str, problem: str) -> NoReturn:
    raise ConfigError(where, problem, _HINT)


def _check(project: object, where: str) -> None:
    if not isinstance(project, dict) or not isinstance(project.get("breakdown"), dict):
        _refuse(where, "has no `breakdown`")
    if _inner(project, "metadata").get("errors"):
        _refuse(where, "could not be priced by Infracost, which says why under `metadata.errors`")
    for side in ("pastBreakdown", "breakdown"):
        resources = _inner(project, side).get("resources")
        if resources is not None and not isinstance(resources, list):
            _refuse(f"{where}.{side}", "has no list `resources`")
        for at, resource in enumerate(resources or ()):
            place = f"{where}.{side}.resources[{at}]"
            if not isinstance(resource, dict) or not isinstance(resource.get("name"), str):
                _refuse(place, "has no `name`")
            _amount(resource.get("monthlyCost"), f"{place}.monthlyCost")
        _amount(_inner(project, side).get("totalMonthlyCost"), f"{where}.{side}.totalMonthlyCost")


def _inner(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _amount(given: object, where: str) -> float | Unknown:
    """Read an amount; null stands for a price that depends on use."""
    if given is None:
        return _NOT_PRICED
    try:
        number = float(given) if isinstance(given, str | int | float) else math.nan
    except ValueError:
        number = math.nan
    if isinstance(given, bool) or not math.isfinite(number):
        _refuse(where, "is no amount")
    return number


def _path_of(project: _Project) -> str:
    path = _inner(project, "metadata").get("path")
    return normpath(path) if isinstance(path, str) else ""


def _estimate(report: InfracostReport, projects: Sequence[_Project]) -> Estimate:
    seen = Counter(name for each in projects for name in _names(each))
    objects = {
        Address(name): Cost(before=_SEVERAL, after=_SEVERAL)
        if seen[name] > 1
        else Cost(before=_side(each, "pastBreakdown", name), after=_side(each, "breakdown", name))
        for each in projects
        for name in _names(each)
    }
    total = Cost(before=_total(projects, "pastBreakdown"), after=_total(projects, "breakdown"))
    return Estimate(
        currency=report.currency, total=total, objects=objects, remarks=tuple(_remarks(projects))
    )


def _resources(project: _Project, side: str) -> Mapping[str, Any]:
    found = _inner(project, side).get("resources") or ()
    return {each["name"]: each for each in found}


def _names(project: _Project) -> list[str]:
    sides = (_resources(project, side) for side in ("pastBreakdown", "breakdown"))
    return list(dict.fromkeys(name for side in sides for name in side))


def _side(project: _Project, side: str, name: str) -> float | Unknown:
    if side == "pastBreakdown" and not _inner(project, side):
        return _NOT_COMPARED
    resource = _resources(project, side).get(name)
    return 0.0 if resource is None else _amount(resource.get("monthlyCost"), name)


def _total(projects: Sequence[_Project], side: str) -> float | Unknown:
    found = 0.0
    for each in projects:
        if side == "pastBreakdown" and not _inner(each, side):
            return _NOT_COMPARED
        amount = _amount(_inner(each, side).get("totalMonthlyCost"), side)
        if isinstance(amount, Unknown):
            return amount
        found += amount
    return found


def _remarks(projects: Sequence[_Project]) -> Iterator[str]:
    left_out = sum(_counted(each, "totalUnsupportedResources") for each in projects)
    if left_out:
        yield f"{left_out} resource{'s have' if left_out > 1 else ' has'} no price"
    by_use = sum(_counted(each, "totalUsageBasedResources") for each in projects)
    if by_use:
        yield f"{by_use} resource{'s are' if by_use > 1 else ' is'} priced by use"


def _counted(project: _Project, name: str) -> int:
    number = _inner(project, "summary").get(name)
    return number if isinstance(number, int) and not isinstance(number, bool) else 0
