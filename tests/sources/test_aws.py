"""The `aws` source against a real moto server: objects made through the API, then asked about."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import boto3
import pytest
from botocore.loaders import create_loader
from moto.cloudwatch.models import cloudwatch_backends
from moto.server import ThreadedMotoServer
from sources.aws_server import POINTS, forward
from sources.rig import Asked, Given, ask, serve

from planguard.model.fact import Answer, Fact
from planguard.model.value import Sensitive, Unknown

REGION = "eu-west-1"
ACCOUNT = "123456789012"
IMAGE = "ami-12c6146b"
"""One that moto has."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    front_door = serve(lambda asked: forward(f"http://127.0.0.1:{port}", asked))
    with pytest.MonkeyPatch.context() as patch, front_door as front:
        for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION"):
            patch.delenv(name, raising=False)
        for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
            patch.setenv(name, "absent")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        patch.setenv("NO_PROXY", "127.0.0.1")
        patch.setenv("AWS_ACCESS_KEY_ID", "testing")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing-secret")
        # Each question logs in anew here; the descriptions of the APIs are read once.
        patch.setattr("botocore.loaders.create_loader", cache(create_loader))
        yield front
    server.stop()


@cache
def api(url: str, service: str) -> Any:
    return boto3.client(service, region_name=REGION, endpoint_url=url)


def told(url: str, topic: str, type_: str, attributes: Mapping[str, Any], **more: Any) -> Answer:
    """Ask about an object; `wants` and `options` are more keys of the binding and the source."""
    config = {
        # The local AWS may be slow while other tests run.
        "sources": {
            "aws": {
                "type": "aws",
                "endpoint_url": url,
                "timeout": "40s",
                **more.pop("options", {}),
            }
        },
        "bindings": {topic: {"source": "aws", **more.pop("wants", {})}},
    }
    fields = {"type": type_, "region": REGION, "attributes": attributes, **more}
    return ask(json.dumps(config), topic, fields, seconds=60)


def fact(answer: Answer) -> Fact:
    assert isinstance(answer, Fact), answer
    return answer


def why(answer: Answer) -> str:
    assert isinstance(answer, Unknown), answer
    return answer.reason


def is_now(value: object) -> bool:
    return isinstance(value, datetime) and abs(datetime.now(UTC) - value) < timedelta(minutes=2)


def arn(service: str, rest: str) -> str:
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{rest}"


def make_table(url: str, name: str) -> Mapping[str, Any]:
    api(url, "dynamodb").create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    return {"name": name, "arn": arn("dynamodb", f"table/{name}")}


def make_database(url: str, name: str, **more: Any) -> Mapping[str, Any]:
    api(url, "rds").create_db_instance(
        DBInstanceIdentifier=name,
        Engine="postgres",
        DBInstanceClass="db.t3.micro",
        AllocatedStorage=20,
        MasterUsername="root",
        MasterUserPassword="not-a-real-one",
        **more,
    )
    return {"identifier": name, "arn": arn("rds", f"db:{name}")}


def test_a_table_without_any_backup_has_none(url: str) -> None:
    table = make_table(url, "bare")
    for topic in ("backup.latest", "backup.kept"):
        assert fact(told(url, topic, "aws_dynamodb_table", table)).value is None


def test_point_in_time_recovery_is_a_backup_that_goes_with_the_table(url: str) -> None:
    table = make_table(url, "pitr")
    api(url, "dynamodb").update_continuous_backups(
        TableName="pitr", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    latest = fact(told(url, "backup.latest", "aws_dynamodb_table", table))
    assert is_now(latest.value)
    assert latest.detail == "restorable up to then"
    assert fact(told(url, "backup.kept", "aws_dynamodb_table", table)).value is None


def test_an_on_demand_backup_outlives_the_table(url: str) -> None:
    table = make_table(url, "saved")
    api(url, "dynamodb").create_backup(TableName="saved", BackupName="before-the-change")
    kept = fact(told(url, "backup.kept", "aws_dynamodb_table", table))
    assert is_now(kept.value)
    assert kept.detail == "backup before-the-change"


def test_a_table_that_is_not_there_is_unknown_not_without_backup(url: str) -> None:
    answer = told(url, "backup.kept", "aws_dynamodb_table", {"name": "absent"})
    assert "finds no live object" in why(answer)


def test_a_manual_snapshot_of_a_database_is_kept(url: str) -> None:
    database = make_database(url, "orders", BackupRetentionPeriod=0)
    # moto takes an automated snapshot at once; AWS takes none without a retention period.
    assert fact(told(url, "backup.kept", "aws_db_instance", database)).value is None
    api(url, "rds").create_db_snapshot(
        DBSnapshotIdentifier="by-hand", DBInstanceIdentifier="orders"
    )
    for topic in ("backup.latest", "backup.kept"):
        answer = fact(told(url, topic, "aws_db_instance", database))
        assert is_now(answer.value)
        assert answer.detail == "manual snapshot by-hand"


def test_a_log_that_reaches_up_to_now_is_the_latest_but_not_kept(url: str) -> None:
    database = make_database(url, "logged", BackupRetentionPeriod=7)
    latest = fact(told(url, "backup.latest", "aws_db_instance", database))
    assert is_now(latest.value)
    assert latest.detail == "restorable up to then"
    assert fact(told(url, "backup.kept", "aws_db_instance", database)).value is None


def test_recovery_points_of_aws_backup_are_kept_when_complete(url: str) -> None:
    database = make_database(url, "vaulted", BackupRetentionPeriod=0)
    begun = datetime(2026, 1, 14, 3, tzinfo=UTC)
    POINTS[database["arn"]] = [
        {
            "CreationDate": begun.timestamp() + hours * 3600,
            "Status": status,
            "BackupVaultName": "v",
        }
        for hours, status in enumerate(["COMPLETED", "CREATING", "AVAILABLE", "EXPIRED"])
    ]
    kept = fact(told(url, "backup.kept", "aws_db_instance", database))
    assert kept.value == begun
    assert kept.detail == "recovery point in the vault v"


@pytest.mark.parametrize(
    ("type_", "engine"),
    [
        ("aws_rds_cluster", "aurora-postgresql"),
        ("aws_rds_cluster_instance", "aurora-mysql"),
        ("aws_neptune_cluster", "neptune"),
    ],
)
def test_a_cluster_and_its_snapshots(url: str, type_: str, engine: str) -> None:
    rds, name = api(url, "rds"), f"c-{engine}"
    rds.create_db_cluster(
        DBClusterIdentifier=name,
        Engine=engine,
        MasterUsername="root",
        MasterUserPassword="not-a-real-one",
    )
    cluster = {"cluster_identifier": name}
    assert is_now(fact(told(url, "backup.latest", type_, cluster)).value)
    assert fact(told(url, "backup.kept", type_, cluster)).value is None
    rds.create_db_cluster_snapshot(
        DBClusterSnapshotIdentifier=f"s-{engine}", DBClusterIdentifier=name
    )
    kept = fact(told(url, "backup.kept", type_, cluster))
    assert is_now(kept.value)
    assert kept.detail == f"manual snapshot s-{engine}"


def test_a_file_system_has_the_recovery_points_of_aws_backup(url: str) -> None:
    made = api(url, "efs").create_file_system(CreationToken="t")
    files = {"id": made["FileSystemId"], "arn": made["FileSystemArn"], "owner_id": ACCOUNT}
    assert fact(told(url, "backup.latest", "aws_efs_file_system", files)).value is None
    day = datetime(2026, 1, 14, 5, tzinfo=UTC)
    POINTS[made["FileSystemArn"]] = [{"CreationDate": day.timestamp(), "Status": "COMPLETED"}]
    assert fact(told(url, "backup.kept", "aws_efs_file_system", files)).value == day


def test_a_volume_and_its_snapshots(url: str) -> None:
    ec2 = api(url, "ec2")
    volume = ec2.create_volume(AvailabilityZone=f"{REGION}a", Size=8)["VolumeId"]
    assert fact(told(url, "backup.kept", "aws_ebs_volume", {"id": volume})).value is None
    snapshot = ec2.create_snapshot(VolumeId=volume)["SnapshotId"]
    answer = fact(told(url, "backup.latest", "aws_ebs_volume", {"id": volume}))
    assert is_now(answer.value)
    assert answer.detail == f"snapshot {snapshot}"


def test_a_warehouse_and_its_snapshots(url: str) -> None:
    redshift = api(url, "redshift")
    redshift.create_cluster(
        ClusterIdentifier="dwh",
        NodeType="ra3.large",
        MasterUsername="root",
        MasterUserPassword="Not-a-real-1",
    )
    cluster = {"cluster_identifier": "dwh"}
    assert fact(told(url, "backup.kept", "aws_redshift_cluster", cluster)).value is None
    redshift.create_cluster_snapshot(SnapshotIdentifier="full", ClusterIdentifier="dwh")
    kept = fact(told(url, "backup.kept", "aws_redshift_cluster", cluster))
    assert is_now(kept.value)
    assert kept.detail == "manual snapshot full"


def put(url: str, name: str, values: Mapping[int, float], **more: Any) -> None:
    """Give CloudWatch a value for each of some minutes ago."""
    now = datetime.now(UTC)
    dimensions = [{"Name": key, "Value": value} for key, value in more.items()]
    namespace = "AWS/ECS" if "ServiceName" in more else "AWS/RDS"
    for minutes, value in values.items():
        point = {"MetricName": name, "Dimensions": dimensions, "Value": value}
        moment = now - timedelta(minutes=minutes)
        api(url, "cloudwatch").put_metric_data(
            Namespace=namespace, MetricData=[{**point, "Timestamp": moment}]
        )


def test_connections_are_the_most_of_the_last_five_minutes(url: str) -> None:
    put(url, "DatabaseConnections", {9: 70, 4: 12, 2: 3}, DBInstanceIdentifier="busy")
    answer = fact(told(url, "database.connections", "aws_db_instance", {"identifier": "busy"}))
    assert answer.value == 12
    age = datetime.now(UTC) - answer.observed_at
    assert timedelta(minutes=1) < age < timedelta(minutes=4)
    assert answer.detail == "maximum of AWS/RDS DatabaseConnections over 5m"


def test_no_datapoint_is_unknown_never_zero(url: str) -> None:
    answer = told(url, "database.connections", "aws_rds_cluster", {"cluster_identifier": "quiet"})
    assert "no recent datapoint of AWS/RDS DatabaseConnections" in why(answer)


def test_an_instance_of_a_cluster_has_load_of_its_own(url: str) -> None:
    put(url, "CPUUtilization", {2: 40}, DBInstanceIdentifier="writer")
    instance = {"identifier": "writer", "cluster_identifier": "c"}
    assert fact(told(url, "load.cpu", "aws_rds_cluster_instance", instance)).value == 40


def test_load_of_an_ecs_service_and_of_what_scales_it(url: str) -> None:
    put(url, "CPUUtilization", {3: 90, 2: 70}, ClusterName="main", ServiceName="web")
    service = {"name": "web", "cluster": arn("ecs", "cluster/main")}
    assert fact(told(url, "load.cpu", "aws_ecs_service", service)).value == 80
    target = {"resource_id": "service/main/web"}
    assert fact(told(url, "load.cpu", "aws_appautoscaling_target", target)).value == 80
    wants = {"object_type": "aws_ecs_service", "cluster": "main", "identifier": "{{ service }}"}
    answer = told(url, "load.cpu", "aws_ecs_task_definition", {}, wants=wants, service="web")
    assert fact(answer).value == 80
    answer = told(url, "load.cpu", "aws_appautoscaling_target", {"resource_id": "table/orders"})
    assert "cannot tell load.cpu of what this target scales" in why(answer)


def test_a_service_that_names_no_cluster_runs_in_the_default_one(url: str) -> None:
    put(url, "MemoryUtilization", {2: 55}, ClusterName="default", ServiceName="lone")
    assert fact(told(url, "load.memory", "aws_ecs_service", {"name": "lone"})).value == 55


def test_any_metric_of_a_binding(url: str) -> None:
    put(url, "Hits", {3: 100, 2: 200}, DBInstanceIdentifier="x")
    wants = {
        "namespace": "AWS/RDS",
        "metric": "Hits",
        "statistic": "Rate",
        "dimensions": {"DBInstanceIdentifier": "{{ name }}"},
    }
    answer = told(url, "traffic.rate", "aws_anything", {}, wants=wants, name="x")
    assert fact(answer).value == 1
    assert "needs `namespace`" in why(told(url, "traffic.rate", "aws_anything", {}))
    del wants["namespace"]
    answer = told(url, "traffic.rate", "aws_anything", {}, wants=wants, name="x")
    assert "needs `namespace` beside `metric`" in why(answer)
    answer = told(url, "queue.depth", "aws_sqs_queue", {}, wants={"metric": "Hits"})
    assert "takes no `metric` for queue.depth" in why(answer)


@pytest.mark.parametrize(
    ("statistic", "value"), [("Sum", 30), ("Minimum", 10), ("Maximum", 20), ("Average", 15)]
)
def test_statistics(url: str, statistic: str, value: float) -> None:
    name = f"of-{statistic}"
    put(url, "CPUUtilization", {3: 10, 2: 20}, DBInstanceIdentifier=name)
    wants = {"statistic": statistic}
    answer = told(url, "load.cpu", "aws_db_instance", {"identifier": name}, wants=wants)
    assert fact(answer).value == value


def test_messages_in_a_queue(url: str) -> None:
    sqs = api(url, "sqs")
    queue = sqs.create_queue(QueueName="work")["QueueUrl"]
    for body in ("a", "b", "c"):
        sqs.send_message(QueueUrl=queue, MessageBody=body)
    sqs.receive_message(QueueUrl=queue)
    answer = fact(told(url, "queue.depth", "aws_sqs_queue", {"name": "work"}))
    assert answer.value == 3
    assert answer.detail == "2 wait, 1 are being worked on, 0 are delayed"
    assert "finds no live object" in why(told(url, "queue.depth", "aws_sqs_queue", {"name": "no"}))


def test_the_url_of_a_queue_in_the_plan_is_not_called(url: str) -> None:
    called: list[Asked] = []

    def note(asked: Asked) -> Given:
        called.append(asked)
        return Given()

    with serve(note) as elsewhere:
        queue = {"name": "away", "url": f"{elsewhere}/away", "id": f"{elsewhere}/away"}
        assert "finds no live object" in why(told(url, "queue.depth", "aws_sqs_queue", queue))
        wants = {"identifier": "{{ attributes.url }}"}
        why(told(url, "queue.depth", "aws_sqs_queue", queue, wants=wants))
    assert not called


def test_instances_of_a_group_that_are_in_service(url: str) -> None:
    ec2, group = api(url, "ec2"), api(url, "autoscaling")
    group.create_launch_configuration(
        LaunchConfigurationName="lc", ImageId=IMAGE, InstanceType="t3.micro"
    )
    group.create_auto_scaling_group(
        AutoScalingGroupName="fleet",
        LaunchConfigurationName="lc",
        MinSize=3,
        MaxSize=3,
        AvailabilityZones=[f"{REGION}a"],
    )
    there = group.describe_auto_scaling_groups()["AutoScalingGroups"][0]["Instances"]
    group.enter_standby(
        AutoScalingGroupName="fleet",
        InstanceIds=[there[0]["InstanceId"]],
        ShouldDecrementDesiredCapacity=False,
    )
    answer = fact(told(url, "units.running", "aws_autoscaling_group", {"name": "fleet"}))
    assert answer.value == 3
    assert answer.detail == "3 of 4 instances in service, 3 wanted"
    one = {"id": there[1]["InstanceId"]}
    assert fact(told(url, "units.running", "aws_instance", one)).value == 1
    ec2.stop_instances(InstanceIds=[one["id"]])
    assert fact(told(url, "units.running", "aws_instance", one)).value == 0
    absent = told(url, "units.running", "aws_autoscaling_group", {"name": "absent"})
    assert "finds no live object" in why(absent)


def make_service(url: str, name: str, running: int, patch: pytest.MonkeyPatch) -> dict[str, Any]:
    ecs = api(url, "ecs")
    ecs.create_cluster(clusterName="prod")
    ecs.register_task_definition(
        family="task", containerDefinitions=[{"name": "c", "image": "i", "memory": 128}]
    )
    patch.setenv("MOTO_ECS_SERVICE_RUNNING", str(running))  # what moto lets run
    made = ecs.create_service(
        cluster="prod", serviceName=name, taskDefinition="task", desiredCount=3
    )
    return {"name": name, "cluster": "prod", "id": made["service"]["serviceArn"]}


def test_tasks_of_a_service_at_rest(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    service = make_service(url, "calm", 3, monkeypatch)
    answer = fact(told(url, "units.running", "aws_ecs_service", service))
    assert (answer.value, answer.detail) == (3, "3 of 3 tasks run")
    assert fact(told(url, "deploy.running", "aws_ecs_service", service)).value == []


def test_a_deployment_under_way(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    service = make_service(url, "rolling", 1, monkeypatch)
    events: Any = fact(
        told(url, "deploy.running", "aws_ecs_service", service, service="checkout")
    ).value
    assert [event["title"] for event in events] == ["deployment of rolling: 1 of 3 tasks run"]
    assert events[0]["services"] == ["checkout"]
    assert events[0]["id"].startswith("ecs-svc/")


def test_a_service_that_is_gone_is_unknown(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    service = make_service(url, "gone", 3, monkeypatch)
    api(url, "ecs").delete_service(cluster="prod", service="gone", force=True)
    assert "finds no live object" in why(told(url, "units.running", "aws_ecs_service", service))
    service["cluster"] = "nowhere"
    assert "finds no live object" in why(told(url, "units.running", "aws_ecs_service", service))


def make_groups(url: str) -> list[str]:
    """Make a group with two healthy targets and one with none, behind a listener."""
    ec2, elb = api(url, "ec2"), api(url, "elbv2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(
            VpcId=vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=f"{REGION}{zone}"
        )
        for n, zone in enumerate("ab")
    ]
    made = ec2.run_instances(ImageId=IMAGE, MinCount=2, MaxCount=2)["Instances"]
    balancer = elb.create_load_balancer(
        Name="lb", Subnets=[each["Subnet"]["SubnetId"] for each in subnets]
    )["LoadBalancers"][0]["LoadBalancerArn"]
    arns = []
    for name in ("blue", "green"):
        group = elb.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=vpc)
        arns.append(group["TargetGroups"][0]["TargetGroupArn"])
    targets = [{"Id": each["InstanceId"], "Port": 80} for each in made]
    elb.register_targets(TargetGroupArn=arns[0], Targets=targets)
    groups = [{"TargetGroupArn": each, "Weight": 1} for each in arns]
    elb.create_listener(
        LoadBalancerArn=balancer,
        Protocol="HTTP",
        Port=80,
        DefaultActions=[{"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}],
    )
    return arns


@pytest.fixture(scope="module")
def groups(url: str) -> list[str]:
    return make_groups(url)


def forwarding(*weights: tuple[Any, Any]) -> Mapping[str, Any]:
    """Give a listener that forwards, as the provider writes it."""
    pairs = [{"arn": group, "weight": weight} for group, weight in weights]
    return {"default_action": [{"type": "forward", "forward": [{"target_group": pairs}]}]}


def test_the_lowest_number_of_healthy_targets_counts(url: str, groups: list[str]) -> None:
    blue, green = groups
    after = forwarding((blue, 90), (green, 10))
    answer = fact(told(url, "targets.healthy", "aws_lb_listener", {}, after=after))
    assert answer.value == 0
    assert answer.detail == "0 of 0 targets of green healthy, the lowest of 2 target groups"


def test_a_group_without_weight_gets_no_traffic(url: str, groups: list[str]) -> None:
    after = forwarding((groups[0], 100), (groups[1], 0))
    answer = fact(told(url, "targets.healthy", "aws_alb_listener", {}, after=after))
    assert (answer.value, answer.detail) == (2, "2 of 2 targets of blue healthy")


def test_a_rule_that_is_deleted_is_asked_as_it_is(url: str, groups: list[str]) -> None:
    rule = {"action": [{"type": "forward", "target_group_arn": groups[0], "forward": []}]}
    answer = told(url, "targets.healthy", "aws_lb_listener_rule", rule, after={})
    assert fact(answer).value == 2


@pytest.mark.parametrize(
    ("type_", "place"),
    [
        ("aws_lb_target_group", lambda arn: {"arn": arn}),
        ("aws_lb_target_group_attachment", lambda arn: {"target_group_arn": arn}),
        ("aws_ecs_service", lambda arn: {"load_balancer": [{"target_group_arn": arn}]}),
    ],
)
def test_where_objects_name_their_group(
    url: str, groups: list[str], type_: str, place: Any
) -> None:
    answer = told(url, "targets.healthy", type_, place(groups[0]))
    assert fact(answer).value == 2


def test_a_group_that_the_binding_names(url: str, groups: list[str]) -> None:
    wants = {"target_group": "{{ tags.group }}", "object_type": "aws_lb_target_group"}
    answer = told(url, "targets.healthy", "aws_x", {}, wants=wants, tags={"group": groups[0]})
    assert fact(answer).value == 2


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        (forwarding((Unknown(), 1)), "known after apply"),
        ({"default_action": Unknown()}, "known after apply"),
        ({"default_action": [{"forward": Sensitive([])}]}, "is sensitive"),
        ({"default_action": [{"type": "redirect"}]}, "finds no target group"),
        ({"default_action": None}, "finds no target group"),
    ],
)
def test_where_the_group_is_not_known(url: str, after: Mapping[str, Any], reason: str) -> None:
    assert reason in why(told(url, "targets.healthy", "aws_lb_listener", {}, after=after))


def test_an_alarm_that_fires_and_one_that_does_not(url: str) -> None:
    watch = api(url, "cloudwatch")
    watch.put_metric_alarm(
        AlarmName="queue-old",
        MetricName="Age",
        Namespace="N",
        Statistic="Maximum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1.0,
        ComparisonOperator="GreaterThanThreshold",
    )
    alarm = {"alarm_name": "queue-old", "arn": arn("cloudwatch", "alarm:queue-old")}
    for state, ids in (("OK", []), ("ALARM", ["queue-old"])):
        watch.set_alarm_state(AlarmName="queue-old", StateValue=state, StateReason="test")
        answer = told(url, "alarm.firing", "aws_cloudwatch_metric_alarm", alarm, service="jobs")
        events: Any = fact(answer).value
        assert [event["id"] for event in events] == ids
    assert is_now(events[0]["since"])
    assert events[0]["services"] == ["jobs"]
    absent = told(url, "alarm.firing", "aws_cloudwatch_metric_alarm", {"alarm_name": "absent"})
    assert "finds no live object" in why(absent)


def test_a_composite_alarm(url: str) -> None:
    # moto has no call to make one, but lists those in its memory.
    cloudwatch_backends[ACCOUNT][REGION].put_metric_alarm(
        name="all",
        namespace="",
        metric_name="",
        comparison_operator="",
        evaluation_periods=1,
        period=60,
        threshold=1,
        statistic="",
        description="",
        dimensions=[],
        alarm_actions=[],
        actions_enabled=False,
        rule="ALARM(queue-old)",
    )
    alarm = {"alarm_name": "all"}
    answer = fact(told(url, "alarm.firing", "aws_cloudwatch_composite_alarm", alarm))
    assert answer.value == []
    api(url, "cloudwatch").set_alarm_state(AlarmName="all", StateValue="ALARM", StateReason="x")
    answer = fact(told(url, "alarm.firing", "aws_cloudwatch_composite_alarm", alarm))
    assert answer.detail == "the alarm is in the state ALARM, its actions are off"


def test_a_secret_is_never_read_or_today(url: str) -> None:
    secrets = api(url, "secretsmanager")
    made = secrets.create_secret(Name="token", SecretString="hidden")["ARN"]
    secret = {"arn": made, "id": made}
    answer = fact(told(url, "secret.last_used", "aws_secretsmanager_secret", secret))
    assert (answer.value, answer.detail) == (None, "never read in this region")
    version = {"secret_id": "absent"}
    absent = told(url, "secret.last_used", "aws_secretsmanager_secret_version", version)
    assert "finds no live object" in why(absent)


def test_another_account_is_not_asked(url: str) -> None:
    other = {"name": "work", "arn": f"arn:aws:sqs:{REGION}:999999999999:work"}
    answer = told(url, "queue.depth", "aws_sqs_queue", other)
    assert "credentials for another account" in why(answer)
    assert "999999999999" not in why(answer)
    answer = told(url, "queue.depth", "aws_sqs_queue", {"name": "work"}, account="999999999999")
    assert "credentials for another account" in why(answer)


def test_the_region_is_the_one_of_the_object(url: str) -> None:
    api(url, "sqs").create_queue(QueueName="here")
    queue = {"name": "here", "arn": arn("sqs", "here")}
    answer = told(url, "queue.depth", "aws_sqs_queue", queue, region=None)
    assert fact(answer).value == 0
    elsewhere = {"name": "here", "arn": f"arn:aws:sqs:us-east-2:{ACCOUNT}:here"}
    assert "finds no live object" in why(told(url, "queue.depth", "aws_sqs_queue", elsewhere))
    options = {"region": "us-east-2"}
    answer = told(url, "queue.depth", "aws_sqs_queue", queue, options=options)
    assert "is set to us-east-2, and the object is in eu-west-1" in why(answer)
    answer = told(url, "queue.depth", "aws_sqs_queue", {"name": "here"}, region="evil.test/x")
    assert "has not the form of one" in why(answer)
    answer = told(url, "queue.depth", "aws_sqs_queue", {"name": "here"}, region=None)
    assert "does not know the region" in why(answer)


def test_a_role_is_assumed(url: str) -> None:
    api(url, "sqs").create_queue(QueueName="by-role")
    options = {"role_arn": f"arn:aws:iam::{ACCOUNT}:role/reader", "external_id_env": "EXTERNAL"}
    queue = {"name": "by-role", "arn": arn("sqs", "by-role")}
    answer = told(url, "queue.depth", "aws_sqs_queue", queue, options=options)
    assert "the environment variable EXTERNAL is not set" in why(answer)
    del options["external_id_env"]
    assert fact(told(url, "queue.depth", "aws_sqs_queue", queue, options=options)).value == 0


def test_a_hostile_name_is_only_a_name(url: str) -> None:
    name = "work'\"&Action=DeleteQueue&QueueUrl=../../x?y=<z>"
    assert isinstance(told(url, "queue.depth", "aws_sqs_queue", {"name": name}), Unknown)
    wants = {"identifier": "{{ tags.queue }}"}
    api(url, "sqs").create_queue(QueueName="survivor")
    answer = told(url, "queue.depth", "aws_sqs_queue", {}, wants=wants, tags={"queue": name})
    assert isinstance(answer, Unknown)
    assert fact(told(url, "queue.depth", "aws_sqs_queue", {"name": "survivor"})).value == 0


def test_an_object_of_another_type_is_refused_with_those_that_can_be_asked(url: str) -> None:
    answer = told(url, "queue.depth", "aws_s3_bucket", {})
    assert why(answer) == "aws cannot tell queue.depth of aws_s3_bucket, but of: aws_sqs_queue"
    assert "for others name `namespace`" in why(told(url, "load.cpu", "aws_s3_bucket", {}))


def test_a_name_that_is_not_known_yet(url: str) -> None:
    answer = told(url, "queue.depth", "aws_sqs_queue", {"name": Unknown()})
    assert why(answer) == "aws attributes.name: known after apply"
