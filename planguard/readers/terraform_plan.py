"""
The JSON of `terraform show -json` and `tofu show -json` for a plan, format 0.1 to 1.x.

Wire types follow https://developer.hashicorp.com/terraform/internals/json-format. Attribute
values stay raw bytes until a changed resource needs them, which is why reading a plan costs
little more than skipping over it. Over 300 lines: the wire types, the checks that a document is
consistent with itself, and the translation into the model belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import msgspec
from msgspec import Raw, Struct

from planguard.errors import PlanFormatError
from planguard.model.plan import (
    Change,
    Completeness,
    ConfigBlock,
    ConfigModule,
    ConfigProvider,
    Configuration,
    Invocation,
    Notice,
    OutputChange,
    Plan,
    Resource,
)
from planguard.model.value import Path, Sensitive, Unknown, Value, both_hidden, strings_of
from planguard.model.words import Address, Mode, ReplaceOrder, Verb

_NULL = Raw(b"null")
_EMPTY = (Raw(b"{}"), Raw(b"[]"))
_TEXTS = frozenset({str})
_TRUE = len("true")
_UNKNOWN = Unknown()
_MAJOR = 1

_MODES: Mapping[str, Mode] = {
    mode.value: mode for mode in (Mode.MANAGED, Mode.DATA, Mode.EPHEMERAL)
}
_VERBS: Mapping[tuple[str, ...], tuple[Verb, ReplaceOrder]] = {
    ("no-op",): (Verb.NO_OP, ReplaceOrder.NOT_REPLACED),
    ("create",): (Verb.CREATE, ReplaceOrder.NOT_REPLACED),
    ("move",): (Verb.MOVE, ReplaceOrder.NOT_REPLACED),
    ("read",): (Verb.READ, ReplaceOrder.NOT_REPLACED),
    ("open",): (Verb.READ, ReplaceOrder.NOT_REPLACED),
    ("update",): (Verb.UPDATE, ReplaceOrder.NOT_REPLACED),
    ("delete",): (Verb.DELETE, ReplaceOrder.NOT_REPLACED),
    ("forget",): (Verb.FORGET, ReplaceOrder.NOT_REPLACED),
    ("delete", "create"): (Verb.REPLACE, ReplaceOrder.DELETE_FIRST),
    ("create", "delete"): (Verb.REPLACE, ReplaceOrder.CREATE_FIRST),
    ("create", "forget"): (Verb.REPLACE, ReplaceOrder.CREATE_THEN_FORGET),
}
_WITH_BEFORE = frozenset({Verb.UPDATE, Verb.REPLACE, Verb.DELETE, Verb.FORGET})
_WITH_AFTER = frozenset({Verb.UPDATE, Verb.REPLACE, Verb.CREATE, Verb.READ})


class _Importing(Struct):
    id: Any = ""


class _Change(Struct):
    actions: list[str]
    before: Raw = _NULL
    after: Raw = _NULL
    after_unknown: Raw = _NULL
    before_sensitive: Raw = _NULL
    after_sensitive: Raw = _NULL
    replace_paths: list[list[str | int | float]] | None = None
    importing: _Importing | None = None


class _ResourceChange(Struct):
    change: _Change
    address: str = ""
    type: str = ""
    name: str = ""
    mode: str = "managed"
    module_address: str = ""
    index: str | int | float | None = None
    provider_name: str = ""
    deposed: str | None = None
    previous_address: str | None = None
    action_reason: str | None = None


class _Variable(Struct):
    value: Raw = _NULL


class _StateResource(Struct):
    address: str
    type: str = ""
    name: str = ""
    mode: str = "managed"
    index: str | int | float | None = None
    provider_name: str = ""
    values: Raw = _NULL
    sensitive_values: Raw = _NULL
    depends_on: list[str] | None = None
    deposed_key: str | None = None


class _StateModule(Struct):
    address: str = ""
    resources: list[_StateResource] | None = None
    child_modules: list[_StateModule] | None = None


class _StateOutput(Struct):
    value: Raw = _NULL
    sensitive: bool = False


class _StateValues(Struct):
    root_module: _StateModule | None = None
    outputs: dict[str, _StateOutput] | None = None


class _State(Struct):
    values: _StateValues | None = None


class _Provisioner(Struct):
    type: str = ""
    expressions: Raw = _NULL


class _ConfigResource(Struct):
    type: str = ""
    name: str = ""
    mode: str = "managed"
    provider_config_key: str = ""
    expressions: Raw = _NULL
    count_expression: Raw = _NULL
    for_each_expression: Raw = _NULL
    depends_on: list[str] | None = None
    provisioners: list[_Provisioner] | None = None


class _ConfigOutput(Struct):
    expression: Raw = _NULL
    depends_on: list[str] | None = None
    sensitive: bool = False


class _ConfigVariable(Struct):
    sensitive: bool = False
    default: Raw = _NULL


class _ModuleCall(Struct):
    source: str = ""
    version_constraint: str = ""
    expressions: Raw = _NULL
    count_expression: Raw = _NULL
    for_each_expression: Raw = _NULL
    depends_on: list[str] | None = None
    module: _ConfigModule | None = None


class _ConfigModule(Struct):
    resources: list[_ConfigResource] | None = None
    module_calls: dict[str, _ModuleCall] | None = None
    outputs: dict[str, _ConfigOutput] | None = None
    variables: dict[str, _ConfigVariable] | None = None


class _ProviderConfig(Struct):
    name: str = ""
    full_name: str = ""
    module_address: str = ""
    version_constraint: str = ""
    expressions: Raw = _NULL


class _Configuration(Struct):
    provider_config: dict[str, _ProviderConfig] | None = None
    root_module: _ConfigModule | None = None


class _CheckAddress(Struct):
    to_display: str = ""


class _Problem(Struct):
    message: str = ""


class _CheckInstance(Struct):
    address: _CheckAddress = msgspec.field(default_factory=_CheckAddress)
    status: str = ""
    problems: list[_Problem] | None = None


class _Check(Struct):
    address: _CheckAddress = msgspec.field(default_factory=_CheckAddress)
    status: str = ""
    instances: list[_CheckInstance] | None = None


class _Trigger(Struct):
    triggering_resource_address: str = ""
    action_trigger_event: str = ""


class _Invocation(Struct):
    address: str = ""
    type: str = ""
    lifecycle_action_trigger: _Trigger | None = None


class _Identity(Struct):
    id: Any = None
    arn: Any = None


class _Deferred(Struct):
    reason: str = ""
    resource_change: _ResourceChange | None = None


class _Plan(Struct):
    format_version: str | None = None
    terraform_version: str = ""
    resource_changes: list[_ResourceChange] | None = None
    resource_drift: list[_ResourceChange] | None = None
    output_changes: dict[str, _Change] | None = None
    prior_state: _State | None = None
    configuration: _Configuration | None = None
    variables: dict[str, _Variable] | None = None
    checks: list[_Check] | None = None
    action_invocations: list[_Invocation] | None = None
    deferred_changes: list[_Deferred] | None = None
    deferred_action_invocations: list[Raw] | None = None
    planned_values: Raw = _NULL
    errored: bool = False
    complete: bool | None = None
    applyable: bool | None = None


_DECODER = msgspec.json.Decoder(_Plan)
_IDENTITY = msgspec.json.Decoder(_Identity)
_SHORTEST_IDENTITY = 8


def recognise(document: bytes) -> bool:
    """Tell whether the document has the keys of a Terraform plan."""
    return b'"format_version"' in document and any(
        key in document
        for key in (b'"planned_values"', b'"resource_changes"', b'"output_changes"')
    )


def read(document: bytes, label: str) -> Plan:
    """
    Read a plan.

    Raises `PlanFormatError` when the JSON is not a plan, of a newer major format, says something
    that contradicts itself, or uses a verb that is not known here.
    """
    try:
        wire = _DECODER.decode(document)
    except msgspec.ValidationError as error:
        where, problem = _place(label, str(error))
        raise PlanFormatError(
            where, problem, "a plan as `terraform show -json` writes it"
        ) from None
    _check_format(wire, label)
    return _Translation(wire, label).plan()


def _place(label: str, message: str) -> tuple[str, str]:
    problem, _, place = message.partition(" - at `")
    if problem.startswith("Invalid enum value"):
        problem = "Invalid value"
    return (f"{label}: {place.rstrip('`')}" if place else label), problem


def _check_format(wire: _Plan, label: str) -> None:
    if wire.format_version is None:
        raise PlanFormatError(label, "no `format_version`: this is no plan", _HINT)
    major = wire.format_version.partition(".")[0]
    if not major.isdigit() or int(major) > _MAJOR:
        raise PlanFormatError(
            f"{label}: $.format_version",
            f"plan format {wire.format_version} is newer than the 1.x known here"
            if _VERSION.fullmatch(wire.format_version)
            else "it is no version of the plan format known here",
            "update planguard",
        )
    if wire.resource_changes is None and (
        bytes(wire.planned_values) == b"null" and wire.output_changes is None
    ):
        raise PlanFormatError(label, "no `resource_changes`: this is no plan", _HINT)


_VERSION = re.compile(r"\d{1,3}(\.\d{1,3}){0,2}")
_WORD = re.compile(r"[a-z-]{1,16}")


def _quoted(word: str) -> str:
    """Quote what may be a word of the tool; anything else could be a value in the wrong place."""
    return word if _WORD.fullmatch(word) else "what is no word"


_HINT = "make one with `terraform show -json PLANFILE`"


class _Translation:
    """One document on its way from wire to model."""

    def __init__(self, wire: _Plan, label: str) -> None:
        self.wire = wire
        self.label = label
        self.secrets: set[str] = set()
        self.notices: list[Notice] = []
        self.doubts: list[str] = []
        self.missing = 0
        """Managed objects of the state that the changes leave out."""
        self.prior, self.left_over = _prior_objects(wire)
        self.resources: dict[Address, Resource] = {}

    def plan(self) -> Plan:
        wire = self.wire
        changes = list(self._changes())
        drift = [
            self._change(item, f"$.resource_drift[{place}]")
            for place, item in enumerate(wire.resource_drift or ())
            if item.address
        ]
        self._add_prior()
        outputs = tuple(self._outputs())
        invocations = tuple(self._invocations())
        self._note_checks()
        self._check_whole()
        completeness = self._completeness()
        return Plan(
            label=self.label,
            tool=_tool(wire),
            tool_version=wire.terraform_version,
            format_version=wire.format_version or "",
            changes=tuple(changes),
            resources=self.resources,
            drift=tuple(drift),
            outputs=outputs,
            invocations=invocations,
            notices=tuple(self.notices),
            variables=self._variables(),
            configuration=_configuration(wire.configuration),
            completeness=completeness,
            had_state=bool(self.prior),
            secrets=frozenset(self.secrets),
            identities=(identities := self._identities()),
            mentions=partial(_mentions, self._stored(), identities),
        )

    def _stored(self) -> tuple[tuple[Address, Raw], ...]:
        """Give the values in the state of every managed object."""
        if self.prior:
            items = self.prior.items()
            return tuple((Address(a), item.values) for a, item in items if item.mode == "managed")
        return tuple(
            (Address(item.address), item.change.before)
            for item in self.wire.resource_changes or ()
            if item.mode == "managed"
        )

    def _identities(self) -> Mapping[str, Address]:
        """Find the ids and ARNs that name exactly one object."""
        owners: dict[str, Address] = {}
        shared: set[str] = set()
        for address, raw in self._stored():
            try:
                found = _IDENTITY.decode(raw)
            except msgspec.ValidationError:
                continue
            names = (found.id, found.arn) if found.arn != found.id else (found.id,)
            for identity in names:
                if identity.__class__ is str and len(identity) >= _SHORTEST_IDENTITY:
                    if identity in owners:
                        shared.add(identity)
                    owners[identity] = address
        for identity in shared:
            del owners[identity]
        return owners

    def _changes(self) -> Iterator[Change]:
        for place, item in enumerate(self.wire.resource_changes or ()):
            where = f"$.resource_changes[{place}]"
            verb, order = self._verb(item.change, where)
            if verb is Verb.NO_OP and not item.previous_address and item.change.importing is None:
                self._check_unchanged(item)
                self.resources[Address(item.address)] = self._resource(item, where, None)
                continue
            change = self._change(item, where, verb, order)
            if not change.deposed:
                self.resources[change.address] = change.resource
            self._note_change(change)
            yield change

    def _verb(self, change: _Change, where: str) -> tuple[Verb, ReplaceOrder]:
        found = _VERBS.get(tuple(change.actions))
        if found is None:
            words = ", ".join(map(_quoted, change.actions[:4]))
            raise PlanFormatError(
                f"{self.label}: {where}.change.actions",
                f"[{words}] is no combination of verbs known here",
                "update planguard, or report the plan's origin",
            )
        return found

    def _check_unchanged(self, item: _ResourceChange) -> None:
        before, after = item.change.before, item.change.after
        if _is_true(item.change.after_unknown):
            self._doubt(f"{item.address} says no-op, but something is known only after apply")
        elif not _same(before, after):
            self._doubt(f"{item.address} says no-op, but before and after are not the same")

    def _doubt(self, sentence: str) -> None:
        self.doubts.append(sentence)

    def _change(
        self,
        item: _ResourceChange,
        where: str,
        verb: Verb | None = None,
        order: ReplaceOrder = ReplaceOrder.NOT_REPLACED,
    ) -> Change:
        wire = item.change
        if verb is None:
            verb, order = self._verb(wire, where)
        before = self._values(wire.before, None, wire.before_sensitive, f"{where}.change.before")
        after = self._values(
            wire.after, wire.after_unknown, wire.after_sensitive, f"{where}.change.after"
        )
        if where.startswith("$.resource_changes"):
            self._check_sides(item, verb, same=before == after)
        if before and _is_true(wire.after_sensitive):
            # What becomes sensitive now was the same secret before it was called one.
            self.secrets.update(_hidden_strings(_hide(before, wire.after_sensitive)))
        return Change(
            resource=self._resource(item, where, before or after),
            verb=self._told_verb(item, verb),
            order=order,
            before=before or {},
            after=after or {},
            replace_paths=tuple(map(_path, wire.replace_paths or ())),
            reason=item.action_reason or "",
            previous_address=item.previous_address or "",
            import_id=_text(wire.importing.id) if wire.importing else "",
            deposed=item.deposed or "",
        )

    def _told_verb(self, item: _ResourceChange, verb: Verb) -> Verb:
        if verb is Verb.NO_OP and item.change.importing is not None:
            return Verb.IMPORT
        if verb is Verb.NO_OP and item.previous_address not in (None, item.address):
            return Verb.MOVE
        return verb

    def _check_sides(self, item: _ResourceChange, verb: Verb, *, same: bool) -> None:
        wire = item.change
        had, will = wire.before != _NULL, wire.after != _NULL
        if verb in _WITH_BEFORE and not had:
            self._doubt(f"{item.address} says {verb}, but has no `before`")
        elif verb in _WITH_AFTER and not will and item.mode != "ephemeral":
            self._doubt(f"{item.address} says {verb}, but has no `after`")
        elif verb is Verb.CREATE and had:
            self._doubt(f"{item.address} says create, but has a `before`")
        elif verb in {Verb.DELETE, Verb.FORGET} and will:
            self._doubt(f"{item.address} says {verb}, but has an `after`")
        elif verb is Verb.READ and item.mode == "managed":
            self._doubt(f"{item.address} says read, but is a managed resource")
        elif verb not in {Verb.READ, Verb.NO_OP} and item.mode != "managed":
            self._doubt(f"{item.address} says {verb}, but is no managed resource")
        elif item.deposed and verb not in {Verb.DELETE, Verb.FORGET, Verb.NO_OP}:
            self._doubt(f"{item.address} says {verb}, but is left over from a replacement")
        elif verb in {Verb.UPDATE, Verb.REPLACE}:
            self._check_change(item, verb, same=same)
        elif verb in {Verb.MOVE, Verb.NO_OP}:
            self._check_unchanged(item)

    def _check_change(self, item: _ResourceChange, verb: Verb, *, same: bool) -> None:
        wire = item.change
        empty = [side for side in (wire.before, wire.after) if side in _EMPTY]
        if len(empty) == 1 and not (wire.before not in _EMPTY and _is_true(wire.after_unknown)):
            self._doubt(f"{item.address} says {verb}, but one side of it is empty")
        elif verb is Verb.UPDATE and same and not _is_true(wire.after_unknown):
            self._doubt(f"{item.address} says update, but before and after are the same")

    def _resource(
        self, item: _ResourceChange, where: str, values: Mapping[str, Value] | None
    ) -> Resource:
        if not item.address:
            raise PlanFormatError(f"{self.label}: {where}", "the change has no `address`", _HINT)
        change = item.change
        prior = self.prior.get(item.address)
        if where.startswith("$.resource_changes"):
            self._check_identity(item, prior)
        if values is None:
            self._learn(change.before, change.before_sensitive)
        return Resource(
            address=Address(item.address),
            mode=self._mode(item.mode, where),
            type=item.type,
            name=item.name,
            module=item.module_address,
            key=_key(item.index),
            provider=item.provider_name,
            values=_known(values)
            if values is not None
            else partial(_decode, change.before, change.before_sensitive),
            depends_on=tuple(prior.depends_on or ()) if prior else (),
            in_state=prior is not None or change.before != _NULL,
        )

    def _check_identity(self, item: _ResourceChange, prior: _StateResource | None) -> None:
        """Hold address, type, name, module and key against one another and against the state."""
        address = item.address
        prefix = f"{item.module_address}." if item.module_address else ""
        mode = "" if item.mode == "managed" else f"{item.mode}."
        local = f"{prefix}{mode}{item.type}.{item.name}"
        agrees = (
            address == local
            if item.index is None
            else (address.startswith(local) and _is_key(address.removeprefix(local), item.index))
        )
        if not (agrees and item.type and item.name):
            self._doubt(f"{address} does not agree with its own module, type, name and key")
        elif not self.prior or item.change.before == _NULL or item.mode != "managed":
            return
        elif item.deposed:
            if (address, item.deposed) not in self.left_over:
                self._doubt(f"{address} says it is left over, but the state does not know that")
        elif prior is None:
            if not item.change.importing:
                self._doubt(f"{address} has a `before`, but the state does not know it")
        elif item.provider_name != prior.provider_name:
            self._doubt(f"{address} has another provider than in the state")

    def _mode(self, word: str, where: str) -> Mode:
        mode = _MODES.get(word)
        if mode is None:
            raise PlanFormatError(
                f"{self.label}: {where}.mode", f"{_quoted(word)} is no mode known here"
            )
        return mode

    def _add_prior(self) -> None:
        for address, (module, item) in _with_modules(self.wire):
            self._learn(item.values, item.sensitive_values)
            if Address(address) in self.resources or item.deposed_key:
                continue
            self.resources[Address(address)] = Resource(
                address=Address(address),
                mode=self._mode(item.mode, f"$.prior_state ({address})"),
                type=item.type,
                name=item.name,
                module=module,
                key=_key(item.index),
                provider=item.provider_name,
                values=partial(_decode, item.values, item.sensitive_values),
                depends_on=tuple(item.depends_on or ()),
                in_state=True,
            )

    def _values(
        self, raw: Raw, unknown: Raw | None, sensitive: Raw, where: str
    ) -> Mapping[str, Value] | None:
        value = msgspec.json.decode(raw)
        if unknown is not None and _is_true(unknown):
            mask = msgspec.json.decode(unknown)
            if _is_contradicted(value, mask):
                self._doubt(f"{where} has values for what it says is known only after apply")
            value = _merge_unknown(value, mask)
        if _is_true(sensitive):
            value = _hide(value, sensitive)
            self.secrets.update(_hidden_strings(value))
        if value is None:
            return None
        if isinstance(value, Unknown):
            return {}
        if not isinstance(value, dict):
            raise PlanFormatError(f"{self.label}: {where}", "is no object of attributes")
        return value

    def _learn(self, raw: Raw, sensitive: Raw) -> None:
        if _is_true(sensitive):
            self.secrets.update(_hidden_strings(_decode(raw, sensitive)))

    def _outputs(self) -> Iterator[OutputChange]:
        root = self.wire.configuration and self.wire.configuration.root_module
        declarations = (root and root.outputs) or {}
        for output, wire in (self.wire.output_changes or {}).items():
            verb, _ = self._verb(wire, f"$.output_changes.{output}.change")
            before: Value = msgspec.json.decode(wire.before)
            after: Value = msgspec.json.decode(wire.after)
            if _is_true(wire.after_unknown):
                after = _merge_unknown(after, msgspec.json.decode(wire.after_unknown))
            if _is_true(wire.before_sensitive):
                before = _merge_sensitive(before, msgspec.json.decode(wire.before_sensitive))
            declared = declarations.get(output)
            if declared and declared.sensitive:
                after = _merge_sensitive(after, mask=True)
            elif _is_true(wire.after_sensitive):
                after = _merge_sensitive(after, msgspec.json.decode(wire.after_sensitive))
            before, _ = both_hidden(before, after)
            self.secrets.update(_hidden_strings(before), _hidden_strings(after))
            if verb is not Verb.NO_OP:
                self.notices.append(
                    Notice(kind="output", subject=output, text=f"output {output}: {verb}")
                )
                yield OutputChange(name=output, verb=verb, before=before, after=after)
        state = self.wire.prior_state and self.wire.prior_state.values
        for item in ((state and state.outputs) or {}).values():
            if item.sensitive:
                self.secrets.update(strings_of(msgspec.json.decode(item.value)))

    def _variables(self) -> Mapping[str, Value]:
        root = self.wire.configuration and self.wire.configuration.root_module
        declared = (root and root.variables) or {}
        found: dict[str, Value] = {}
        for variable, wire in (self.wire.variables or {}).items():
            value: Value = msgspec.json.decode(wire.value)
            if variable in declared and declared[variable].sensitive:
                value = Sensitive(value)
                self.secrets.update(value.strings())
            found[variable] = value
        self.secrets.update(_declared_secrets(root or None))
        return found

    def _invocations(self) -> Iterator[Invocation]:
        for item in self.wire.action_invocations or ():
            trigger = item.lifecycle_action_trigger
            event = (
                f"{trigger.action_trigger_event} {trigger.triggering_resource_address}".strip()
                if trigger
                else ""
            )
            yield Invocation(address=item.address, kind="action", trigger=event)

    def _note_change(self, change: Change) -> None:
        address = change.address
        if change.previous_address and change.previous_address != address:
            self._note("move", address, f"moved from {change.previous_address}")
        if change.import_id or change.verb is Verb.IMPORT:
            self._note("import", address, "imported into the state")
        if change.verb is Verb.FORGET or change.order is ReplaceOrder.CREATE_THEN_FORGET:
            self._note("forget", address, "leaves the state and stays in the world")
        if change.deposed:
            self._note("deposed", address, f"left over from an earlier replacement: {change.verb}")
        if change.verb is Verb.READ:
            self._note("read", address, "is read during apply; what follows from it is not known")

    def _note(self, kind: str, subject: str, text: str) -> None:
        self.notices.append(Notice(kind=kind, subject=subject, text=text))

    def _note_checks(self) -> None:
        for check in self.wire.checks or ():
            if check.status not in {"pass", ""}:
                word = {"fail": "fails", "error": "has an error"}.get(check.status, "is not known")
                self._note("check", check.address.to_display, f"the check {word}")
        for item in self.wire.action_invocations or ():
            self._note("invocation", item.address, "is run by the apply")
        for deferred in self.wire.deferred_changes or ():
            subject = deferred.resource_change.address if deferred.resource_change else ""
            self._note("deferred", subject, f"is put off to a later plan: {deferred.reason}")

    def _check_whole(self) -> None:
        """Look for objects that other parts of the plan know and its changes do not."""
        wire = self.wire
        if wire.resource_changes:
            told = {item.address for item in wire.resource_changes}
            self.missing = sum(
                item.mode == "managed" and address not in told
                for address, item in self.prior.items()
            )
            if self.missing and wire.complete:
                self._doubt("it calls itself complete, but leaves out objects of the state")
        elif b'"address"' in bytes(wire.planned_values):
            self._doubt("it has planned values, but no `resource_changes`")

    def _completeness(self) -> Completeness:
        wire = self.wire
        reasons = []
        if wire.errored:
            reasons.append("planning ended with an error, so changes are missing from the plan")
        if wire.deferred_changes or wire.deferred_action_invocations:
            reasons.append("some changes are put off to a later plan")
        if (wire.complete is False or self.missing) and not reasons:
            reasons.append(
                "the plan covers only a part of the configuration (-target, -exclude or deferral)"
            )
        for reason in reasons:
            self._note("partial", "", reason)
        return Completeness(
            errored=wire.errored,
            complete=wire.complete is not False and not reasons,
            applyable=wire.applyable is not False,
            reasons=tuple(reasons),
            doubts=tuple(self.doubts),
        )


def _tool(wire: _Plan) -> str:
    """OpenTofu's registry in a provider's name tells it from Terraform; the JSON does not."""
    names = [item.provider_name for item in wire.resource_changes or () if item.provider_name]
    return "opentofu" if any("registry.opentofu.org" in text for text in names) else "terraform"


def _prior_objects(wire: _Plan) -> tuple[dict[str, _StateResource], set[tuple[str, str]]]:
    """Give the objects of the state by address, and address and key of those left over."""
    current: dict[str, _StateResource] = {}
    left_over = set()
    for address, (_, item) in _with_modules(wire):
        if item.deposed_key:
            left_over.add((address, item.deposed_key))
        else:
            current[address] = item
    return current, left_over


def _with_modules(wire: _Plan) -> Iterator[tuple[str, tuple[str, _StateResource]]]:
    values = wire.prior_state and wire.prior_state.values
    stack = [values.root_module] if values and values.root_module else []
    whole = not _is_early(wire)
    while stack:
        module = stack.pop()
        for item in module.resources or ():
            address = item.address
            if not whole:
                local = f"{'' if item.mode == 'managed' else 'data.'}{item.type}.{item.name}"
                inside = f"{module.address}.{local}" if module.address else local
                address = f"{inside}{_key_text(item.index)}"
            yield address, (module.address, item)
        stack.extend(module.child_modules or ())


def _is_early(wire: _Plan) -> bool:
    """Tell whether the state's addresses may lack module and index, as in format 0.1."""
    return wire.format_version == "0.1"


def _key_text(index: str | float | None) -> str:
    if index is None:
        return ""
    return f"[{msgspec.json.encode(index).decode()}]" if isinstance(index, str) else f"[{index:g}]"


def _mentions(
    stored: Iterable[tuple[Address, Raw]], identities: Mapping[str, Address]
) -> Iterator[tuple[Address, str]]:
    """
    Find identities among the texts of stored values, those inside JSON text included.

    Keys are among what is looked up, which costs less than to tell them apart.
    """
    known = {identity.encode(): identity for identity in identities}
    if not known:
        return
    find = frozenset(known).intersection
    # Between quotes, plain or escaped; few texts begin with two bytes that identities begin with.
    begins = b"".join(
        b"[%b]" % b"".join(map(re.escape, sorted({each[at : at + 1] for each in known})))
        for at in range(2)
    )
    texts_in = re.compile(rb'"(' + begins + rb'[^"\\]{6,}+)(?=\\?")').findall
    for address, raw in stored:
        for text in find(texts_in(raw)):
            if identities[known[text]] != address:
                yield address, known[text]


def _same(before: Raw, after: Raw) -> bool:
    return before == after or bool(msgspec.json.decode(before) == msgspec.json.decode(after))


def _is_true(mask: Raw) -> bool:
    return len(mask) >= _TRUE and b"true" in bytes(mask)


def _decode(raw: Raw, sensitive: Raw) -> Mapping[str, Value]:
    value = msgspec.json.decode(raw)
    if _is_true(sensitive):
        value = _hide(value, sensitive)
    return value if isinstance(value, dict) else {}


def _hide(value: Any, sensitive: Raw) -> Any:
    """Wrap what is marked; a mark on the whole object is one on each attribute."""
    mask = msgspec.json.decode(sensitive)
    if mask is True and isinstance(value, dict):
        mask = dict.fromkeys(value, True)
    return _merge_sensitive(value, mask)


def _known(values: Mapping[str, Value]) -> Any:
    return lambda: values


def _is_contradicted(value: Any, mask: Any) -> bool:
    """Tell whether a value is given where the mask says that it is unknown."""
    if mask is True:
        return value is not None
    if isinstance(mask, dict) and isinstance(value, dict):
        return any(_is_contradicted(value.get(key), inner) for key, inner in mask.items())
    if isinstance(mask, list) and isinstance(value, list):
        return any(map(_is_contradicted, value, mask))
    return False


def _merge_unknown(value: Any, mask: Any) -> Any:
    """Put `Unknown` where the mask is true; both may lack what the other has."""
    if mask is True:
        return _UNKNOWN
    if isinstance(mask, dict):
        merged = dict(value) if isinstance(value, dict) else {}
        for key, inner in mask.items():
            if inner is not False and _marks(inner):
                merged[key] = _merge_unknown(merged.get(key), inner)
        return merged if merged or value is not None else value
    if isinstance(mask, list):
        items = list(value) if isinstance(value, list) else []
        for place, inner in enumerate(mask):
            if _marks(inner):
                items.extend([None] * (place + 1 - len(items)))
                items[place] = _merge_unknown(items[place], inner)
        return items if items or value is not None else value
    return value


def _merge_sensitive(value: Any, mask: Any) -> Any:
    """Wrap in `Sensitive` what the mask marks; a mark on nothing hides nothing."""
    if mask is True:
        return value if value is None or isinstance(value, Sensitive) else Sensitive(value)
    if isinstance(mask, dict) and isinstance(value, dict):
        return {
            key: _merge_sensitive(inner, mask[key]) if key in mask else inner
            for key, inner in value.items()
        }
    if isinstance(mask, list) and isinstance(value, list):
        masks = [*mask, *[False] * (len(value) - len(mask))]
        return list(map(_merge_sensitive, value, masks[: len(value)]))
    return value


def _marks(mask: Any) -> bool:
    if isinstance(mask, dict):
        return any(map(_marks, mask.values()))
    if isinstance(mask, list):
        return any(map(_marks, mask))
    return mask is True


def _hidden_strings(value: Value) -> Iterable[str]:
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, Sensitive):
            yield from item.strings()
        elif isinstance(item, dict):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)


def _declared_secrets(root: _ConfigModule | None) -> Iterator[str]:
    """List what is written in clear for variables that are sensitive: defaults, constant inputs."""
    stack: list[tuple[_ConfigModule | None, Raw]] = [(root, _NULL)]
    while stack:
        module, inputs = stack.pop()
        if module is None:
            continue
        declared = {n for n, each in (module.variables or {}).items() if each.sensitive}
        for variable in declared:
            yield from strings_of(msgspec.json.decode((module.variables or {})[variable].default))
        given = msgspec.json.decode(inputs) if declared else None
        for variable, expression in given.items() if isinstance(given, dict) else ():
            if variable in declared and isinstance(expression, dict):
                yield from strings_of(expression.get("constant_value"))
        stack.extend(
            (call.module, call.expressions) for call in (module.module_calls or {}).values()
        )


def _is_key(text: str, index: str | float | None) -> bool:
    """Tell whether `text` is how an address ends for an instance key."""
    if isinstance(index, str):
        return text.startswith('["') and text.endswith('"]')
    return text == _key_text(index)


def _key(index: str | float | None) -> str | int:
    if index is None:
        return ""
    return int(index) if isinstance(index, float) else index


def _path(steps: list[str | int | float]) -> Path:
    return tuple(int(step) if isinstance(step, float) else step for step in steps)


def _text(value: object) -> str:
    return value if isinstance(value, str) else "(structured)"


def _configuration(wire: _Configuration | None) -> Configuration:
    if wire is None:
        return Configuration()
    modules: dict[str, ConfigModule] = {}
    stack = [("", "", "", wire.root_module)] if wire.root_module else []
    while stack:
        path, source, version, module = stack.pop()
        modules[path] = _config_module(path, source, version, module)
        for call, item in (module.module_calls or {}).items():
            if item.module is not None:
                inner = f"{path}.module.{call}" if path else f"module.{call}"
                stack.append((inner, item.source, item.version_constraint, item.module))
    return Configuration(
        modules=modules,
        providers={
            key: ConfigProvider(
                name=item.name,
                full_name=item.full_name,
                module=item.module_address,
                references=_references(item.expressions),
                constants=_constants(item.expressions),
                version=item.version_constraint,
            )
            for key, item in (wire.provider_config or {}).items()
        },
    )


def _config_module(path: str, source: str, version: str, wire: _ConfigModule) -> ConfigModule:
    blocks = {}
    for item in wire.resources or ():
        prefix = "" if item.mode == "managed" else f"{item.mode}."
        references = _references(item.expressions)
        for provisioner in item.provisioners or ():
            inside = _references(provisioner.expressions).items()
            references |= {f"provisioner.{path}": names for path, names in inside}
        blocks[f"{prefix}{item.type}.{item.name}"] = ConfigBlock(
            references=references,
            configured=partial(_configured, item.expressions),
            repetition=_flat(item.count_expression) + _flat(item.for_each_expression),
            depends_on=tuple(item.depends_on) if item.depends_on else (),
            provider=item.provider_config_key,
            provisioners=tuple([each.type for each in item.provisioners or ()]),
        )
    calls = {
        call: ConfigBlock(
            references=_references(item.expressions),
            repetition=_flat(item.count_expression) + _flat(item.for_each_expression),
            depends_on=tuple(item.depends_on or ()),
        )
        for call, item in (wire.module_calls or {}).items()
    }
    outputs = wire.outputs or {}
    return ConfigModule(
        path=path,
        blocks=blocks,
        calls=calls,
        outputs={output: _flat(item.expression) for output, item in outputs.items()},
        output_depends_on={
            output: tuple(item.depends_on) for output, item in outputs.items() if item.depends_on
        },
        source=source,
        version=version,
    )


def _references(expressions: Raw) -> dict[str, tuple[str, ...]]:
    """Map each attribute, dotted and without positions, to the references below it."""
    if expressions is _NULL or b'"references"' not in bytes(expressions):
        return {}
    found: dict[str, tuple[str, ...]] = {}
    decoded = msgspec.json.decode(expressions)
    for name, node in decoded.items() if isinstance(decoded, dict) else ():
        # Most attributes are a constant or one expression; nested blocks go the long way.
        if node.__class__ is dict:
            listed = node.get("references")
            if listed.__class__ is list:
                if _TEXTS.issuperset(map(type, listed)):
                    found[name] = tuple(listed)
                continue
            if len(node) == 1 and "constant_value" in node:
                continue
        _add_nested(found, name, node)
    return found


def _configured(expressions: Raw) -> frozenset[str]:
    """List every attribute with an expression, dotted; a block that sets nothing is one too."""
    found: set[str] = set()
    stack: list[tuple[str, Any]] = [("", msgspec.json.decode(expressions))]
    while stack:
        prefix, node = stack.pop()
        if isinstance(node, list):
            stack.extend((prefix, item) for item in node)
        elif isinstance(node, dict) and node and not _EXPRESSION.intersection(node):
            stack.extend(
                (f"{prefix}.{key}" if prefix else key, item) for key, item in node.items()
            )
        elif prefix:
            found.add(prefix)
    return frozenset(found)


_EXPRESSION = frozenset({"constant_value", "references"})


def _add_nested(found: dict[str, tuple[str, ...]], name: str, nested: Any) -> None:
    """Add the references anywhere below, by dotted attribute."""
    stack = [(name, nested)]
    while stack:
        prefix, node = stack.pop()
        if isinstance(node, list):
            stack.extend((prefix, item) for item in reversed(node))
        elif isinstance(node, dict):
            references = node.get("references")
            if isinstance(references, list) and _TEXTS.issuperset(map(type, references)):
                found[prefix] = found.get(prefix, ()) + tuple(references)
                continue
            stack.extend(
                (f"{prefix}.{key}" if prefix else key, item)
                for key, item in reversed(node.items())
                if key != "constant_value"
            )


def _flat(expression: Raw) -> tuple[str, ...]:
    if expression is _NULL:
        return ()
    found: dict[str, tuple[str, ...]] = {}
    _add_nested(found, "", msgspec.json.decode(expression))
    return tuple(one for many in found.values() for one in many)


def _constants(expressions: Raw) -> Mapping[str, Value]:
    if b'"constant_value"' not in bytes(expressions):
        return {}
    decoded = msgspec.json.decode(expressions)
    return {
        key: item["constant_value"]
        for key, item in (decoded.items() if isinstance(decoded, dict) else ())
        if isinstance(item, dict) and isinstance(item.get("constant_value"), str | int | bool)
    }
