"""
Find secrets in a script that is handed to a machine.

The script may be plain text, base64 and compressed, as user data is, and so may be the parts of it
that cloud-init takes apart. A secret is what has a
secret's shape, what is a secret elsewhere in the plan, or a literal given to a name that suggests
one (`DB_PASSWORD=...`, `password: ...`). Whoever may describe the machine, and every process on it,
can read the script. What stood in the script before is not told again. A script that is known only
after apply, or that the provider keeps as a hash, cannot be read: it counts by what it is made of (a
generated password, the secret of an access key), `inferred`. A secret of the plan is `exact`, anything else `inferred`, and so is
everything in a script that is sensitive itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.plain_secrets import gives_secret, kinds
from planguard.actions.values.scalar import is_hidden, listed
from planguard.actions.values.scripts import come_new, secrets_in
from planguard.model.action import Action
from planguard.model.difference import is_nothing
from planguard.model.value import Sensitive, path_text
from planguard.model.words import Confidence


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `expose` where a script holds a secret that it did not hold before."""
    action_id = rule.actions.get("expose")
    for pair in subject.pairs(rule.path) if action_id else ():
        came = come_new(
            secrets_in(pair.before, subject.secrets), secrets_in(pair.after, subject.secrets)
        )
        if came and action_id:
            marked = isinstance(pair.after, Sensitive)
            held = "a secret" if len(came) == 1 else f"{len(came)} secrets"
            yield subject.action(
                action_id,
                Pair(path=pair.path, before=None, after=Sensitive([each.text for each in came])),
                f"the script in {path_text(pair.path)} holds {held} that can be read there "
                f"({kinds(came)})",
                rule=rule,
                confidence=Confidence.INFERRED if marked else came[0].confidence,
                details=came[0].details if len(came) == 1 else None,
            )
        elif action_id and not came and is_nothing(pair.before) and is_hidden(pair.after):
            sources = subject.graph.origins(subject.change.address, pair.path)
            given = [source for source in sources if gives_secret(source)]
            if given:
                yield subject.action(
                    action_id,
                    Pair(path=pair.path, before=None, after=Sensitive(None)),
                    f"the script in {path_text(pair.path)} holds {listed(given)}, which can be "
                    "read there",
                    rule=rule,
                    confidence=Confidence.INFERRED,
                    details={"secret_from": given[0]},
                )
