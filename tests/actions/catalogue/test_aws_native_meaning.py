"""What changes to AWS's types by its own interface mean."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planguard.actions.engine import classify
from planguard.graph import build
from planguard.model.source import NoSources
from planguard.testing import change, plan


def _ids(type_: str, verb: str, before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    subject = plan(change(f"aws-native:{type_}", verb=verb, before=before, after=after))
    actions = classify(subject, build(subject, NoSources())).items
    return {action.id for action in actions if action.kind != "plan"}


def _allow(action: str, **more: Any) -> dict[str, Any]:
    return {"Statement": [{"Effect": "Allow", "Action": action, "Resource": "*", **more}]}


_SSH = {"ipProtocol": "tcp", "fromPort": 22, "toPort": 22, "cidrIp": "0.0.0.0/0"}
_TASK = {"name": "app", "image": "shop/app:1.4.2"}
_PROTECTED = [{"key": "deletion_protection.enabled", "value": "true"}]
_RULE = {"ruleName": "daily", "lifecycle": {"deleteAfterDays": 35}}

CASES: tuple[tuple[str, str, dict[str, Any], dict[str, Any], set[str]], ...] = (
    ("rds:DbInstance", "delete", {"engine": "postgres"}, {}, {"data.delete"}),
    ("rds:DbInstance", "delete", {"dbClusterIdentifier": "shop"}, {}, {"scale.down"}),
    ("rds:DbInstance", "replace", {"engine": "postgres", "dbName": "a"},
     {"engine": "postgres", "dbName": "b"}, {"data.replace"}),
    ("rds:DbInstance", "update", {"dbInstanceClass": "db.m6g.large"},
     {"dbInstanceClass": "db.m6g.xlarge"}, {"scale.resize-up", "cost.up"}),
    ("rds:DbInstance", "update", {"deletionProtection": True}, {"deletionProtection": False},
     {"protection.guard-off"}),
    ("rds:DbInstance", "update", {"publiclyAccessible": False}, {"publiclyAccessible": True},
     {"exposure.public"}),
    ("rds:DbInstance", "update", {"backupRetentionPeriod": 14}, {"backupRetentionPeriod": 0},
     {"protection.backup-off"}),
    ("rds:DbInstance", "update", {"engineVersion": "15.4"}, {"engineVersion": "16.1"},
     {"schema.engine"}),
    ("rds:DbInstance", "update", {"tags": [{"key": "a", "value": "b"}]},
     {"tags": [{"key": "a", "value": "c"}]}, {"other.tags"}),
    ("rds:DbInstance", "update", {"preferredMaintenanceWindow": "a"},
     {"preferredMaintenanceWindow": "b"}, set()),
    ("rds:DbCluster", "delete", {"engine": "aurora-mysql"}, {}, {"data.delete"}),
    ("rds:DbCluster", "update", {"serverlessV2ScalingConfiguration": {"maxCapacity": 8}},
     {"serverlessV2ScalingConfiguration": {"maxCapacity": 4}}, {"scale.limits-down"}),
    ("dynamodb:Table", "replace", {"keySchema": [{"attributeName": "a", "keyType": "HASH"}]},
     {"keySchema": [{"attributeName": "b", "keyType": "HASH"}]},
     {"data.replace", "schema.keys"}),
    ("dynamodb:Table", "update",
     {"pointInTimeRecoverySpecification": {"pointInTimeRecoveryEnabled": True}}, {},
     {"protection.backup-off"}),
    ("elasticache:CacheCluster", "delete", {"engine": "memcached"}, {}, {"scale.to-zero"}),
    ("elasticache:CacheCluster", "delete", {"engine": "redis"}, {}, {"data.delete"}),
    ("s3:Bucket", "delete", {"bucketName": "a"}, {}, {"data.delete"}),
    ("s3:Bucket", "update",
     {"publicAccessBlockConfiguration": {"blockPublicPolicy": True}},
     {"publicAccessBlockConfiguration": {"blockPublicPolicy": False}}, {"exposure.public"}),
    ("s3:Bucket", "create", {}, {"bucketName": "a"}, {"other"}),
    ("s3:Bucket", "update", {"versioningConfiguration": {"status": "Enabled"}},
     {"versioningConfiguration": {"status": "Suspended"}}, {"protection.guard-off"}),
    ("s3:Bucket", "update",
     {"lifecycleConfiguration": {"rules": [{"id": "a", "expirationInDays": 90}]}},
     {"lifecycleConfiguration": {"rules": [{"id": "a", "expirationInDays": 7}]}},
     {"data.retention-cut"}),
    ("s3:Bucket", "update", {"corsConfiguration": {"corsRules": []}},
     {"corsConfiguration": {"corsRules": [{"allowedMethods": ["GET"]}]}}, {"config.parameter"}),
    ("s3:BucketPolicy", "create", {},
     {"bucket": "a", "policyDocument": _allow("s3:GetObject", Principal="*")},
     {"access.grant", "access.public"}),
    ("s3:BucketPolicy", "update", {"policyDocument": json.dumps(_allow("s3:Get*"))},
     {"policyDocument": _allow("s3:GetObject")}, {"access.revoke"}),
    ("efs:FileSystem", "update", {"backupPolicy": {"status": "ENABLED"}},
     {"backupPolicy": {"status": "DISABLED"}}, {"protection.backup-off"}),
    ("ecr:Repository", "update", {"imageTagMutability": "IMMUTABLE"},
     {"imageTagMutability": "MUTABLE"}, {"protection.guard-off"}),
    ("backup:BackupPlan", "update", {"backupPlan": {"backupPlanRule": [_RULE]}},
     {"backupPlan": {"backupPlanRule": [{**_RULE, "lifecycle": {"deleteAfterDays": 7}}]}},
     {"protection.backup-cut"}),
    ("ec2:Instance", "update", {"metadataOptions": {"httpTokens": "required"}},
     {"metadataOptions": {"httpTokens": "optional"}}, {"protection.guard-off"}),
    ("ec2:Instance", "delete", {"imageId": "ami-1"}, {}, {"scale.to-zero"}),
    ("ec2:SecurityGroup", "update", {"securityGroupIngress": []},
     {"securityGroupIngress": [_SSH]}, {"exposure.public"}),
    ("ec2:SecurityGroup", "update", {"securityGroupIngress": [_SSH]},
     {"securityGroupIngress": [{**_SSH, "description": "a"}]}, {"other"}),
    ("ec2:SecurityGroupIngress", "create", {}, _SSH, {"exposure.public"}),
    ("ec2:Route", "update", {"natGatewayId": "nat-1"}, {"natGatewayId": "nat-2"},
     {"routing.network"}),
    ("ec2:Route", "delete", {"natGatewayId": "nat-1"}, {}, {"routing.remove"}),
    ("lambda:Function", "update", {"environment": {"variables": {"A": "1"}}},
     {"environment": {"variables": {"A": "AKIAQ3EGRZ7TVXNWB4LM"}}},
     {"config.env", "secret.expose"}),
    ("lambda:Function", "update", {"code": {"s3Key": "a"}}, {"code": {"s3Key": "b"}},
     {"deploy.version"}),
    ("lambda:Function", "update", {"reservedConcurrentExecutions": 5},
     {"reservedConcurrentExecutions": 0}, {"scale.to-zero"}),
    ("lambda:Alias", "update",
     {"routingConfig": {"additionalVersionWeights": [
         {"functionVersion": "2", "functionWeight": 0.1}]}},
     {"routingConfig": {"additionalVersionWeights": [
         {"functionVersion": "2", "functionWeight": 0.1},
         {"functionVersion": "3", "functionWeight": 0.1}]}}, {"routing.traffic"}),
    ("lambda:Permission", "create", {}, {"principal": "*"}, {"access.grant", "access.public"}),
    ("lambda:Permission", "create", {}, {"principal": "*", "principalOrgId": "o-1"},
     {"access.grant"}),
    ("lambda:Url", "create", {}, {"authType": "NONE"}, {"access.public"}),
    ("ecs:Service", "update", {"desiredCount": 4}, {"desiredCount": 1}, {"scale.down"}),
    ("ecs:Service", "update", {"taskDefinition": "arn:x:task-definition/a:12"},
     {"taskDefinition": "arn:x:task-definition/a:11"}, {"deploy.rollback"}),
    ("ecs:TaskDefinition", "replace", {"containerDefinitions": [_TASK]},
     {"containerDefinitions": [{**_TASK, "image": "shop/app:1.4.3"}]}, {"deploy.version"}),
    ("ecs:Cluster", "update",
     {"clusterSettings": [{"name": "containerInsights", "value": "enabled"}]},
     {"clusterSettings": [{"name": "containerInsights", "value": "disabled"}]},
     {"observability.logs-off"}),
    ("eks:Cluster", "update", {"resourcesVpcConfig": {"publicAccessCidrs": ["10.0.0.0/8"]}},
     {"resourcesVpcConfig": {"publicAccessCidrs": ["0.0.0.0/0"]}}, {"exposure.public"}),
    ("eks:Cluster", "update",
     {"logging": {"clusterLogging": {"enabledTypes": [{"type": "api"}, {"type": "audit"}]}}},
     {"logging": {"clusterLogging": {"enabledTypes": [{"type": "api"}]}}},
     {"observability.logs-off"}),
    ("eks:AccessEntry", "create", {}, {"kubernetesGroups": ["system:masters"]},
     {"access.grant", "access.admin"}),
    ("autoscaling:AutoScalingGroup", "update", {"maxSize": "4"}, {"maxSize": "2"},
     {"scale.limits-down"}),
    ("applicationautoscaling:ScalableTarget", "update", {"maxCapacity": 4}, {"maxCapacity": 0},
     {"scale.to-zero"}),
    ("iam:Role", "update", {"managedPolicyArns": []},
     {"managedPolicyArns": ["arn:aws:iam::aws:policy/AdministratorAccess"]},
     {"access.grant", "access.admin"}),
    ("iam:RolePolicy", "create", {}, {"policyDocument": _allow("*")},
     {"access.grant", "access.admin"}),
    ("iam:Role", "update", {"assumeRolePolicyDocument": _allow("sts:AssumeRole",
                                                                Principal={"Service": "a"})},
     {"assumeRolePolicyDocument": _allow("sts:AssumeRole", Principal="*")},
     {"access.trust", "access.public"}),
    ("iam:Role", "update", {"description": "a"}, {"description": "b"}, set()),
    ("kms:Key", "update", {"enableKeyRotation": True}, {"enableKeyRotation": False},
     {"key.rotation-off"}),
    ("kms:Key", "update", {"enabled": True}, {"enabled": False}, {"key.disable"}),
    ("kms:Key", "delete", {"enabled": True}, {}, {"key.delete"}),
    ("secretsmanager:Secret", "update", {"secretString": "a"}, {"secretString": "b"},
     {"secret.change"}),
    ("secretsmanager:Secret", "delete", {"name": "a"}, {}, {"secret.delete"}),
    ("secretsmanager:RotationSchedule", "delete", {"secretId": "a"}, {}, {"protection.guard-off"}),
    ("elasticloadbalancingv2:LoadBalancer", "update", {"loadBalancerAttributes": _PROTECTED},
     {"loadBalancerAttributes": [{**_PROTECTED[0], "value": "false"}]},
     {"protection.guard-off"}),
    ("elasticloadbalancingv2:LoadBalancer", "update", {"loadBalancerAttributes": []},
     {"loadBalancerAttributes": [{"key": "idle_timeout.timeout_seconds", "value": "90"}]},
     {"config.parameter"}),
    ("elasticloadbalancingv2:Listener", "update", {"protocol": "HTTPS"}, {"protocol": "HTTP"},
     {"exposure.tls-weaken"}),
    ("elasticloadbalancingv2:TargetGroup", "update", {"healthCheckPath": "/a"},
     {"healthCheckPath": "/b"}, {"config.parameter"}),
    ("route53:RecordSet", "update", {"resourceRecords": ["1.2.3.4"]},
     {"resourceRecords": ["1.2.3.5"]}, {"routing.dns"}),
    ("route53:RecordSet", "update", {"weight": 10}, {"weight": 50}, {"routing.traffic"}),
    ("route53:HostedZone", "delete", {"name": "example.com"}, {}, {"routing.remove"}),
    ("cloudfront:Distribution", "update", {"distributionConfig": {"webAclId": "a"}},
     {"distributionConfig": {"webAclId": ""}}, {"protection.guard-off"}),
    ("wafv2:WebAcl", "update", {"rules": [{"name": "a"}, {"name": "b"}]},
     {"rules": [{"name": "a"}]}, {"protection.guard-off"}),
    ("wafv2:WebAcl", "update", {"defaultAction": {"block": {}}},
     {"defaultAction": {"allow": {}}}, {"protection.guard-off"}),
    ("wafv2:WebAclAssociation", "delete", {"webAclArn": "a"}, {}, {"protection.guard-off"}),
    ("logs:LogGroup", "update", {"retentionInDays": 90}, {"retentionInDays": 7},
     {"observability.log-retention-cut"}),
    ("logs:LogGroup", "delete", {"retentionInDays": 90}, {}, {"observability.logs-off"}),
    ("cloudwatch:Alarm", "update",
     {"threshold": 80, "comparisonOperator": "GreaterThanThreshold"},
     {"threshold": 95, "comparisonOperator": "GreaterThanThreshold"},
     {"observability.alarm-loosened"}),
    ("cloudwatch:Alarm", "update", {"alarmDescription": "a"}, {"alarmDescription": "b"}, set()),
    ("cloudtrail:Trail", "update", {"isLogging": True}, {"isLogging": False},
     {"observability.logs-off"}),
    ("sqs:Queue", "update", {"messageRetentionPeriod": 345600}, {"messageRetentionPeriod": 60},
     {"data.retention-cut"}),
    ("sqs:Queue", "update", {"visibilityTimeout": 30}, {"visibilityTimeout": 60},
     {"config.parameter"}),
    ("sqs:Queue", "delete", {"queueName": "a"}, {}, {"data.delete"}),
    ("sns:TopicPolicy", "create", {}, {"policyDocument": _allow("sns:Publish", Principal="*")},
     {"access.grant", "access.public"}),
    ("events:Rule", "update", {"state": "ENABLED"}, {"state": "DISABLED"}, {"routing.remove"}),
    ("kinesis:Stream", "delete", {"shardCount": 2}, {}, {"data.delete"}),
)  # fmt: skip


@pytest.mark.parametrize(("type_", "verb", "before", "after", "expected"), CASES)
def test_a_change_means(
    type_: str, verb: str, before: dict[str, Any], after: dict[str, Any], expected: set[str]
) -> None:
    assert _ids(type_, verb, before, after) == expected
