"""How many messages are in an SQS queue."""

from __future__ import annotations

from planguard.errors import SourceError
from planguard.sources.aws.subject import Subject
from planguard.sources.interface import Reply

_COUNTS = (
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
)


def depth(subject: Subject) -> Reply:
    """Answer `queue.depth`: messages that wait, are being worked on, or are delayed."""
    # The URL in the plan is not used: requests would be signed and sent to where it points.
    name = subject.name().rsplit(":", 1)[-1]
    url = subject.calls.one("sqs:GetQueueUrl", QueueName=name).get("QueueUrl")
    answer = subject.calls.one("sqs:GetQueueAttributes", QueueUrl=url, AttributeNames=_COUNTS)
    told = answer.get("Attributes", {})
    try:
        waiting, taken, delayed = (int(told[name]) for name in _COUNTS)
    except (KeyError, ValueError):
        raise SourceError("answered with what is no AWS answer") from None
    return Reply(
        value=waiting + taken + delayed,
        detail=f"{waiting} wait, {taken} are being worked on, {delayed} are delayed",
    )
