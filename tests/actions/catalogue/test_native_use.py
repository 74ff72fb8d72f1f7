"""What a review of native interfaces, and of Kubernetes' rarer kinds, put right."""

from __future__ import annotations

from typing import Any

import pytest

from planguard.actions.catalogue import all_entries
from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.action import Action
from planguard.model.source import NoSources
from planguard.model.words import Disruption, Reversible, Role
from planguard.testing import change, plan

_NONE: dict[str, Any] = {}
_GRANT, _REVOKE, _TRUST = "access.grant", "access.revoke", "access.trust"
_UP, _OFF, _CUT = "protection.up", "protection.guard-off", "protection.backup-cut"
_CONFIG, _RULE, _OPEN = "config.parameter", "routing.rule", "exposure.open"


def _found(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any]
) -> tuple[Action, ...]:
    subject = plan(change(type_, verb=verb, before=before, after=after))
    return classify(subject, build(subject, NoSources())).items


def _spread(share: float) -> dict[str, Any]:
    return {"functionVersion": "1", "routingConfig": {"additionalVersionWeights": [
        {"functionVersion": "2", "functionWeight": share}]}}  # fmt: skip


def _launched(**fields: Any) -> dict[str, Any]:
    return {"launchTemplateData": {"instanceType": "m5.large", **fields}}


def _drives(*names: str) -> dict[str, Any]:
    return {"blockDeviceMappings": [{"deviceName": name, "ebs": {"encrypted": True}}
                                    for name in names]}  # fmt: skip


def _provisioned(mode: str, **throughput: int) -> dict[str, Any]:
    return {"billingMode": mode, **({"provisionedThroughput": throughput} if throughput else {})}


def _replicas(*regions: str) -> dict[str, Any]:
    recovery = {"pointInTimeRecoveryEnabled": True}
    return {"replicas": [{"region": region, "deletionProtectionEnabled": True,
                          "pointInTimeRecoverySpecification": recovery}
                         for region in regions]}  # fmt: skip


def _lifecycle(**rule: Any) -> dict[str, Any]:
    return {"lifecycleConfiguration": {"rules": [{"id": "a", "status": "Enabled", **rule}]}}


def _encrypted(algorithm: str) -> dict[str, Any]:
    by_default = {"serverSideEncryptionByDefault": {"sseAlgorithm": algorithm}}
    return {"bucketEncryption": {"serverSideEncryptionConfiguration": [by_default]}}


def _images(count: int, *tags: str) -> dict[str, Any]:
    kept = {"tagStatus": "tagged", "tagPrefixList": list(tags), "countType": "imageCountMoreThan",
            "countNumber": count}  # fmt: skip
    text = {"rules": [{"rulePriority": 1, "selection": kept, "action": {"type": "expire"}}]}
    return {"lifecyclePolicy": {"lifecyclePolicyText": text}}


def _selected(**conditions: Any) -> dict[str, Any]:
    return {"backupSelection": {"selectionName": "a", "conditions": conditions}}


def _blocked(*names: str, action: str = "block") -> dict[str, Any]:
    return {"rules": [{"name": name, "priority": place, "action": {action: {}}}
                      for place, name in enumerate(names)]}  # fmt: skip


def _served(kind: str, *places: str) -> dict[str, Any]:
    restriction = {"restrictionType": kind, "locations": list(places)}
    return {"distributionConfig": {"enabled": True,
                                   "restrictions": {"geoRestriction": restriction}}}  # fmt: skip


def _scoped(kind: str, *namespaces: str) -> dict[str, Any]:
    scope = {"type": kind, **({"namespaces": list(namespaces)} if namespaces else {})}
    return {"accessPolicies": [{"policyArn": "p", "accessScope": scope}]}


def _pointed(group: str) -> dict[str, Any]:
    return {"defaultActions": [{"type": "forward", "targetGroupArn": group}]}


_AWS: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("ec2:Instance", "replace", {"imageId": "a", "keyName": "a"}, {"imageId": "a", "keyName": "b"},
     {_TRUST, "deploy.version"}),
    ("ec2:Instance", "update", {"monitoring": True}, {"monitoring": False},
     {"config.flag"}),
    ("ec2:SecurityGroupEgress", "delete", {"ipProtocol": "-1", "cidrIp": "0.0.0.0/0"}, _NONE,
     {"routing.network"}),
    ("ec2:SecurityGroupEgress", "delete", {"ipProtocol": "-1", "destinationSecurityGroupId": "a"},
     _NONE, {"routing.network"}),
    ("ec2:SubnetRouteTableAssociation", "delete", {"routeTableId": "a"}, _NONE,
     {"routing.network"}),
    ("ec2:Instance", "update", _drives("a", "b"), _drives("a"), set()),
    ("ec2:LaunchTemplate", "update", _launched(iamInstanceProfile={"name": "a"}), _launched(),
     {_REVOKE}),
    ("ec2:LaunchTemplate", "update", _launched(), _launched(keyName="a"), {_TRUST}),
    ("autoscaling:AutoScalingGroup", "update", {"targetGroupArns": ["a", "b"]},
     {"targetGroupArns": ["a"]}, {"routing.remove"}),
    ("autoscaling:AutoScalingGroup", "update",
     {"mixedInstancesPolicy": {"launchTemplate": {"launchTemplateSpecification": {"version": "1"}}}},
     {"mixedInstancesPolicy": {"launchTemplate": {"launchTemplateSpecification": {"version": "2"}}}},
     {"deploy.version"}),
    ("lambda:Function", "update", {"tracingConfig": {"mode": "Active"}},
     {"tracingConfig": {"mode": "PassThrough"}}, {"observability.logs-off"}),
    ("lambda:Alias", "update", _spread(0.1), _spread(0.5), {"routing.traffic"}),
    ("lambda:Url", "create", _NONE, {"authType": "AWS_IAM"}, set()),
    ("lambda:Url", "update", {"cors": {"allowOrigins": ["a"]}}, {"cors": {"allowOrigins": ["a", "b"]}},
     {_GRANT}),
    ("lambda:EventSourceMapping", "update", {"enabled": True}, {"enabled": False},
     {"scale.to-zero"}),
    ("ecs:Cluster", "update", {"capacityProviders": ["a", "b"]}, {"capacityProviders": ["a"]},
     {"scale.limits-down"}),
    ("ecs:Service", "update", {"schedulingStrategy": "DAEMON", "desiredCount": 3},
     {"schedulingStrategy": "DAEMON", "desiredCount": 0}, set()),
    ("ecs:Service", "update", {"loadBalancers": [{"targetGroupArn": "a"}, {"targetGroupArn": "b"}]},
     {"loadBalancers": [{"targetGroupArn": "a"}]}, {"routing.remove"}),
    ("ecs:TaskDefinition", "replace", {"ipcMode": "task"}, {"ipcMode": "host"}, {_GRANT}),
    ("eks:Cluster", "update", {"accessConfig": {"authenticationMode": "API_AND_CONFIG_MAP"}},
     {"accessConfig": {"authenticationMode": "API"}}, {_REVOKE}),
    ("eks:Nodegroup", "replace", {"remoteAccess": {"ec2SshKey": "a"}},
     {"remoteAccess": {"ec2SshKey": "b"}}, {_TRUST, "deploy.version"}),
    ("eks:Nodegroup", "replace", {"capacityType": "SPOT"}, {"capacityType": "ON_DEMAND"},
     {_CONFIG, "deploy.version"}),
    ("eks:Addon", "delete", {"preserveOnDelete": True}, _NONE, set()),
    ("eks:Addon", "update", {"podIdentityAssociations": [{"roleArn": "a", "serviceAccount": "a"}]},
     {"podIdentityAssociations": []}, {_REVOKE}),
    ("eks:AccessEntry", "create", _NONE, {"principalArn": "a"}, set()),
    ("eks:AccessEntry", "update", _scoped("namespace", "a", "b"), _scoped("namespace", "a"),
     {_REVOKE}),
    ("rds:DbInstance", "update", {"deleteAutomatedBackups": False}, {"deleteAutomatedBackups": True},
     {_OFF}),
    ("rds:DbInstance", "update", {"port": "1"}, {"port": "2"}, {_CONFIG}),
    ("rds:DbInstance", "update", {"optionGroupName": "a"}, {"optionGroupName": "b"}, {_CONFIG}),
    ("rds:DbInstance", "update", {"storageType": "gp2"}, {"storageType": "gp3"}, set()),
    ("rds:DbCluster", "update", {"globalClusterIdentifier": "a"}, {"globalClusterIdentifier": None},
     {_OFF}),
    ("rds:DbCluster", "update", {"scalingConfiguration": {"autoPause": False}},
     {"scalingConfiguration": {"autoPause": True}}, {"config.flag"}),
    ("rds:GlobalCluster", "delete", {"engine": "aurora-mysql"}, _NONE, {_OFF}),
    ("dynamodb:Table", "update", _provisioned("PROVISIONED", readCapacityUnits=5),
     _provisioned("PAY_PER_REQUEST"), {"scale.limits-up", "cost.up"}),
    ("dynamodb:GlobalTable", "update", _replicas("a", "b"), _replicas("a"), {_CUT}),
    ("elasticache:ReplicationGroup", "update", {"transitEncryptionEnabled": True},
     {"transitEncryptionEnabled": False}, {"protection.encryption-off"}),
    ("elasticache:ReplicationGroup", "update", {"automaticFailoverEnabled": None},
     {"automaticFailoverEnabled": True}, set()),
    ("elasticache:ServerlessCache", "update", {"userGroupId": "a"}, {"userGroupId": None},
     {_REVOKE}),
    ("s3:Bucket", "update", {"versioningConfiguration": {"status": "Suspended"}},
     {"versioningConfiguration": None}, set()),
    ("s3:Bucket", "update", {"versioningConfiguration": {"status": "Enabled"}},
     {"versioningConfiguration": None}, {_OFF}),
    ("s3:Bucket", "create", _NONE, {"accessControl": "Private"}, set()),
    ("s3:Bucket", "update", {"publicAccessBlockConfiguration": {"blockPublicAcls": True}},
     {"publicAccessBlockConfiguration": None}, {"exposure.public"}),
    ("s3:Bucket", "update", _encrypted("AES256"), {"bucketEncryption": None}, set()),
    ("s3:Bucket", "update", _NONE, _lifecycle(transitions=[{"storageClass": "GLACIER"}]), {_CONFIG}),
    ("s3:Bucket", "update", _NONE, _lifecycle(expirationInDays=30), {"data.retention-cut"}),
    ("s3:Bucket", "update", _lifecycle(expirationInDays=30, prefix="logs/"),
     _lifecycle(expirationInDays=30), {"data.retention-cut"}),
    ("s3:Bucket", "update", _lifecycle(transitions=[{"storageClass": "GLACIER"}], prefix="logs/"),
     _lifecycle(transitions=[{"storageClass": "GLACIER"}]), set()),
    ("s3:BucketPolicy", "replace", {"bucket": "a", "policyDocument": _NONE},
     {"bucket": "b", "policyDocument": _NONE}, {_GRANT, _REVOKE}),
    ("opensearchservice:Domain", "update",
     {"logPublishingOptions": {"AUDIT_LOGS": {"enabled": True}}},
     {"logPublishingOptions": {"AUDIT_LOGS": {"enabled": False}}}, {"observability.logs-off"}),
    ("ecr:Repository", "update", _images(10, "v"), _images(20, "v"), set()),
    ("ecr:Repository", "update", _images(20, "v"), _images(10, "v"), {"data.retention-cut"}),
    ("backup:BackupSelection", "delete", _selected(), _NONE, {"protection.backup-off"}),
    ("backup:BackupSelection", "replace", _selected(),
     _selected(stringEquals=[{"conditionKey": "k", "conditionValue": "v"}]), {_CUT}),
    ("efs:MountTarget", "replace", {"ipAddress": "a"}, {"ipAddress": "b"}, {"routing.remove"}),
    ("iam:Role", "delete", {"roleName": "a"}, _NONE, {_REVOKE}),
    ("iam:Role", "update", {"permissionsBoundary": "a"}, {"permissionsBoundary": None}, {_OFF}),
    ("iam:RolePolicy", "replace", {"roleName": "a"}, {"roleName": "b"}, {_GRANT, _REVOKE}),
    ("iam:OidcProvider", "update", {"thumbprintList": ["a", "b"]}, {"thumbprintList": ["a"]},
     {_REVOKE}),
    ("kms:Key", "update", {"pendingWindowInDays": 30}, {"pendingWindowInDays": 7}, {_OFF}),
    ("secretsmanager:RotationSchedule", "update",
     {"rotateImmediatelyOnUpdate": False, "rotationRules": {"automaticallyAfterDays": 30}},
     {"rotateImmediatelyOnUpdate": False, "rotationRules": {"automaticallyAfterDays": 90}}, {_OFF}),
    ("cloudwatch:CompositeAlarm", "update", {"alarmRule": "a"}, {"alarmRule": "a OR b"}, {_CONFIG}),
    ("cloudwatch:Alarm", "update", {"insufficientDataActions": ["a"]},
     {"insufficientDataActions": []}, {"observability.alarm-loosened"}),
    ("cloudtrail:Trail", "update", {"eventSelectors": [{"readWriteType": "All"}]},
     {"eventSelectors": [{"readWriteType": "WriteOnly"}]}, {"observability.logs-off"}),
    ("sns:Topic", "update", {"subscription": [{"endpoint": "a"}, {"endpoint": "b"}]},
     {"subscription": [{"endpoint": "a"}]}, {"routing.remove"}),
    ("sqs:Queue", "update", {"sqsManagedSseEnabled": True},
     {"sqsManagedSseEnabled": False, "kmsMasterKeyId": "k"}, {_UP}),
    ("kinesis:Stream", "update",
     {"shardCount": 4, "streamModeDetails": {"streamMode": "PROVISIONED"}},
     {"streamModeDetails": {"streamMode": "ON_DEMAND"}}, {"scale.limits-up", "cost.up"}),
    ("logs:SubscriptionFilter", "update", {"destinationArn": "a"}, {"destinationArn": "b"},
     {_RULE}),
    ("ec2:Vpc", "update", {"enableDnsSupport": True}, {"enableDnsSupport": False},
     {"routing.dns"}),
    ("ec2:Eip", "update", {"instanceId": None}, {"instanceId": "a"}, {_OPEN}),
    ("ec2:FlowLog", "replace", {"maxAggregationInterval": 60}, {"maxAggregationInterval": 600},
     {_CONFIG}),
    ("elasticloadbalancingv2:LoadBalancer", "create", _NONE, {"name": "a"}, {_OPEN}),
    ("elasticloadbalancingv2:LoadBalancer", "create", _NONE, {"scheme": "internal"}, set()),
    ("elasticloadbalancingv2:Listener", "update", {"sslPolicy": "ELBSecurityPolicy-2016-08"},
     {"sslPolicy": "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"}, {_UP}),
    ("elasticloadbalancingv2:Listener", "update",
     {"sslPolicy": "ELBSecurityPolicy-TLS-1-2-2017-01"},
     {"sslPolicy": "ELBSecurityPolicy-FS-2018-06"}, {"exposure.tls-weaken"}),
    ("elasticloadbalancingv2:Listener", "create", _NONE, {"protocol": "TCP", **_pointed("a")},
     set()),
    ("elasticloadbalancingv2:Listener", "update", _pointed("a"), _pointed("b"), {_RULE}),
    ("route53:RecordSet", "replace", {"name": "a", "type": "A"}, {"name": "a", "type": "CNAME"},
     {"routing.dns"}),
    ("cloudfront:Distribution", "update", _served("whitelist", "CH", "DE"),
     _served("whitelist", "CH"), {"exposure.narrow"}),
    ("cloudfront:Distribution", "update", _served("none"), _served("blacklist", "CH"),
     {"exposure.narrow"}),
    ("wafv2:WebAcl", "update", _blocked("a"), _blocked("a", "b"), {_UP}),
    ("wafv2:WebAcl", "update", _blocked("a", "b"), _blocked("a"), {_OFF}),
    ("wafv2:WebAcl", "update", _blocked("a", "b", action="allow"), _blocked("a", action="allow"),
     {_CONFIG}),
    ("apigatewayv2:Route", "create", _NONE, {"routeKey": "GET /", "authorizationType": "NONE"},
     {"access.public"}),
    ("apigatewayv2:Route", "create", _NONE, {"routeKey": "GET /", "authorizationType": "JWT"},
     set()),
    ("apigatewayv2:Api", "update", {"corsConfiguration": {"allowOrigins": ["a", "b"]}},
     {"corsConfiguration": {"allowOrigins": ["a"]}}, {_REVOKE}),
    ("apigatewayv2:Stage", "update", {"deploymentId": "a"}, {"deploymentId": "b"},
     {"deploy.version"}),
    ("certificatemanager:Certificate", "replace", {"subjectAlternativeNames": ["a", "b"]},
     {"subjectAlternativeNames": ["a"]}, {"key.rotate", "routing.remove"}),
    ("cognito:UserPool", "update", {"mfaConfiguration": "ON"}, {"mfaConfiguration": "OPTIONAL"},
     {_OFF}),
    ("cognito:UserPoolClient", "update", {"callbackUrls": ["a", "b"]}, {"callbackUrls": ["a"]},
     {_REVOKE}),
    ("cognito:UserPoolClient", "update",
     {"accessTokenValidity": 1, "tokenValidityUnits": {"accessToken": "hours"}},
     {"accessTokenValidity": 60, "tokenValidityUnits": {"accessToken": "minutes"}}, set()),
    ("scheduler:Schedule", "update", {"state": "ENABLED"}, {"state": "DISABLED"},
     {"routing.remove"}),
    ("stepfunctions:StateMachine", "update", {"definitionString": "a"}, {"definitionString": "b"},
     {"deploy.version"}),
    ("wafv2:IpSet", "replace", {"scope": "a"}, {"scope": "b"}, {_OFF}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), _AWS)
def test_a_change_to_aws_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    found = _found(f"aws-native:{type_}", verb, before, after)
    assert {action.id for action in found if action.kind not in ("plan", "other")} == expected


def test_a_share_of_an_alias_is_of_all_its_calls() -> None:
    [action] = _found("aws-native:lambda:Alias", "update", _spread(0.1), _spread(0.5))
    assert action.details["points"] == 40


def test_a_table_with_recovery_can_be_had_back() -> None:
    recovered = {"pointInTimeRecoverySpecification": {"pointInTimeRecoveryEnabled": True}}
    [kept] = _found("aws-native:dynamodb:Table", "delete", recovered, _NONE)
    [lost] = _found("aws-native:dynamodb:Table", "delete", {"tableName": "a"}, _NONE)
    assert (kept.reversible, lost.reversible) == (Reversible.YES, Reversible.WITH_DATA_LOSS)


@pytest.mark.parametrize(
    ("type_", "before", "after", "disruption"),
    [
        ("lambda:Function", {"handler": "a"}, {"handler": "b"}, Disruption.NONE),
        ("ecs:Service", {"taskDefinition": "a:1"}, {"taskDefinition": "a:2"}, Disruption.RESTART),
        ("rds:DbInstance", {"dbParameterGroupName": "a"}, {"dbParameterGroupName": "b"},
         Disruption.NONE),
        ("elasticache:CacheCluster", {"engineVersion": "7.0"}, {"engineVersion": "7.1"},
         Disruption.RESTART),
    ],
)  # fmt: skip
def test_a_change_to_aws_costs(
    type_: str, before: dict[str, Any], after: dict[str, Any], disruption: Disruption
) -> None:
    [action] = _found(f"aws-native:{type_}", "update", before, after)
    assert action.disruption is disruption


def test_roles_are_those_of_the_elder_interface() -> None:
    known = all_entries()
    for name, elder in (("eks:Nodegroup", Role.COMPUTE), ("events:Rule", Role.MESSAGING),
                        ("lambda:EventSourceMapping", Role.MESSAGING)):  # fmt: skip
        assert known[f"aws-native:{name}"].role is elder


def _spec(**fields: Any) -> dict[str, Any]:
    return {"spec": fields}


def _asked(word: str) -> dict[str, Any]:
    return _spec(clientAuth={"clientAuthType": word, "secretNames": ["ca"]})


def _disk(**fields: Any) -> dict[str, Any]:
    volume = {"id": 0, "type": "persistent-claim", **fields}
    return _spec(storage={"type": "jbod", "volumes": [volume]})


_TLS, _POOL = "kubernetes:traefik.io:TLSOption", "kubernetes:kafka.strimzi.io:KafkaNodePool"


def _allowed(*operations: str, kind: str = "allow") -> dict[str, Any]:
    rule = {"resource": {"type": "topic", "name": "a"}, "type": kind,
            "operations": list(operations)}  # fmt: skip
    return _spec(authorization={"type": "simple", "acls": [rule]})


def _nodes(*groups: str) -> dict[str, Any]:
    return _spec(role="a", securityGroupSelectorTerms=[{"id": group} for group in groups])


def _shared(first: int, second: int) -> dict[str, Any]:
    services = [{"name": name, "weight": weight} for name, weight in (("a", first), ("b", second))]
    return _spec(routes=[{"match": "m", "services": services}])


def _ruled(name: str) -> dict[str, Any]:
    return {"matches": [{"path": name}], "backendRefs": [{"name": name, "weight": 1}]}


def _tainted(*keys: str) -> dict[str, Any]:
    return _spec(taints=[{"key": key, "effect": "NoSchedule"} for key in keys])


def _noted(**annotations: str) -> dict[str, Any]:
    return {"kind": "ServiceAccount", "annotations": annotations}


_KUBERNETES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    (_TLS, "update", _asked("RequireAndVerifyClientCert"), _asked("NoClientCert"), {_OFF}),
    (_TLS, "update", _asked("RequireAndVerifyClientCert"), _spec(minVersion=None), {_OFF}),
    (_TLS, "update", _asked("NoClientCert"), _asked("RequireAndVerifyClientCert"), {_UP}),
    (_TLS, "update", _asked("NoClientCert"), _asked("RequestClientCert"), {_CONFIG}),
    (_POOL, "update", _disk(size="10Gi"), _disk(size="20Gi"), {"scale.resize-up", "cost.up"}),
    (_POOL, "update", _disk(deleteClaim=False), _disk(deleteClaim=True), {_OFF}),
    (_POOL, "update", _spec(roles=["broker"]), _spec(roles=["broker", "controller"]), {_CONFIG}),
    ("kubernetes:cilium.io:CiliumNetworkPolicy", "update", _spec(egress=[{"a": "b"}]),
     _spec(egress=[{"a": "c"}]), {"routing.network"}),
    ("kubernetes:projectcalico.org:NetworkPolicy", "update", _spec(ingress=[{"a": "b"}]),
     _spec(ingress=[{"a": "c"}]), {_OPEN}),
    ("kubernetes:karpenter.k8s.aws:EC2NodeClass", "update", _nodes("a", "b"), _nodes("a"),
     {"exposure.narrow"}),
    ("kubernetes:karpenter.k8s.aws:EC2NodeClass", "update", _nodes("a"), _nodes("a", "b"),
     {_OPEN}),
    ("kubernetes:velero.io:BackupStorageLocation", "update", _spec(accessMode="ReadWrite"),
     _spec(provider="aws"), set()),
    ("kubernetes:velero.io:BackupStorageLocation", "update",
     _spec(objectStorage={"bucket": "a"}), _spec(objectStorage={"bucket": "b"}), {_CUT}),
    ("kubernetes:snapshot.storage.k8s.io:VolumeSnapshot", "delete", _spec(source={"a": "b"}),
     _NONE, {_CUT}),
    ("kubernetes:snapshot.storage.k8s.io:VolumeSnapshotContent", "delete",
     _spec(deletionPolicy="Retain"), _NONE, set()),
    ("kubernetes:acid.zalan.do:postgresql", "update", _spec(users={"a": ["createdb"]}),
     _spec(users={"a": []}), {_REVOKE}),
    ("kubernetes:acid.zalan.do:postgresql", "update", _spec(users={"a": []}),
     _spec(users={"a": ["superuser"]}), {"access.admin"}),
    ("kubernetes:kafka.strimzi.io:KafkaUser", "update", _allowed("Read", "Write"),
     _allowed("Read"), {_REVOKE}),
    ("kubernetes:kafka.strimzi.io:KafkaUser", "update", _allowed("Read", kind="deny"),
     _allowed("Read", "Write", kind="deny"), {_REVOKE}),
    ("kubernetes:kafka.strimzi.io:KafkaConnector", "update", _spec(state="running"),
     _spec(state="stopped"), {"scale.to-zero"}),
    ("kubernetes:mongodbcommunity.mongodb.com:MongoDBCommunity", "update",
     _spec(security={"tls": {"enabled": True}}), _spec(security={"tls": {"enabled": False}}),
     {"exposure.tls-weaken"}),
    ("kubernetes:rabbitmq.com:RabbitmqCluster", "update", _spec(service={"type": "ClusterIP"}),
     _spec(service={"type": "LoadBalancer"}), {_OPEN}),
    ("kubernetes:traefik.io:IngressRoute", "update", _shared(90, 10), _shared(10, 90),
     {"routing.traffic"}),
    ("kubernetes:gateway.networking.k8s.io:HTTPRoute", "update", _spec(rules=[_ruled("a")]),
     _spec(rules=[_ruled("a"), _ruled("b")]), {_RULE}),
    ("kubernetes:traefik.io:Middleware", "update", _spec(forwardAuth={"address": "a"}),
     _spec(stripPrefix={"prefixes": ["a"]}), {"access.public", _RULE}),
    ("kubernetes:traefik.io:TLSOption", "update", _spec(minVersion="VersionTLS12"),
     _spec(minVersion="VersionTLS10"), {"exposure.tls-weaken"}),
    ("kubernetes:externaldns.k8s.io:DNSEndpoint", "update",
     _spec(endpoints=[{"dnsName": "a", "targets": ["1"]}]),
     _spec(endpoints=[{"dnsName": "a", "targets": ["2"]}]), {"routing.dns"}),
    ("kubernetes:projectcontour.io:HTTPProxy", "update", _shared(90, 10), _shared(10, 90),
     {"routing.traffic"}),
    ("kubernetes:k8s.nginx.org:VirtualServer", "update", _spec(tls={"secret": "a"}), _spec(host=None),
     {"exposure.tls-weaken"}),
    ("kubernetes:vpcresources.k8s.aws:SecurityGroupPolicy", "update",
     _spec(securityGroups={"groupIds": ["a", "b"]}), _spec(securityGroups={"groupIds": ["a"]}),
     {"exposure.narrow"}),
    ("kubernetes:cloud.google.com:BackendConfig", "update", _spec(iap={"enabled": True}),
     _spec(iap={"enabled": False}), {"access.public"}),
    ("kubernetes:secrets.hashicorp.com:VaultStaticSecret", "delete",
     _spec(destination={"name": "a", "create": False}), _NONE, set()),
    ("kubernetes:secrets.hashicorp.com:VaultStaticSecret", "delete",
     _spec(destination={"name": "a", "create": True}), _NONE, {"secret.delete"}),
    ("kubernetes:cluster.x-k8s.io:MachineDeployment", "update", _spec(replicas=3),
     _spec(replicas=1), {"scale.down"}),
    ("kubernetes:cluster.x-k8s.io:Cluster", "delete", _spec(paused=False), _NONE,
     {"data.delete", "scale.to-zero"}),
    ("kubernetes:core:Node", "update", _tainted("a"), _tainted("a", "b"), {"scale.limits-down"}),
    ("kubernetes_annotations", "create", _NONE, _noted(**{"eks.amazonaws.com/role-arn": "r"}),
     {_GRANT}),
    ("kubernetes_annotations", "delete", _noted(**{"eks.amazonaws.com/role-arn": "r"}), _NONE,
     {_REVOKE}),
    ("kubernetes_annotations", "delete", _noted(owner="shop"), _NONE, set()),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), _KUBERNETES)
def test_a_change_to_kubernetes_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    found = _found(type_, verb, before, after)
    assert {action.id for action in found if action.kind not in ("plan", "other")} == expected


@pytest.mark.parametrize(
    ("policy", "reversible"),
    [
        ("DeleteOnScaledownOnly", Reversible.YES),
        ("DeleteOnScaledownAndClusterDeletion", Reversible.WITH_DATA_LOSS),
        (None, Reversible.WITH_DATA_LOSS),
    ],
)
def test_claims_of_elasticsearch_stay_where_it_says_so(
    policy: str | None, reversible: Reversible
) -> None:
    before = _spec(version="8.1.0", volumeClaimDeletePolicy=policy)
    kind = "kubernetes:elasticsearch.k8s.elastic.co:Elasticsearch"
    [action] = _found(kind, "delete", before, _NONE)
    assert (action.id, action.reversible) == ("data.delete", reversible)


def _kept(duration: str, *times: str) -> dict[str, Any]:
    lifecycle = {"deleteAfter": {"objectType": "AbsoluteDeleteOption", "duration": duration}}
    return {"properties": {"policyRules": [
        {"name": "keep", "lifecycles": [lifecycle]},
        {"name": "take", "trigger": {"schedule": {"repeatingTimeIntervals": list(times)}}}]}}  # fmt: skip


def _columns(*names: str) -> dict[str, Any]:
    columns = [{"name": name, "type": "text"} for name in names]
    return {"resource": {"schema": {"columns": columns, "partitionKeys": [{"name": "a"}]}}}


def _expiring(*seconds: int) -> dict[str, Any]:
    index = {"key": {"keys": ["at"]}, "options": {"expireAfterSeconds": 60}}
    return {"resource": {"indexes": [{"key": {"keys": ["_id"]}}, *[index for _ in seconds]]}}


def _taken(every: int, unit: str) -> dict[str, Any]:
    return {"enabled": True, "backupSchedule": {"frequencyInterval": every, "frequencyUnit": unit}}


def _taken_by_terraform(every: int, unit: str) -> dict[str, Any]:
    schedule = {"frequency_interval": every, "frequency_unit": unit}
    return {"backup": [{"name": "a", "enabled": True, "schedule": [schedule]}]}


_AZURE: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("azure-native:kusto:Cluster", "update", {"sku": {"capacity": 2}},
     {"sku": {}, "optimizedAutoscale": {"isEnabled": True, "minimum": 2, "maximum": 5}}, set()),
    ("azure-native:storage:BlobServiceProperties", "update", {"changeFeed": {"enabled": True}},
     {"changeFeed": {"enabled": True, "retentionInDays": 7}},
     {"observability.log-retention-cut"}),
    ("azure-native:storage:BlobServiceProperties", "update",
     {"changeFeed": {"enabled": True, "retentionInDays": 7}}, {"changeFeed": {"enabled": False}},
     {"observability.logs-off"}),
    ("azure-native:dataprotection:BackupPolicy", "update", _kept("P7D", "a"), _kept("P30D", "a"),
     {_UP}),
    ("azure-native:dataprotection:BackupPolicy", "update", _kept("P30D", "a"), _kept("P7D", "a"),
     {_CUT}),
    ("azure-native:dataprotection:BackupPolicy", "update", _kept("P7D", "R/a/P1D"),
     _kept("P7D", "R/b/P1D"), {_CONFIG}),
    ("azure-native:dataprotection:BackupPolicy", "update", _kept("P7D", "R/a/P1D"),
     _kept("P7D", "R/a/P1W"), {_CONFIG, _CUT}),
    ("azure-native:cosmosdb:CassandraResourceCassandraTable", "update", _columns("a"),
     _columns("a", "b"), {_CONFIG}),
    ("azure-native:cosmosdb:CassandraResourceCassandraTable", "update", _columns("a", "b"),
     _columns("a"), {"schema.keys"}),
    ("azurerm_cosmosdb_cassandra_table", "update", {"schema": [{"column": [{"name": "a"}]}]},
     {"schema": [{"column": [{"name": "a"}, {"name": "b"}]}]}, {_CONFIG}),
    ("azure-native:cosmosdb:MongoDBResourceMongoDBCollection", "update", _expiring(),
     _expiring(60), {_CONFIG, "data.retention-cut"}),
    ("azure-native:mongocluster:MongoCluster", "delete", {"properties": {"createMode": "GeoReplica"}},
     _NONE, {"scale.down"}),
    ("azure-native:dbformysql:SingleServer", "update", {"sku": {"name": "a", "capacity": 4}},
     {"sku": {"name": "a", "capacity": 2}}, {"scale.resize-down"}),
    ("azure-native:dbforpostgresql:ServerGroupCluster", "create", _NONE,
     {"coordinatorEnablePublicIpAccess": True}, {"exposure.public"}),
    ("azure-native:appconfiguration:KeyValue", "update", {"value": "a"}, {"value": "b"}, {_CONFIG}),
    ("azure-native:kusto:Cluster", "update", {"enableDiskEncryption": True},
     {"enableDiskEncryption": False}, {"protection.encryption-off"}),
    ("azure-native:synapse:BigDataPool", "update",
     {"nodeCount": 5, "autoScale": {"enabled": False}},
     {"autoScale": {"enabled": True, "minNodeCount": 3, "maxNodeCount": 9}}, {"scale.limits-up"}),
    ("azurerm_synapse_spark_pool", "update", {"node_count": 5},
     {"auto_scale": [{"min_node_count": 3, "max_node_count": 9}]}, {_CONFIG}),
    ("azure-native:web:WebAppBackupConfiguration", "update", _taken(1, "Day"), _taken(12, "Hour"),
     {_UP}),
    ("azure-native:web:WebAppBackupConfiguration", "update", _taken(1, "Day"), _taken(7, "Day"),
     {_CUT}),
    ("azurerm_linux_web_app", "update", _taken_by_terraform(1, "Day"),
     _taken_by_terraform(12, "Hour"), {_UP}),
    ("azure-native:storage:LocalUser", "replace", {"username": "a"}, {"username": "b"},
     {_GRANT, _REVOKE}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), _AZURE)
def test_a_change_to_azure_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    found = _found(type_, verb, before, after)
    ids = {action.id for action in found if action.kind not in ("plan", "other", "cost")}
    assert ids == expected
