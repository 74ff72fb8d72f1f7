"""When a secret was last read and a key last used."""

from __future__ import annotations

from datetime import timedelta

from planguard.errors import SourceError
from planguard.sources.aws.refusals import UnknownCallError
from planguard.sources.aws.subject import Subject
from planguard.sources.interface import Reply

_DAY = timedelta(days=1)
_USES = frozenset(
    {
        "Decrypt",
        "DeriveSharedSecret",
        "Encrypt",
        "GenerateDataKey",
        "GenerateDataKeyPair",
        "GenerateDataKeyPairWithoutPlaintext",
        "GenerateDataKeyWithoutPlaintext",
        "GenerateMac",
        "ReEncrypt",
        "Sign",
        "Verify",
        "VerifyMac",
    }
)
_PAGES = 20
"""CloudTrail answers two calls a second, so more would not fit into a round."""


def secret(subject: Subject) -> Reply:
    """
    Answer `secret.last_used`.

    AWS tells the day alone. The end of that day, or now, is the latest it can have been.
    """
    found = subject.calls.one("secretsmanager:DescribeSecret", SecretId=subject.name())
    if not found.get("ARN"):
        raise SourceError("answered with what is no AWS answer")
    day = found.get("LastAccessedDate")
    if day is None:
        return Reply(value=None, detail="never read in this region")
    return Reply(
        value=min(day.replace(hour=0, minute=0, second=0, microsecond=0) + _DAY, subject.now),
        detail=f"read on {day:%Y-%m-%d}; the hour is not told, so the latest possible is taken",
    )


def key(subject: Subject) -> Reply:
    """
    Answer `key.last_used` from what KMS keeps of the last successful use.

    Where KMS does not tell, or began to keep it after the key was made, the event history of
    CloudTrail is looked through.
    """
    arn = subject.name()
    try:
        told = subject.calls.one("kms:GetKeyLastUsage", KeyId=arn)
    except UnknownCallError:
        return _in_history(subject, arn, "")
    if not told.get("KeyId"):
        raise SourceError("answered with what is no AWS answer")
    usage, since = told.get("KeyLastUsage") or {}, told.get("TrackingStartDate")
    if usage.get("Timestamp"):
        return Reply(value=usage["Timestamp"], detail=f"last use: {usage.get('Operation')}")
    made = told.get("KeyCreationDate")
    if made and since and made >= since:
        return Reply(value=None, detail="never used since it was made")
    return _in_history(subject, arn, f"none since {since:%Y-%m-%d} in KMS, and " if since else "")


def _in_history(subject: Subject, arn: str, before: str) -> Reply:
    """Find the newest use among the management events of this region; they come newest first."""
    days = subject.history_days
    events = subject.calls.pages(
        "cloudtrail:LookupEvents",
        "Events",
        most=_PAGES,
        LookupAttributes=[{"AttributeKey": "ResourceName", "AttributeValue": arn}],
        StartTime=subject.now - timedelta(days=days),
        EndTime=subject.now,
        MaxResults=50,
    )
    for event in events:
        if event.get("EventSource") == "kms.amazonaws.com" and event.get("EventName") in _USES:
            return Reply(value=event["EventTime"], detail=f"{event['EventName']}, from CloudTrail")
    return Reply(
        value=None,
        detail=f"{before}no use in the last {days} days in CloudTrail's history of this region",
    )
