"""
For people who write policies: small plans, and the examples inside policy files.

    from planguard.testing import change, judge, plan

    def test_a_big_cut_is_held() -> None:
        cut = change("aws_ecs_service", before={"desired_count": 9}, after={"desired_count": 2})
        assert judge("policies/cut.yaml", plan(cut)) is Outcome.FAIL

Over 300 lines, because building plans and running examples share every piece.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from planguard.analyze import analyze
from planguard.errors import PolicyError
from planguard.load.standing import standing_of
from planguard.model.estimate import NOT_ESTIMATED, Cost, Estimate
from planguard.model.fact import Answer, Ask, Query, Unbound, ask_nobody
from planguard.model.plan import (
    Change,
    Completeness,
    ConfigBlock,
    ConfigModule,
    ConfigProvider,
    Configuration,
    Invocation,
    Plan,
    Resource,
)
from planguard.model.report import Report
from planguard.model.settings import Environment, Settings
from planguard.model.standing import Since
from planguard.model.topic import Topic
from planguard.model.value import Sensitive, Unknown, Value, strings_of
from planguard.model.words import Address, Mode, Outcome, ReplaceOrder, Verb
from planguard.policy.document import Example, ExampleChange
from planguard.policy.reading import EXPECTED, Policy, read_document, read_policy
from planguard.sources.interface.facts_document import FactsDocument, FactsError, read_facts

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
_INPUT = "terraform_data.input.output"
"""What an unknown value comes from where an example does not say."""
_PROVIDER = "registry.terraform.io/hashicorp/"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleResult:
    """One example of one policy file, run."""

    policy: str
    name: str
    expected: Outcome
    outcome: Outcome
    report: Report

    @property
    def holds(self) -> bool:
        """Whether the policy said what the example expects."""
        return self.outcome is self.expected


def change(type_: str, **fields: Any) -> Change:
    """
    Make a change of one object.

    Takes the fields of an example: `verb`, `before`, `after`, `unknown`, `sensitive`, `name`,
    `key`, `order`, `moved_from`.
    """
    return _change(ExampleChange(type=type_, **fields))


def plan(*changes: Change, **fields: Any) -> Plan:
    """Make a plan of changes; `fields` are those of `Plan`."""
    given: dict[str, Any] = {
        "label": "example",
        "tool": "terraform",
        "tool_version": "1.11.4",
        "format_version": "1.2",
        "changes": changes,
        "resources": {each.address: each.resource for each in changes},
        "secrets": frozenset(
            text
            for each in changes
            for side in (each.before, each.after)
            for value in side.values()
            if isinstance(value, Sensitive)
            for text in strings_of(value)
        ),
    }
    return Plan(**{**given, **fields})


def judge(
    policy: str | Path | Policy,
    subject: Plan,
    *,
    environment: Environment | None = None,
    ask: Ask = ask_nobody,
) -> Outcome:
    """Give the outcome of one policy on a plan: the most severe one when it judges several."""
    ready = policy if isinstance(policy, Policy) else _load(Path(policy))
    return _outcome(_report(ready, subject, environment or Environment(name="prod"), ask))


def run_examples(
    path: str | Path, topics: Mapping[str, Topic] = MappingProxyType({})
) -> tuple[ExampleResult, ...]:
    """
    Run the examples of one policy file.

    `topics` are those that the team declared. A lane passes an example where it stays closed and
    fails one where it opens. Raises `PolicyError` when the file cannot be read.
    """
    file = Path(path)
    text = _text(file)
    document = read_document(text, file.as_posix())
    results = []
    for example in document.examples:
        policy = read_policy(
            text, file.as_posix(), file.stem, settings=example.params, topics=topics
        )
        environment = Environment(
            name=example.environment, protected=example.protected, live=example.live
        )
        answers = _answers(example, topics, file.as_posix())
        subject = example_plan(example)
        report = _report(policy, subject, environment, answers, example)
        results.append(
            ExampleResult(
                policy=policy.id,
                name=example.name,
                expected=EXPECTED[example.expect],
                outcome=_outcome(report),
                report=report,
            )
        )
    return tuple(results)


def example_plan(example: Example) -> Plan:
    """Make the plan that an example describes."""
    described = [*([example.change] if example.change else []), *example.changes]
    changes = [_change(each) for each in described]
    unchanged = [_resource(each, each.before) for each in example.unchanged]
    told = example.plan
    resources = {each.address: each.resource for each in changes}
    resources |= {each.address: each for each in unchanged}
    if any(each.unknown for each in described):
        fed = replace(
            _resource(ExampleChange(type="terraform_data", name="input"), {}), provider=""
        )
        resources.setdefault(fed.address, fed)
    return plan(
        *changes,
        resources=resources,
        drift=tuple(map(_change, example.drift)),
        configuration=_configuration([*described, *example.unchanged], told),
        completeness=Completeness(
            errored=bool(told.get("errored", False)),
            complete=bool(told.get("complete", True)),
            reasons=()
            if told.get("complete", True)
            else ("the plan covers only a part of the configuration",),
        ),
        had_state=bool(told.get("had_state", True)),
        unlisted=str(told.get("unlisted", "")),
        invocations=tuple(
            Invocation(address=name, kind="action") for name in told.get("invocations", ())
        ),
        variables=dict(told.get("variables", {})),
    )


def _since(example: Example, subject: Plan) -> Since | None:
    """Make what an example stood on `before`, in the form of its plan."""
    before = example.plan.get("before")
    if not isinstance(before, Mapping):
        return None
    return Since(
        label="before",
        before=standing_of(_configuration([], before)),
        now=standing_of(subject.configuration),
    )


def _load(path: Path) -> Policy:
    return read_policy(_text(path), path.as_posix(), path.stem)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise PolicyError(str(path), "cannot be read as UTF-8 text") from None


def _report(
    policy: Policy,
    subject: Plan,
    environment: Environment,
    ask: Ask,
    example: Example | None = None,
) -> Report:
    settings = Settings(environment=environment)
    if policy.relax:
        # Alone a lane has nothing to relax: its condition is judged as another policy's is.
        policy = replace(policy, relax=())
    return analyze(
        subject,
        policies=[policy],
        settings=settings,
        ask=ask,
        now=NOW,
        since=_since(example, subject) if example else None,
        estimate=_estimate(example) if example else NOT_ESTIMATED,
    )


def _estimate(example: Example) -> Estimate:
    """Make what an example says its plan costs a month; what it does not say is unknown."""
    told = example.plan.get("estimate")
    if not isinstance(told, Mapping):
        return NOT_ESTIMATED
    none = Unknown(reason="the estimate compares with nothing")
    before, after = (told.get(f"monthly_{side}", none) for side in ("before", "after"))
    return Estimate(currency=str(told["currency"]), total=Cost(before=before, after=after))


def _outcome(report: Report) -> Outcome:
    (section,) = report.sections
    outcomes = {finding.outcome for finding in section.findings}
    for outcome in (Outcome.ERROR, Outcome.FAIL, Outcome.UNKNOWN):
        if outcome in outcomes:
            return outcome
    return Outcome.SKIP if section.not_enforced else Outcome.PASS


def _change(told: ExampleChange) -> Change:
    verb = Verb(told.verb)
    before = {} if verb in {Verb.CREATE, Verb.READ} else told.before
    after = {} if verb in {Verb.DELETE, Verb.FORGET} else told.after
    marked_after = _mark(after, told.unknown, Unknown()) if after or told.unknown else after
    if verb in {Verb.DELETE, Verb.FORGET}:
        marked_after = {}
    replaced = verb is Verb.REPLACE
    moved = told.moved_from
    return Change(
        resource=_resource(told, before or marked_after),
        verb=Verb.MOVE if moved and before == after else verb,
        order=ReplaceOrder(told.order) if replaced else ReplaceOrder.NOT_REPLACED,
        before=_hide(before, told.sensitive),
        after=_hide(marked_after, told.sensitive),
        replace_paths=tuple((n,) for n in sorted(before) if before[n] != after.get(n))
        if replaced
        else (),
        previous_address=moved,
    )


def _resource(told: ExampleChange, values: Mapping[str, Value]) -> Resource:
    key = (
        ""
        if told.key == ""
        else f"[{told.key}]"
        if isinstance(told.key, int)
        else f'["{told.key}"]'
    )
    return Resource(
        address=Address(f"{told.type}.{told.name}{key}"),
        mode=Mode.DATA if told.verb == "read" else Mode.MANAGED,
        type=told.type,
        name=told.name,
        module="",
        key=told.key,
        provider=_PROVIDER + told.type.partition("_")[0],
        values=lambda: values,
        in_state=told.verb != "create",
    )


def _configuration(told: Sequence[ExampleChange], fields: Mapping[str, Any]) -> Configuration:
    blocks = {
        f"{each.type}.{each.name}": ConfigBlock(
            references=dict.fromkeys(each.unknown, (_INPUT,))
            | {name: tuple(targets) for name, targets in each.references.items()}
        )
        for each in told
    }
    modules = {
        "": ConfigModule(path="", blocks=blocks, calls={}, outputs={}, output_depends_on={})
    }
    for place, source in enumerate(fields.get("modules", ())):
        name, _, version = str(source).partition(" ")
        path = f"module.m{place}"
        modules[path] = ConfigModule(
            path=path, blocks={}, calls={}, outputs={}, output_depends_on={}, source=name,
            version=version,
        )  # fmt: skip
    providers = {
        str(name): ConfigProvider(
            name=str(name).rpartition("/")[2].partition(" ")[0],
            full_name=str(name).partition(" ")[0],
            module="",
            references={},
            version=str(name).partition(" ")[2],
        )
        for name in fields.get("providers", ())
    }
    return Configuration(modules=modules, providers=providers)


def _mark(values: Mapping[str, Value], dotted: Sequence[str], mark: Value) -> dict[str, Value]:
    marked = dict(values)
    for path in dotted:
        name, _, rest = path.partition(".")
        inner = marked.get(name)
        if not rest:
            marked[name] = mark
        elif isinstance(inner, list | tuple):
            marked[name] = [
                _mark(item, [rest], mark) if isinstance(item, Mapping) else item for item in inner
            ]
        else:
            marked[name] = _mark(inner if isinstance(inner, Mapping) else {}, [rest], mark)
    return marked


def _hide(values: Mapping[str, Value], names: Sequence[str]) -> dict[str, Value]:
    return {
        name: Sensitive(value) if name in names and value is not None else value
        for name, value in values.items()
    }


def _answers(example: Example, topics: Mapping[str, Topic], where: str) -> Ask:
    try:
        document = read_facts({"facts": example.facts}, now=NOW, own=topics)
    except FactsError as error:
        keys = ".".join(map(str, error.keys[1:]))
        hint = error.hint
        raise PolicyError(
            where, f"example {example.name!r}: {keys} {error.problem}", hint
        ) from None

    def ask(queries: Sequence[Query]) -> Mapping[Query, Answer]:
        return {query: _answer(query, document, topics, example.unbound) for query in queries}

    return ask


def _answer(
    query: Query, document: FactsDocument, topics: Mapping[str, Topic], unbound: Sequence[str]
) -> Answer:
    entry = document.answer(query.topic, query.subject)
    if query.topic in unbound:
        return Unbound(topic=query.topic)
    if entry is None:
        return Unknown(reason=f"not told: the example has no fact {query.topic}")
    return entry.answer_to(query, own=topics, now=NOW, document="example")
