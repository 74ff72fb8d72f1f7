"""
The `aws` source against a local server that answers as the API references say.

For what moto does not know or cannot be brought to: pages, copies, task sets, the use of keys,
refusals, and servers that are none.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from textwrap import dedent
from typing import Any
from urllib.parse import parse_qs, unquote

import pytest
from botocore.loaders import create_loader
from sources.rig import Asked, Given, ask, serve

from planguard.errors import SourceError
from planguard.load.config_reading import read_live
from planguard.model.fact import Answer, Fact
from planguard.model.topic import TOPICS
from planguard.model.value import Unknown
from planguard.sources import aws
from planguard.sources.aws.calls import Access, Calls
from planguard.sources.aws.rights import ANY, RIGHTS
from planguard.sources.interface import Surroundings

REGION, ACCOUNT = "eu-west-1", "123456789012"
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
SECRET = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:token-a1b2c3"
WHO = f"<GetCallerIdentityResult><Account>{ACCOUNT}</Account></GetCallerIdentityResult>"
Reply = Mapping[str, Any] | str | Given
Cloud = Mapping[str, Reply | Callable[[Mapping[str, Any]], Reply]]
"""What each operation answers: JSON, the inner XML, or a whole answer."""


@pytest.fixture(scope="module", autouse=True)
def login() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION"):
            patch.delenv(name, raising=False)
        for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
            patch.setenv(name, "absent")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        patch.setenv("NO_PROXY", "127.0.0.1")
        patch.setenv("AWS_ACCESS_KEY_ID", "AKIATESTING")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing-secret")
        patch.setattr("botocore.loaders.create_loader", cache(create_loader))
        yield


def asked_of(asked: Asked) -> tuple[str, Mapping[str, Any]]:
    """Tell operation and parameters of a request in the JSON, query or REST protocol."""
    headers = {name.lower(): value for name, value in asked.headers.items()}
    if target := headers.get("x-amz-target"):
        return target.rpartition(".")[2], json.loads(asked.body)
    form = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
    if "Action" in form:
        return form["Action"], form
    return "ListRecoveryPointsByResource", {"ResourceArn": unquote(asked.path.split("/")[2])}


def told(
    cloud: Cloud, topic: str, type_: str, attributes: Mapping[str, Any], **more: Any
) -> Answer:
    """Ask about an object of a cloud that answers so."""

    def respond(asked: Asked) -> Given:
        operation, params = asked_of(asked)
        reply = {"GetCallerIdentity": WHO, **cloud}[operation]
        if callable(reply):
            reply = reply(params)
        if isinstance(reply, str):
            return Given(body=f"<{operation}Response>{reply}</{operation}Response>".encode())
        return reply if isinstance(reply, Given) else Given(body=json.dumps(reply).encode())

    with serve(respond) as url:
        return asked_at(url, topic, type_, attributes, **more)


def asked_at(
    url: str, topic: str, type_: str, attributes: Mapping[str, Any], **options: Any
) -> Answer:
    config = {
        "sources": {"aws": {"type": "aws", "endpoint_url": url, **options}},
        "bindings": {topic: {"source": "aws"}},
    }
    fields: Mapping[str, Any] = {"type": type_, "region": REGION, "attributes": attributes}
    return ask(json.dumps(config), topic, fields, now=NOW)


def fact(answer: Answer) -> Fact:
    assert isinstance(answer, Fact), answer
    return answer


def why(answer: Answer) -> str:
    assert isinstance(answer, Unknown), answer
    return answer.reason


def refusal(code: str, status: int = 400) -> Given:
    """Give an error of the JSON protocol."""
    body = {"__type": f"com.amazonaws#{code}", "message": "User: arn:x is not AKIATESTING"}
    return Given(status=status, body=json.dumps(body).encode())


def xml(**members: str) -> str:
    return "".join(f"<{name}>{value}</{name}>" for name, value in members.items())


def snapshots(*members: str, marker: str = "") -> str:
    inner = "".join(f"<DBSnapshot>{each}</DBSnapshot>" for each in members)
    more = f"<Marker>{marker}</Marker>" if marker else ""
    return f"<DescribeDBSnapshotsResult><DBSnapshots>{inner}</DBSnapshots>{more}</DescribeDBSnapshotsResult>"


def snapshot(taken: str, **more: str) -> str:
    return xml(
        **{"SnapshotType": "manual", "Status": "available", "SnapshotCreateTime": taken, **more}
    )


def database(answer: Callable[[Mapping[str, Any]], str], **more: str) -> Cloud:
    """Give a cloud with one database, whose snapshots are those of `answer`."""
    live = xml(
        DBInstanceArn=f"arn:aws:rds:{REGION}:{ACCOUNT}:db:d", DbiResourceId="db-NEW", **more
    )
    described = f"<DBInstances><DBInstance>{live}</DBInstance></DBInstances>"
    return {
        "DescribeDBInstances": f"<DescribeDBInstancesResult>{described}</DescribeDBInstancesResult>",
        "DescribeDBSnapshots": answer,
        "ListRecoveryPointsByResource": {"RecoveryPoints": []},
    }


def test_the_newest_snapshot_is_found_on_the_second_page() -> None:
    def pages(params: Mapping[str, Any]) -> str:
        if params.get("SnapshotType") == "awsbackup":
            return snapshots()
        if params.get("Marker") == "more":
            return snapshots(snapshot("2026-06-14T00:00:00Z", DBSnapshotIdentifier="b"))
        return snapshots(snapshot("2026-06-01T00:00:00Z"), marker="more")

    answer = fact(told(database(pages), "backup.kept", "aws_db_instance", {"identifier": "d"}))
    assert answer.value == datetime(2026, 6, 14, tzinfo=UTC)
    assert answer.detail == "manual snapshot b"


@pytest.mark.parametrize(
    "other",
    [
        {"Status": "creating"},
        {"SnapshotType": "automated"},
        {"DbiResourceId": "db-OLD"},
        {"OriginalSnapshotCreateTime": "2026-05-01T00:00:00Z"},
    ],
)
def test_what_is_no_newer_backup_of_this_database(other: Mapping[str, str]) -> None:
    good = snapshot("2026-06-02T00:00:00Z", DbiResourceId="db-NEW")
    cloud = database(lambda _: snapshots(snapshot("2026-06-14T00:00:00Z", **other), good))
    answer = told(cloud, "backup.kept", "aws_db_instance", {"identifier": "d"})
    assert fact(answer).value == datetime(2026, 6, 2, tzinfo=UTC)


def test_snapshots_of_aws_backup_are_asked_for_by_their_type() -> None:
    def only_of_vaults(params: Mapping[str, Any]) -> str:
        if params.get("SnapshotType") != "awsbackup":
            return snapshots()
        return snapshots(snapshot("2026-06-03T00:00:00Z", SnapshotType="awsbackup"))

    answer = told(database(only_of_vaults), "backup.kept", "aws_db_instance", {"identifier": "d"})
    assert fact(answer).value == datetime(2026, 6, 3, tzinfo=UTC)


def test_without_retention_the_restorable_time_says_nothing() -> None:
    times = {"LatestRestorableTime": "2026-06-15T11:55:00Z", "BackupRetentionPeriod": "0"}
    cloud = database(lambda _: snapshots(), **times)
    answer = fact(told(cloud, "backup.latest", "aws_db_instance", {"identifier": "d"}))
    assert (answer.value, answer.detail) == (None, "no backup")


def test_pages_without_end_are_not_read_to_the_end() -> None:
    cloud = database(lambda _: snapshots(snapshot("2026-06-01T00:00:00Z"), marker="more"))
    answer = told(cloud, "backup.kept", "aws_db_instance", {"identifier": "d"}, timeout="30s")
    told_so = "there may be newer ones: has more than 100 pages for rds:DescribeDBSnapshots"
    assert told_so in fact(answer).detail
    empty = database(lambda _: snapshots(marker="more"))
    answer = told(empty, "backup.kept", "aws_db_instance", {"identifier": "d"}, timeout="30s")
    assert "has more than 100 pages for rds:DescribeDBSnapshots" in why(answer)


def table(*summaries: Mapping[str, Any]) -> Cloud:
    live = {"TableArn": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/t", "TableId": "new"}
    return {
        "DescribeTable": {"Table": live},
        "ListBackups": {"BackupSummaries": list(summaries)},
        "ListRecoveryPointsByResource": {"RecoveryPoints": []},
    }


def test_a_backup_of_an_earlier_table_of_the_name_does_not_count() -> None:
    whole = {"BackupStatus": "AVAILABLE", "BackupName": "b"}
    old = {**whole, "TableId": "old", "BackupCreationDateTime": NOW.timestamp()}
    half = {**old, "TableId": "new", "BackupStatus": "CREATING"}
    answer = told(table(old, half), "backup.kept", "aws_dynamodb_table", {"name": "t"})
    assert fact(answer).value is None
    good = {**old, "TableId": "new"}
    answer = told(table(old, good), "backup.kept", "aws_dynamodb_table", {"name": "t"})
    assert fact(answer).value == NOW


@pytest.mark.parametrize(
    "broken",
    [
        {"ListBackups": Given(body=b"<html>proxy</html>")},
        {"ListBackups": {}},
        {"DescribeTable": {}},
        {"ListRecoveryPointsByResource": Given(body=b"[]")},
    ],
)
def test_what_is_no_answer_is_never_taken_for_none(broken: Cloud) -> None:
    answer = told({**table(), **broken}, "backup.kept", "aws_dynamodb_table", {"name": "t"})
    assert isinstance(answer, Unknown)


def test_continuous_backups_that_are_not_told_are_unknown() -> None:
    cloud = {**table(), "DescribeContinuousBackups": {}}
    assert isinstance(told(cloud, "backup.latest", "aws_dynamodb_table", {"name": "t"}), Unknown)


def cache_of(*taken: str, **more: str) -> Cloud:
    created = xml(ReplicationGroupCreateTime="2026-06-01T00:00:00Z")
    nodes = "".join(
        f"<NodeSnapshot>{xml(SnapshotCreateTime=each)}</NodeSnapshot>" for each in taken
    )
    told = xml(**{"SnapshotStatus": "available", "SnapshotSource": "manual", **more})
    one = f"<Snapshot>{told}<NodeSnapshots>{nodes}</NodeSnapshots></Snapshot>"
    groups = (
        f"<ReplicationGroups><ReplicationGroup>{created}</ReplicationGroup></ReplicationGroups>"
    )
    return {
        "DescribeReplicationGroups": (
            f"<DescribeReplicationGroupsResult>{groups}</DescribeReplicationGroupsResult>"
        ),
        "DescribeSnapshots": (
            f"<DescribeSnapshotsResult><Snapshots>{one}</Snapshots></DescribeSnapshotsResult>"
        ),
    }


def test_a_cache_comes_back_to_the_moment_of_its_oldest_shard() -> None:
    group = {"replication_group_id": "g"}
    type_ = "aws_elasticache_replication_group"
    cloud = cache_of("2026-06-03T00:05:00Z", "2026-06-03T00:01:00Z")
    oldest = datetime(2026, 6, 3, 0, 1, tzinfo=UTC)
    assert fact(told(cloud, "backup.kept", type_, group)).value == oldest
    automated = cache_of("2026-06-03T00:01:00Z", SnapshotSource="automated")
    assert fact(told(automated, "backup.kept", type_, group)).value is None
    assert fact(told(automated, "backup.latest", type_, group)).value == oldest
    earlier = cache_of("2026-05-03T00:01:00Z")
    assert fact(told(earlier, "backup.kept", type_, group)).value is None


def usage(**more: Any) -> Mapping[str, Any]:
    return {"KeyId": KEY, "KeyLastUsage": {}, **more}


def test_the_last_use_of_a_key_as_kms_keeps_it() -> None:
    last = {"Operation": "Decrypt", "Timestamp": NOW.timestamp()}
    cloud = {"GetKeyLastUsage": usage(KeyLastUsage=last)}
    for type_, attribute in (("aws_kms_key", "arn"), ("aws_kms_alias", "target_key_arn")):
        answer = fact(told(cloud, "key.last_used", type_, {attribute: KEY}))
        assert (answer.value, answer.detail) == (NOW, "last use: Decrypt")


def test_a_key_that_was_never_used() -> None:
    made = {"KeyCreationDate": NOW.timestamp(), "TrackingStartDate": NOW.timestamp()}
    answer = fact(
        told({"GetKeyLastUsage": usage(**made)}, "key.last_used", "aws_kms_key", {"arn": KEY})
    )
    assert (answer.value, answer.detail) == (None, "never used since it was made")
    assert isinstance(
        told({"GetKeyLastUsage": {}}, "key.last_used", "aws_kms_key", {"arn": KEY}), Unknown
    )


def event(name: str, days: int, source: str = "kms.amazonaws.com") -> Mapping[str, Any]:
    when = (NOW - timedelta(days=days)).timestamp()
    return {"EventName": name, "EventSource": source, "EventTime": when}


def test_a_use_in_the_history_on_a_later_page() -> None:
    def look_up(params: Mapping[str, Any]) -> Reply:
        assert params["LookupAttributes"] == [
            {"AttributeKey": "ResourceName", "AttributeValue": KEY}
        ]
        if params.get("NextToken"):
            return {"Events": [event("GenerateDataKey", 9), event("Decrypt", 10)]}
        return {"Events": [event("DescribeKey", 1), event("Encrypt", 2, "x")], "NextToken": "n"}

    cloud: Cloud = {
        "GetKeyLastUsage": refusal("UnknownOperationException"),
        "LookupEvents": look_up,
    }
    answer = fact(told(cloud, "key.last_used", "aws_kms_key", {"arn": KEY}))
    assert answer.value == NOW - timedelta(days=9)
    assert answer.detail == "GenerateDataKey, from CloudTrail"


def test_no_use_in_the_history_says_how_far_it_reaches() -> None:
    began = {
        "KeyCreationDate": 0,
        "TrackingStartDate": datetime(2026, 4, 1, tzinfo=UTC).timestamp(),
    }
    cloud = {"GetKeyLastUsage": usage(**began), "LookupEvents": {"Events": []}}
    answer = fact(told(cloud, "key.last_used", "aws_kms_key", {"arn": KEY}, history_days=30))
    assert answer.value is None
    assert answer.detail == (
        "none since 2026-04-01 in KMS, and no use in the last 30 days in CloudTrail's history "
        "of this region"
    )


def test_a_history_too_long_to_look_through_is_unknown() -> None:
    pages = {"Events": [event("DescribeKey", 1)], "NextToken": "more"}
    cloud = {"GetKeyLastUsage": usage(), "LookupEvents": pages}
    answer = told(cloud, "key.last_used", "aws_kms_key", {"arn": KEY})
    assert "too many to look through" in why(answer)


def test_a_secret_is_read_at_the_latest_at_the_end_of_the_day() -> None:
    for day, latest in ((13, datetime(2026, 6, 14, tzinfo=UTC)), (15, NOW)):
        when = datetime(2026, 6, day, tzinfo=UTC).timestamp()
        cloud = {"DescribeSecret": {"ARN": SECRET, "LastAccessedDate": when}}
        answer = fact(
            told(cloud, "secret.last_used", "aws_secretsmanager_secret", {"arn": SECRET})
        )
        assert answer.value == latest
        assert answer.detail.startswith(f"read on 2026-06-{day}; ")
    cloud = {"DescribeSecret": {}}
    assert isinstance(
        told(cloud, "secret.last_used", "aws_secretsmanager_secret", {"arn": SECRET}), Unknown
    )


def service(**more: Any) -> Cloud:
    there = {"serviceName": "s", "status": "ACTIVE", "runningCount": 2, "desiredCount": 2}
    return {"DescribeServices": {"services": [{**there, **more}]}}


def step(name: str, minutes: int, **more: Any) -> Mapping[str, Any]:
    return {"id": name, "createdAt": (NOW - timedelta(minutes=minutes)).timestamp(), **more}


@pytest.mark.parametrize(
    ("steps", "ids"),
    [
        ({"deployments": [step("new", 1, rolloutState="COMPLETED")]}, []),
        ({"deployments": [step("new", 1, rolloutState="FAILED")]}, []),
        ({"deployments": [step("old", 90), step("new", 1)]}, ["new"]),
        ({"deployments": [step("new", 1, rolloutState="IN_PROGRESS")]}, ["new"]),
        ({"taskSets": [step("blue", 1, stabilityStatus="STEADY_STATE")]}, []),
        ({"taskSets": [step("blue", 9), step("green", 1, computedDesiredCount=2)]}, ["green"]),
        ({}, []),
    ],
)
def test_deployments_under_way(steps: Mapping[str, Any], ids: list[str]) -> None:
    answer = fact(told(service(**steps), "deploy.running", "aws_ecs_service", {"name": "s"}))
    events: Any = answer.value
    assert [each["id"] for each in events] == ids


def health(*states: str) -> Cloud:
    members = "".join(
        f"<member><TargetHealth><State>{each}</State></TargetHealth></member>" for each in states
    )
    inner = f"<TargetHealthDescriptions>{members}</TargetHealthDescriptions>"
    return {
        "DescribeTargetHealth": f"<DescribeTargetHealthResult>{inner}</DescribeTargetHealthResult>"
    }


GROUP = {
    "arn": f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:targetgroup/web/73e2d6bc24d8a067"
}


def test_targets_that_nobody_checks_are_unknown() -> None:
    answer = told(health("unused", "unavailable"), "targets.healthy", "aws_lb_target_group", GROUP)
    assert "does not check the targets of web" in why(answer)
    for states in (("unhealthy", "unused"), ("initial", "draining"), ()):
        answer = told(health(*states), "targets.healthy", "aws_lb_target_group", GROUP)
        assert fact(answer).value == 0
    empty = {"DescribeTargetHealth": "<DescribeTargetHealthResult/>"}
    assert isinstance(told(empty, "targets.healthy", "aws_lb_target_group", GROUP), Unknown)


QUEUE = {"name": "q"}


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (refusal("AccessDeniedException"), "its credentials lack the right sqs:GetQueueUrl"),
        (refusal("AccessDenied", 403), "its credentials lack the right sqs:GetQueueUrl"),
        (refusal("ExpiredToken", 403), "refused the login"),
        (refusal("InvalidClientTokenId", 403), "refused the login"),
        (refusal("QueueDoesNotExist"), "finds no live object"),
        (refusal("ThrottlingException"), "is asked too often: sqs:GetQueueUrl is throttled"),
        (refusal("UnknownOperationException"), "does not know the call sqs:GetQueueUrl"),
        (refusal("NoSuchThing"), "refused sqs:GetQueueUrl (NoSuchThing)"),
        (refusal("<b>odd</b>"), "refused sqs:GetQueueUrl (an error)"),
        (Given(status=404, body=b"<html>no</html>"), "does not know the call"),
        (Given(status=502, body=b"<html>bad gateway</html>"), "with status 502"),
        (Given(body=b"<html>hello</html>"), "cannot ask sqs:GetQueueAttributes"),
        (
            Given(status=301, headers={"Location": "http://127.0.0.1:1/"}),
            "refused sqs:GetQueueUrl",
        ),
    ],
)
def test_refusals_in_plain_words(reply: Given, reason: str) -> None:
    answer = why(told({"GetQueueUrl": reply}, "queue.depth", "aws_sqs_queue", QUEUE))
    assert reason in answer
    assert answer.startswith("aws ")
    assert "AKIA" not in answer
    assert "arn:" not in answer


def test_attributes_that_are_missing_are_no_depth() -> None:
    for attributes in ({}, {"Attributes": {"ApproximateNumberOfMessages": "many"}}):
        cloud: Cloud = {
            "GetQueueUrl": {"QueueUrl": "http://x/q"},
            "GetQueueAttributes": attributes,
        }
        answer = told(cloud, "queue.depth", "aws_sqs_queue", QUEUE)
        assert "what is no AWS answer" in why(answer)


def test_a_call_that_is_throttled_is_made_again() -> None:
    calls: list[int] = []

    def busy(_: Mapping[str, Any]) -> Reply:
        calls.append(1)
        return refusal("ThrottlingException") if len(calls) == 1 else service_of

    service_of: Reply = service()["DescribeServices"]  # type: ignore[assignment]
    answer = told({"DescribeServices": busy}, "units.running", "aws_ecs_service", {"name": "s"})
    assert fact(answer).value == 2


def test_a_server_that_hangs() -> None:
    def hang(_: Mapping[str, Any]) -> Reply:
        time.sleep(0.6)
        return {}

    answer = told({"GetQueueUrl": hang}, "queue.depth", "aws_sqs_queue", QUEUE, timeout="0.4s")
    assert why(answer) == "aws did not answer sqs:GetQueueUrl within 0.2 s"


def test_the_time_of_a_question_ends_between_calls() -> None:
    access = Access(aws.Options(), Surroundings())
    calls = Calls(access, rights=("sqs:GetQueueUrl",), region=REGION, seconds=0)
    with pytest.raises(SourceError, match="did not answer all"):
        calls.one("sqs:GetQueueUrl")


def test_nobody_listens() -> None:
    with serve(lambda _: Given()) as url:
        pass
    answer = asked_at(url, "queue.depth", "aws_sqs_queue", QUEUE)
    assert why(answer) == "aws cannot be reached: no connection"
    answer = asked_at(url.replace("http", "https"), "queue.depth", "aws_sqs_queue", QUEUE)
    assert why(answer) == "aws cannot be reached: no connection"


def test_a_server_without_a_trusted_certificate_is_not_asked() -> None:
    with serve(lambda _: Given()) as url:
        answer = asked_at(url.replace("http", "https"), "queue.depth", "aws_sqs_queue", QUEUE)
    assert why(answer) == "aws cannot be reached: its certificate is not trusted"


def test_a_caller_that_is_not_told_is_not_trusted() -> None:
    queue = {"name": "q", "arn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:q"}
    answer = told({"GetCallerIdentity": ""}, "queue.depth", "aws_sqs_queue", queue)
    assert "with what is no AWS answer" in why(answer)
    nobody = {"GetCallerIdentity": "<GetCallerIdentityResult></GetCallerIdentityResult>"}
    answer = told(nobody, "queue.depth", "aws_sqs_queue", queue)
    assert "sts:GetCallerIdentity with what is no AWS answer" in why(answer)
    denied = Given(
        status=403,
        body=b"<ErrorResponse><Error><Code>InvalidClientTokenId</Code></Error></ErrorResponse>",
    )
    answer = told({"GetCallerIdentity": denied}, "queue.depth", "aws_sqs_queue", queue)
    assert "refused the login" in why(answer)


def test_a_role_that_may_not_be_assumed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Mapping[str, Any]] = []

    def deny(params: Mapping[str, Any]) -> Given:
        asked.append(params)
        body = b"<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>"
        return Given(status=403, body=body)

    role: Mapping[str, Any] = {"role_arn": f"arn:aws:iam::{ACCOUNT}:role/reader"}
    answer = told({"AssumeRole": deny}, "queue.depth", "aws_sqs_queue", QUEUE, **role)
    assert "lack the right sts:AssumeRole" in why(answer)
    with serve(lambda _: Given(body=b"<x/>")) as url:
        access = Access(
            aws.Options(**role, endpoint_url=url, external_id_env="EXTERNAL"),
            Surroundings(environ={"EXTERNAL": "agreed"}),
        )
        with pytest.raises(SourceError):
            access.send("sqs:GetQueueUrl", REGION, {"QueueName": "q"})
    assert "ExternalId" not in asked[0]
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    answer = told({}, "queue.depth", "aws_sqs_queue", QUEUE, **role)
    assert "finds no credentials" in why(answer)


def test_no_login(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = told({}, "queue.depth", "aws_sqs_queue", QUEUE, profile="absent")
    assert "the profile is in no AWS configuration file" in why(answer)
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    answer = told({}, "queue.depth", "aws_sqs_queue", QUEUE)
    assert "the AWS configuration or its login cannot be used" in why(answer)


def test_the_extra_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "boto3", None)
    answer = told({}, "queue.depth", "aws_sqs_queue", QUEUE)
    assert why(answer) == "aws needs the extra aws: pip install 'planguard-iac[aws]'"


def test_an_older_boto3_lacks_a_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.xform_name", lambda _: "not_there")
    answer = told({}, "queue.depth", "aws_sqs_queue", QUEUE)
    assert why(answer) == "aws needs a newer boto3 for the call sqs:GetQueueUrl"


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://aws.example", "unencrypted"),
        ("ftp://127.0.0.1", "http(s)://HOST"),
        ("https://me:pass@aws.example", "http(s)://HOST"),
        ("https://[", "no address"),
    ],
)
def test_endpoints_that_are_not_safe_to_ask(url: str, problem: str) -> None:
    with pytest.raises(ValueError, match=re.escape(problem)):
        aws.Options(endpoint_url=url)


def test_a_call_that_is_not_listed_is_refused() -> None:
    access = Access(aws.Options(), Surroundings())
    calls = Calls(access, rights=RIGHTS["queue.depth"]["aws_sqs_queue"], region=REGION, seconds=1)
    with pytest.raises(SourceError, match="sqs:DeleteQueue, which is not among the rights"):
        calls.one("sqs:DeleteQueue", QueueUrl="x")


def test_every_right_only_reads() -> None:
    verbs = {
        action.partition(":")[2]
        for rights in RIGHTS.values()
        for actions in rights.values()
        for action in actions
    }
    assert all(verb.startswith(("Describe", "Get", "List", "Lookup")) for verb in verbs)


def test_the_example_in_the_documentation_can_be_used() -> None:
    lines = (aws.__doc__ or "").partition("    sources:\n")[2].splitlines()
    config = dedent("\n".join(["    sources:", *lines]))
    live = read_live(config, "planguard.yaml", Surroundings())
    assert live.is_bound("traffic.rate")


def test_every_topic_is_one() -> None:
    assert set(aws.topics) <= set(TOPICS)
    assert set(RIGHTS["traffic.rate"]) == {ANY}


def test_the_policy_for_some_topics() -> None:
    policy = aws.iam_policy(["queue.depth", "backup.kept", "load.cpu", "change.ticket"])
    assert policy["Version"] == "2012-10-17"
    by_action = {
        action: each["Resource"] for each in policy["Statement"] for action in each["Action"]
    }
    assert by_action["sqs:GetQueueAttributes"] == "arn:aws:sqs:*:*:*"
    assert by_action["cloudwatch:GetMetricStatistics"] == "*"
    assert by_action["rds:DescribeDBSnapshots"] == [
        "arn:aws:rds:*:*:db:*",
        "arn:aws:rds:*:*:snapshot:*",
    ]
    assert "dynamodb:DescribeContinuousBackups" not in by_action
    sids = [each["Sid"] for each in policy["Statement"]]
    assert len(set(sids)) == len(sids)
    assert all(sid.isalnum() and sid.startswith("Read") for sid in sids)
    whole = aws.iam_policy(aws.topics)["Statement"]
    assert len({each["Sid"] for each in whole}) == len(whole)
    assert "ReadDynamodbTable" in {each["Sid"] for each in whole}


def test_the_policy_of_a_role_and_of_nothing() -> None:
    role = f"arn:aws-cn:iam::{ACCOUNT}:role/reader"
    policy = aws.iam_policy(["queue.depth"], role_arn=role, partition="aws-cn")
    first, last = policy["Statement"]
    assert first["Resource"] == "arn:aws-cn:sqs:*:*:*"
    assert last == {
        "Sid": "AssumeTheRole",
        "Effect": "Allow",
        "Action": ["sts:AssumeRole"],
        "Resource": role,
    }
    assert aws.iam_policy([])["Statement"] == []
