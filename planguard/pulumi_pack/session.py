"""One run of the engine with the pack: what it shows is collected, and judged when it is whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

from planguard.analyze import Prepared, conclude, prepare
from planguard.errors import ConfigError
from planguard.load.asking import Asking, asking_by_environment
from planguard.load.config import settings_for
from planguard.model.fact import Answer, Query
from planguard.model.plan import Plan
from planguard.model.report import Section
from planguard.model.source import NoSources
from planguard.model.value import Sensitive, Value
from planguard.pulumi_pack.goal import Run, Seen, is_changed, merged, run_of
from planguard.pulumi_pack.hidden import secret_settings, secrets_in
from planguard.pulumi_pack.prior import Prior, PriorState, Stack
from planguard.pulumi_pack.rules import Rules, Setting, configured, load_rules
from planguard.pulumi_pack.telling import Telling, held_for_want_of_state, without_state
from planguard.pulumi_pack.verdict import Verdict
from planguard.readers import read_plans


@dataclass(slots=True, kw_only=True)
class Session:
    """What one run of the engine has told so far; safe for its calls from several threads."""

    folder: Path
    environ: Mapping[str, str] = field(repr=False)
    _rules: Rules | None = None
    _stack: Stack | None = None
    _prior: PriorState | None = None
    _seen: dict[str, Seen] = field(default_factory=dict, repr=False)
    _secrets: set[str] = field(default_factory=set, repr=False)
    _asking: Asking | None = None
    _answers: dict[Query, Answer] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def rules(self) -> Rules:
        """The policies in force. Raises `InputError` when they cannot be read."""
        with self._lock:
            if self._rules is None:
                self._rules = load_rules(self.folder, self.environ)
            return self._rules

    def begin(self, stack: Stack) -> None:
        """Take in which stack the run is about."""
        with self._lock:
            self._stack = stack
            self._seen.clear()
            self._secrets = set(secret_settings(stack))
            self._prior = PriorState(stack, self.environ, self.folder)

    def configure(self, settings: Mapping[str, Setting]) -> None:
        """Take in what Pulumi's configuration says of the policies. Raises `ConfigError`."""
        rules = configured(self.rules, settings)
        with self._lock:
            self._rules = rules

    def look(self, seen: Seen) -> Verdict:
        """
        Take in one resource as the program registers it.

        A preview shows the rest before anything is done. An update is about to make this one, so
        it is judged at once, as far as it can be judged alone.
        """
        stack, prior = self._under_way()
        with self._lock:
            self._seen[seen.urn] = seen
            self._secrets |= secrets_in(seen)
        if stack.dry_run:
            return Verdict()
        before = prior.get()
        if before.missing:
            return held_for_want_of_state(self.rules, before.missing, seen.urn)
        if not is_changed(seen, before):
            return Verdict()
        run = run_of((seen,), before, whole=False)
        telling = Telling(stack=stack, goal={seen.urn}, about=seen.urn, only_mandatory=True)
        return self._judged(run, before, telling)

    def look_at_all(self, shown: Sequence[Seen]) -> Verdict:
        """Judge the whole run; the engine shows everything that will be there."""
        stack, state = self._under_way()
        with self._lock:
            seen = dict(self._seen)
            self._secrets.update(*map(secrets_in, shown))
        # What failed on the way is not shown again, and would look as if it were to be deleted.
        goal = {**seen, **{each.urn: merged(seen.get(each.urn), each) for each in shown}}
        prior = state.get()
        telling = Telling(stack=stack, goal=set(goal), about=stack.root)
        run = run_of(tuple(goal.values()), prior)
        found = self._judged(run, prior, telling) if run.steps else Verdict()
        if prior.missing:
            return without_state(found, stack, self.rules, prior.missing)
        return found

    def _under_way(self) -> tuple[Stack, PriorState]:
        if self._stack is None or self._prior is None:
            raise ConfigError("the engine", "did not say which stack this is", "update Pulumi")
        return self._stack, self._prior

    def _judged(self, run: Run, prior: Prior, telling: Telling) -> Verdict:
        rules = self.rules
        plan = self._plan(run, prior, telling.stack)
        env = self.environ.get("PLANGUARD_ENV", "")
        prepared = prepare(
            plan,
            policies=rules.judged,
            settings=settings_for(
                rules.config,
                plan,
                env=env,
                env_from="PLANGUARD_ENV" if env else "",
                actor=self.environ.get("PLANGUARD_ACTOR", ""),
            ),
            catalogue=rules.config.catalogue,
            sources=NoSources(""),
            now=self._questions().now,
        )
        section = self._concluded(prepared)
        return telling.verdict(section, plan, rules, prepared.redactor, run.hidden)

    def _plan(self, run: Run, prior: Prior, stack: Stack) -> Plan:
        label = f"{stack.project}/{stack.name}"
        documents = [(run.document, label)]
        if prior.whole:
            documents.append((prior.whole, f"the prior state of {label}"))
        (plan,) = read_plans(documents)
        with self._lock:
            hidden = frozenset(self._secrets)
        config: dict[str, Value] = {
            name: Sensitive(value) if name in stack.secret_keys else value
            for name, value in stack.config.items()
        }
        return replace(
            plan,
            stack=stack.name,
            project=stack.project,
            variables={**plan.variables, **config},
            secrets=plan.secrets | hidden,
        )

    def _concluded(self, prepared: Prepared) -> Section:
        """Ask live state what was not asked yet in this run, and judge."""
        told = self._answers
        new = [query for query in prepared.queries if query not in told]
        if new:
            told.update(self._questions().ask(new))
        (section,) = conclude(prepared, told).sections
        return section

    def _questions(self) -> Asking:
        if self._asking is None:
            live = self.rules.config.live
            self._asking = asking_by_environment(live, self.environ, folder=self.folder)
        return self._asking
