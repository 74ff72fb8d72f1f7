"""Whether a CloudWatch alarm is firing."""

from __future__ import annotations

from collections.abc import Mapping

from planguard.model.value import Value
from planguard.sources.aws.refusals import GONE, AbsentError
from planguard.sources.aws.subject import Subject
from planguard.sources.interface import Reply, SourceError


def alarm(subject: Subject) -> Reply:
    """Answer `alarm.firing` for the alarm itself."""
    name = subject.name()
    answer = subject.calls.one(
        "cloudwatch:DescribeAlarms",
        AlarmNames=[name],
        # Composite alarms are left out unless they are asked for.
        AlarmTypes=["MetricAlarm", "CompositeAlarm"],
    )
    found = [*answer.get("MetricAlarms", []), *answer.get("CompositeAlarms", [])]
    if not found:
        raise AbsentError(GONE)
    state, since = found[0].get("StateValue"), found[0].get("StateTransitionedTimestamp")
    since = since or found[0].get("StateUpdatedTimestamp")
    if state not in {"OK", "ALARM", "INSUFFICIENT_DATA"}:
        raise SourceError("answered with what is no AWS answer")
    if state != "ALARM":
        return Reply(value=[], detail=f"the alarm is in the state {state}")
    event: Mapping[str, Value] = {
        "id": name,
        "title": f"{name} is in the state ALARM",
        "services": subject.services(),
        "since": since.isoformat() if since else None,
    }
    quiet = found[0].get("ActionsEnabled") is False
    return Reply(
        value=[event],
        detail="the alarm is in the state ALARM" + (", its actions are off" if quiet else ""),
    )
