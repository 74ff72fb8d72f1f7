"""
Find secrets in a script that is handed to a machine.

The script may be plain text, base64 and compressed, as user data is. A secret is what has a
secret's shape, what is a secret elsewhere in the plan, or a literal given to a name that suggests
one (`DB_PASSWORD=...`, `password: ...`). Whoever may describe the machine, and every process on it,
can read the script. What stood in the script before is not told again; a script that is known only
after apply cannot be read. Secrets of a script that is sensitive are `inferred`.
"""

from __future__ import annotations

from collections.abc import Iterator

from planguard.actions.interface import Pair, Rule, Subject
from planguard.actions.values.scripts import secrets_in
from planguard.model.action import Action
from planguard.model.value import Sensitive, path_text
from planguard.model.words import Confidence


def compare(subject: Subject, rule: Rule) -> Iterator[Action]:
    """Give `expose` where a script holds a secret that it did not hold before."""
    for pair in subject.pairs(rule.path):
        before = secrets_in(pair.before, subject.secrets)
        came = secrets_in(pair.after, subject.secrets) - before
        if came and (action_id := rule.actions.get("expose")):
            marked = isinstance(pair.after, Sensitive)
            yield subject.action(
                action_id,
                Pair(
                    path=pair.path,
                    before=None,
                    after=pair.after if marked else Sensitive(pair.after),
                ),
                f"the script in {path_text(pair.path)} holds "
                f"{'a secret' if len(came) == 1 else f'{len(came)} secrets'} that can be read there",
                rule=rule,
                confidence=Confidence.INFERRED if marked else None,
            )
