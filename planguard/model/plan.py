"""
What an infrastructure tool is about to do: the plan, its changes and its configuration.

Over 300 lines: the parts of one document stand together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeAlias

from planguard.model.value import Path, Value
from planguard.model.words import Address, Mode, ReplaceOrder, Verb

_MODULE_STEP = re.compile(r'module\.([^.\[\]]+)(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?')

Values: TypeAlias = Callable[[], Mapping[str, Value]]
"""An object's attributes, decoded when first asked for."""


def module_steps(module: str) -> tuple[tuple[str, str], ...]:
    """
    Split a module instance's address into its calls: name and written key.

    `module.a["x.y"].module.b` gives `("a", '["x.y"]'), ("b", "")`.
    """
    return tuple((name, key) for name, key in _MODULE_STEP.findall(module))


class Naming(Protocol):
    """
    How a type's attributes are called where the plan was made.

    Everything speaks of attributes by the names of the catalogue; people see those they wrote.
    """

    def path(self, path: Path) -> Path:
        """Give the path people know for one of the catalogue's."""

    def text(self, text: str) -> str:
        """Put the names people know in the place of the catalogue's, word by word."""


class _SameNames:
    """People write the catalogue's names."""

    def path(self, path: Path) -> Path:
        """Leave the path as it is."""
        return path

    def text(self, text: str) -> str:
        """Leave the text as it is."""
        return text


SAME_NAMES: Naming = _SameNames()


class Use(NamedTuple):
    """One dependency that the document itself tells, without a configuration to resolve."""

    address: Address
    """What is depended on."""
    attribute: str = ""
    """Attribute of the dependent, dotted; `""` for `dependsOn` and the like."""
    target: str = ""
    """Attribute of what is depended on; `""` when not told."""
    kind: str = "reference"
    """`reference`, `depends_on`, `parent` or `provider`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One object the plan knows, changed or not: `type.name` in `module`, with its instance key."""

    address: Address
    mode: Mode
    type: str
    name: str
    module: str
    """Address of the module instance, `""` for the root."""
    key: str | int
    """Instance key of `count` or `for_each`; `""` when there is neither."""
    provider: str
    """Full name of the provider, `registry.terraform.io/hashicorp/aws`; `""` when not told."""
    values: Values = field(repr=False)
    """Attributes before the change, or after it for what is created."""
    depends_on: tuple[str, ...] = ()
    """Resource addresses the state says it depends on."""
    in_state: bool = False
    token: str = ""
    """Pulumi's name of the type, `aws:rds/instance:Instance`; `""` for Terraform's resources."""
    naming: Naming = field(default=SAME_NAMES, repr=False, compare=False)
    uses: tuple[Use, ...] = ()
    position: tuple[str, int, int] | None = None
    """File, line and column of the program that declares it, where the document tells."""

    @property
    def shown_type(self) -> str:
        """The type as people wrote it."""
        return self.token or self.type

    @property
    def local(self) -> str:
        """
        Address inside the module without the instance key: `data.aws_ami.x`, `aws_vpc.a`.

        Pulumi has neither modules nor keys: there it is the address.
        """
        if self.token:
            return self.address
        prefix = "" if self.mode is Mode.MANAGED else f"{self.mode}."
        return f"{prefix}{self.type}.{self.name}"

    @property
    def block(self) -> str:
        """Address without the instance key, in the module instance it is in."""
        return f"{self.module}.{self.local}" if self.module else self.local

    @property
    def config_module(self) -> str:
        """Path of its module in `Configuration.modules`: the module without instance keys."""
        return ".".join(f"module.{call}" for call, _ in module_steps(self.module))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What will happen to one object."""

    resource: Resource
    verb: Verb
    order: ReplaceOrder = ReplaceOrder.NOT_REPLACED
    before: Mapping[str, Value] = field(default_factory=dict)
    """Attributes now; empty for what does not exist yet."""
    after: Mapping[str, Value] = field(default_factory=dict)
    """Attributes as planned, with `Unknown` leaves; empty for what goes away."""
    replace_paths: tuple[Path, ...] = ()
    """Attributes that force the replacement; empty when the plan does not say."""
    reason: str = ""
    """The tool's `action_reason`, for people only."""
    previous_address: str = ""
    import_id: str = ""
    deposed: str = ""
    """Key of the object left over from an earlier replacement; `""` for the current object."""

    @property
    def address(self) -> Address:
        """Address of the object."""
        return self.resource.address

    @property
    def type(self) -> str:
        """Resource type."""
        return self.resource.type


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputChange:
    """What will happen to one output of the root module."""

    name: str
    verb: Verb
    before: Value
    after: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """
    Something else the plan says that a reader must see.

    `kind` is one of `move import forget deposed check invocation deferred read drift output
    partial missing provider retry`.
    """

    kind: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """A provider action, provisioner or external program that the apply runs."""

    address: str
    kind: str
    """`action`, `provisioner` or `data`."""
    trigger: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigBlock:
    """
    One `resource` or `data` block, or one `module` call, as far as references go.

    `references` maps an attribute (dotted, list positions dropped; an input's name for a module
    call) to the references in its expression, as the plan writes them.
    """

    references: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, Value] = field(default_factory=dict)
    configured: Callable[[], frozenset[str]] = frozenset
    """Lists every attribute the block sets, constants included, dotted as in `references`."""
    repetition: tuple[str, ...] = ()
    """References in `count` or `for_each`."""
    depends_on: tuple[str, ...] = ()
    provider: str = ""
    """Key into `Configuration.providers`."""
    provisioners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigModule:
    """One module of the configuration, without instance keys."""

    path: str
    """`""` for the root, else `module.a.module.b`."""
    blocks: Mapping[str, ConfigBlock]
    """By local address: `aws_vpc.a`, `data.aws_ami.x`."""
    calls: Mapping[str, ConfigBlock]
    """Module calls, by name; the called module is at `path + ".module." + name`."""
    outputs: Mapping[str, tuple[str, ...]]
    output_depends_on: Mapping[str, tuple[str, ...]]
    source: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigProvider:
    """One `provider` block."""

    name: str
    full_name: str
    module: str
    references: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, Value] = field(default_factory=dict)
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The configuration as the plan carries it; empty when the plan has none."""

    modules: Mapping[str, ConfigModule] = field(default_factory=dict)
    providers: Mapping[str, ConfigProvider] = field(default_factory=dict)


class ProviderMove(NamedTuple):
    """A provider of which the document itself tells that another version takes over."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """Whether the plan tells the whole story."""

    errored: bool = False
    complete: bool = True
    applyable: bool = True
    reasons: tuple[str, ...] = ()
    """Why it is partial, one sentence each: errored, targeted, deferred changes ..."""
    doubts: tuple[str, ...] = ()
    """Where the document contradicts itself or was tampered with; such a plan is never allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the tool says will happen."""

    label: str
    """How the plan is called in reports: the file's name as given."""
    tool: str
    """`terraform`, `opentofu` or `pulumi`."""
    tool_version: str
    format_version: str
    changes: tuple[Change, ...]
    """Everything that is not a plain no-op, in plan order."""
    resources: Mapping[Address, Resource]
    """Every object known to the plan or its prior state, changed or not."""
    drift: tuple[Change, ...] = ()
    outputs: tuple[OutputChange, ...] = ()
    invocations: tuple[Invocation, ...] = ()
    notices: tuple[Notice, ...] = ()
    variables: Mapping[str, Value] = field(default_factory=dict)
    configuration: Configuration = field(default_factory=Configuration)
    completeness: Completeness = field(default_factory=Completeness)
    had_state: bool = True
    """Whether anything was known before this plan."""
    secrets: frozenset[str] = field(default=frozenset(), repr=False)
    """Strings that stand under a sensitive mark anywhere in the plan."""
    identities: Mapping[str, Address] = field(default_factory=dict)
    """Values of `id` and `arn`, of 8 characters or more, that exactly one resource has."""
    stack: str = ""
    """Pulumi's stack; `""` for Terraform."""
    project: str = ""
    """Pulumi's project; `""` for Terraform."""
    provider_moves: tuple[ProviderMove, ...] = ()
    """Providers that Pulumi's engine makes itself, where the version of their SDK changes."""
    unlisted: str = ""
    """Why objects that stay as they are may be missing from `resources`; `""` when all are there."""
    mentions: Callable[[], Iterable[tuple[Address, str]]] = field(default=tuple, repr=False)
    """Finds the identities in the values of other resources: (who mentions, which identity)."""

    @property
    def urn_prefix(self) -> str:
        """What makes a URN of an address: `urn:pulumi:prod::shop::`; `""` for Terraform."""
        return f"urn:pulumi:{self.stack}::{self.project}::" if self.stack else ""
