"""
What planguard knows of resource types: one module per area, imported when a plan needs it.

Longer than other files: it holds the table of those modules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module

from planguard.actions.interface import Part, TypeEntry

MODULES: Mapping[str, Mapping[str, str]] = {
    "aws": {
        "aws_analytics": (
            "athena bedrock bedrockagent datapipeline emr emrserverless glue kendra "
            "kinesisanalyticsv2 lakeformation mwaa quicksight rekognition sagemaker"
        ),
        "aws_backup": "backup dlm rbin",
        "aws_compute": "ami ec2 gamelift instance key launch spot",
        "aws_config": "appconfig elastic evidently ssm",
        "aws_containers": "apprunner batch ecr ecrpublic ecs eks",
        "aws_databases": (
            "dax db dms docdb docdbelastic dsql dynamodb elasticache elasticsearch keyspaces "
            "memorydb neptune neptunegraph opensearch opensearchserverless osis qldb rds "
            "redshift redshiftserverless simpledb timestreaminfluxdb timestreamwrite"
        ),
        "aws_delivery": (
            "amplify cloudformation codeartifact codebuild codecommit codeconnections "
            "codedeploy codepipeline codestarconnections codestarnotifications imagebuilder "
            "serverlessapplicationrepository servicecatalog"
        ),
        "aws_desktops": "appstream workspaces",
        "aws_firewall": (
            "default ec2 network networkfirewall route53 security shield vpc waf wafregional wafv2"
        ),
        "aws_functions": "lambda sfn",
        "aws_gateway": (
            "api apigatewayv2 appmesh appsync cloudfront cloudfrontkeyvaluestore "
            "verifiedaccess vpclattice"
        ),
        "aws_identity": (
            "cognito directory iam identitystore organizations ram rolesanywhere ssoadmin "
            "verifiedpermissions"
        ),
        "aws_keys": (
            "acmpca cloudhsm dms iam kms paymentcryptography secretsmanager signer transfer"
        ),
        "aws_lightsail": "lightsail",
        "aws_messaging": (
            "cloudwatch kinesis mq msk mskconnect pipes scheduler schemas ses sesv2 sns sqs"
        ),
        "aws_network": (
            "customer default dx ec2 egress eip flow internet nat network networkmanager "
            "route subnet vpc vpn"
        ),
        "aws_observability": (
            "accessanalyzer applicationinsights budgets ce chatbot cloudtrail cloudwatch "
            "config detective devopsguru grafana guardduty inspector2 internetmonitor macie2 "
            "notifications oam prometheus rum securityhub securitylake ssmcontacts "
            "ssmincidents synthetics xray"
        ),
        "aws_routing": (
            "acm alb elb globalaccelerator lb load route53 route53domains route53profiles "
            "route53recoverycontrolconfig service"
        ),
        "aws_scaling": "appautoscaling autoscaling autoscalingplans ec2 servicequotas spot",
        "aws_storage": (
            "datasync ebs efs fsx glacier media s3 s3control s3tables snapshot storagegateway "
            "transfer volume"
        ),
        "aws_contact": (
            "appintegrations chime chimesdkvoice connect customerprofiles lex lexv2models "
            "notifications notificationscontacts pinpoint pinpointsmsvoicev2 ses sesv2 "
            "ssmcontacts"
        ),
        "aws_database_links": (
            "cloudsearch dms dsql dynamodb ecs elasticache elasticsearch msk mskconnect "
            "opensearch qldb rds redshift redshiftdata redshiftserverless"
        ),
        "aws_development": (
            "amplify appconfig apprunner appstream cloud9 cloudcontrolapi cloudformation "
            "cloudwatch codebuild codecatalyst codecommit codeconnections codeguruprofiler "
            "codegurureviewer codepipeline codestarconnections devicefarm devopsguru evidently "
            "gamelift grafana imagebuilder lambda location networkmonitor signer spot ssm swf "
            "synthetics xray"
        ),
        "aws_glue": (
            "acm alb app apprunner appsync autoscaling ec2 eip elb internet lb load main "
            "network placement proxy route route53 route53profiles shield vpc vpclattice vpn"
        ),
        "aws_governance": (
            "account auditmanager bcmdataexports ce computeoptimizer config controltower "
            "costoptimizationhub cur detective fis fms guardduty inspector inspector2 "
            "licensemanager macie2 resiliencehub resourceexplorer2 resourcegroups securityhub "
            "securitylake servicecatalog servicecatalogappregistry servicequotas shield "
            "ssmquicksetup"
        ),
        "aws_guards": (
            "api apigatewayv2 directory iam kms verifiedaccess verifiedpermissions waf "
            "wafregional wafv2 worklink workspaces workspacesweb"
        ),
        "aws_iot": "iot",
        "aws_learning": (
            "bedrock bedrockagent comprehend glue kendra qbusiness rekognition sagemaker "
            "transcribe"
        ),
        "aws_media": "chimesdkmediapipelines elastictranscoder ivs ivschat media medialive",
        "aws_opsworks": "opsworks",
        "aws_reporting": (
            "appfabric appflow athena cleanrooms dataexchange datazone emr emrcontainers "
            "finspace glue kinesis lakeformation quicksight schemas timestreamquery"
        ),
        "aws_topology": (
            "dx ec2 networkmanager route53 route53recoverycontrolconfig "
            "route53recoveryreadiness vpc"
        ),
        "aws_transfers": "datasync drs ebs m2 s3 s3control s3outposts storagegateway transfer",
    },
    "azure-native": {
        "azure_native_access": "authorization managedidentity resources",
        "azure_native_backup": "dataprotection recoveryservices",
        "azure_native_compute": "compute",
        "azure_native_containers": "app containerinstance containerregistry containerservice",
        "azure_native_cosmos": "cosmosdb documentdb mongocluster",
        "azure_native_databases": (
            "cache dbformysql dbforpostgresql redis redisenterprise sql synapse"
        ),
        "azure_native_keys": "keyvault",
        "azure_native_messaging": "eventgrid eventhub servicebus signalrservice",
        "azure_native_network": "network",
        "azure_native_observability": ("applicationinsights insights monitor operationalinsights"),
        "azure_native_platform": (
            "apimanagement appconfiguration cognitiveservices databricks datafactory kusto "
            "machinelearningservices search synapse"
        ),
        "azure_native_routing": "cdn dns frontdoor network privatedns trafficmanager",
        "azure_native_storage": "storage",
        "azure_native_web": "web",
    },
    "azapi": {"azapi": "data resource update"},
    "azurerm": {
        "azurerm_access": (
            "automation federated lighthouse management marketplace pim policy resource role "
            "subscription template tenant user"
        ),
        "azurerm_backup": "backup data postgresql recovery restore site snapshot virtual",
        "azurerm_compute": (
            "arc availability capacity dedicated dev disk gallery image linux maintenance managed "
            "orchestrated proximity shared ssh virtual windows"
        ),
        "azurerm_containers": "arc container kubernetes redhat",
        "azurerm_cosmos": "cosmosdb mongo",
        "azurerm_databases": (
            "cosmosdb managed mariadb mongo mssql mysql postgresql redis sql synapse"
        ),
        "azurerm_keys": "key",
        "azurerm_messaging": "eventgrid eventhub iothub notification relay servicebus signalr web",
        "azurerm_network": (
            "application bastion express firewall ip local nat network point private public route "
            "subnet virtual vpn"
        ),
        "azurerm_observability": (
            "advanced application consumption cost dashboard log monitor network portal "
            "security sentinel"
        ),
        "azurerm_pipelines": "data machine stream synapse",
        "azurerm_platform": (
            "active ai analysis api app batch bot cognitive communication confidential data "
            "databricks digital fabric hdinsight healthcare kusto machine managed maps nginx "
            "oracle powerbi purview search service spring stream synapse virtual vmware"
        ),
        "azurerm_routing": "application cdn dns frontdoor lb private traffic web",
        "azurerm_storage": "data elastic hpc managed netapp storage",
        "azurerm_web": "app function linux logic service source static web windows",
    },
    "aws-native": {
        "aws_native_compute": "applicationautoscaling autoscaling ec2 ecs eks lambda",
        "aws_native_data": ("backup dynamodb ec2 ecr efs elasticache opensearchservice rds s3"),
        "aws_native_gateway": ("apigatewayv2 certificatemanager cognito scheduler stepfunctions"),
        "aws_native_identity": "eks iam kms secretsmanager ssm",
        "aws_native_network": "cloudfront ec2 elasticloadbalancingv2 route53 wafv2",
        "aws_native_operations": "cloudtrail cloudwatch events kinesis logs sns sqs",
    },
    "cloudflare": {
        "cloudflare_access": (
            "access account api device dlp fallback infrastructure risk split sso teams user zero"
        ),
        "cloudflare_routing": (
            "account address argo byo certificate cloud custom dns email gre hostname ipsec "
            "keyless load magic managed mtls origin page record regional registrar spectrum "
            "static tiered total tunnel universal url waiting web3 zero zone"
        ),
        "cloudflare_security": (
            "access api authenticated bot content email filter firewall healthcheck leaked list "
            "logpull logpush magic notification page rate ruleset schema token turnstile user web zone"
        ),
        "cloudflare_workers": (
            "calls d1 hyperdrive image pages queue r2 snippet snippets stream worker workers workflow"
        ),
    },
    "datadog": {
        "datadog_monitoring": (
            "appsec cloud compliance cost csm dashboard downtime incident monitor on security "
            "service slo synthetics"
        ),
        "datadog_platform": (
            "action agentless api apm app application authn child dataset domain integration ip "
            "logs metric observability org organization reference restriction role rum sensitive "
            "service software spans team user webhook workflow"
        ),
    },
    "github": {
        "github": (
            "actions app branch codespaces dependabot emu enterprise issue membership "
            "organization project release repository team user workflow"
        ),
    },
    "google": {
        "google_access": (
            "access cloud iam iap identity organization os privileged project service"
        ),
        "google_analytics": (
            "apigee bigquery composer data dataflow dataform dataplex dataproc discovery "
            "healthcare looker ml notebooks vertex workbench"
        ),
        "google_bindings": (
            "access api apigee artifact beyondcorp bigquery bigtable billing binary cloud "
            "cloudbuildv2 clouddeploy cloudfunctions cloudfunctions2 colab compute container "
            "data dataform dataplex dataproc dns endpoints folder gemini gke healthcare iam iap "
            "kms logging network notebooks organization privateca project pubsub runtimeconfig "
            "scc secret secure service sourcerepo spanner storage tags vertex workbench "
            "workstations"
        ),
        "google_compute": "compute tpu vmwareengine workstations",
        "google_containers": "artifact binary cloud container gke gkeonprem",
        "google_databases": (
            "alloydb bigtable database datastream firebase firestore memcache memorystore "
            "oracle redis spanner sql"
        ),
        "google_firewall": "app compute network",
        "google_functions": (
            "app cloud cloudbuild cloudbuildv2 clouddeploy cloudfunctions cloudfunctions2 "
            "deployment firebase firebaserules workflows"
        ),
        "google_keys": "apikeys certificate compute kms parameter privateca secret service",
        "google_messaging": "eventarc managed pubsub",
        "google_network": "compute network service vmwareengine vpc",
        "google_observability": "billing cloud logging monitoring network scc",
        "google_projects": (
            "billing cloud essential folder org organization project resource service tags"
        ),
        "google_routing": "api apigee app clouddomains compute dns endpoints network service",
        "google_storage": "backup filestore firebase lustre netapp parallelstore storage",
    },
    "helm": {"helm": "release"},
    "kubectl": {"kubectl": "manifest server"},
    "kubernetes": {
        "kubernetes_cluster": (
            "admissionregistration.k8s.io api apiextensions.k8s.io apiregistration.k8s.io core "
            "mutating namespace node.k8s.io runtime validating"
        ),
        "kubernetes_config": "config core secret",
        "kubernetes_custom": (
            "acid.zalan.do argoproj.io bitnami.com cert-manager.io cilium.io "
            "crd.projectcalico.org elasticsearch.k8s.elastic.co external-secrets.io "
            "externaldns.k8s.io kibana.k8s.elastic.co metallb.io "
            "cloud.google.com cluster.x-k8s.io elbv2.k8s.aws k8s.nginx.org networking.gke.io "
            "projectcontour.io secrets.hashicorp.com telemetry.istio.io vpcresources.k8s.aws "
            "gateway.networking.k8s.io helm.toolkit.fluxcd.io kafka.strimzi.io karpenter.k8s.aws "
            "karpenter.sh notification.toolkit.fluxcd.io serving.knative.dev "
            "keda.sh kustomize.toolkit.fluxcd.io kyverno.io mongodbcommunity.mongodb.com "
            "monitoring.coreos.com networking.istio.io postgresql.cnpg.io projectcalico.org "
            "rabbitmq.com secrets-store.csi.x-k8s.io security.istio.io "
            "snapshot.storage.k8s.io source.toolkit.fluxcd.io templates.gatekeeper.sh "
            "traefik.containo.us traefik.io velero.io"
        ),
        "kubernetes_fields": "annotations env labels manifest node pod token",
        "kubernetes_identity": (
            "certificate certificates.k8s.io cluster core default rbac.authorization.k8s.io role "
            "service"
        ),
        "kubernetes_routing": (
            "core discovery.k8s.io endpoint endpoints extensions ingress network "
            "networking.k8s.io service"
        ),
        "kubernetes_scaling": (
            "autoscaling core horizontal limit pod policy priority resource scheduling.k8s.io"
        ),
        "kubernetes_storage": "core csi persistent storage storage.k8s.io",
        "kubernetes_workloads": (
            "apps batch core cron daemon daemonset deployment helm.sh job kustomize pod "
            "replication stateful yaml"
        ),
    },
    "kustomization": {"kustomization": "resource"},
    "launchdarkly": {
        "launchdarkly": (
            "access audit custom destination environment feature flag metric project relay "
            "segment team webhook"
        ),
    },
    "pagerduty": {
        "pagerduty": (
            "addon alert automation business enablement escalation event extension incident jira "
            "maintenance response ruleset schedule service slack tag team user webhook"
        ),
    },
    "mongodbatlas": {
        "mongodbatlas": (
            "access advanced alert api auditing backup cloud cluster custom data database "
            "encryption event federated flex global ldap maintenance mongodb network online "
            "org organization private privatelink project push resource search serverless "
            "stream team teams third x509"
        ),
    },
    "vault": {
        "vault": (
            "ad alicloud approle audit auth aws azure cert config consul database egp gcp "
            "generic github identity jwt kmip kubernetes kv ldap managed mfa mongodbatlas "
            "mount namespace nomad oci okta password pki plugin policy quota rabbitmq raft "
            "rgp saml scep secrets spiffe ssh terraform token transform transit"
        ),
    },
    "azuread": {
        "azuread": (
            "access administrative app application authentication claims conditional custom "
            "directory group invitation named privileged service synchronization user"
        ),
    },
    "okta": {
        "okta": (
            "admin app auth authenticator behavior brand captcha customized domain email "
            "event factor group idp inline link log network org policy preview profile rate "
            "resource role security template theme threat trusted user"
        ),
    },
    "snowflake": {
        "snowflake": (
            "account alert api authentication compute cortex current database dynamic email "
            "execute external failover file function git grant image integration job legacy "
            "listing managed masking materialized network notebook notification oauth object "
            "password pipe primary procedure resource role row saml saml2 schema scim "
            "secondary secret semantic sequence service session share shared stage storage "
            "stream streamlit table tag task unsafe user view warehouse"
        ),
    },
    "postgresql": {
        "postgresql": (
            "database default extension function grant physical publication replication role "
            "schema security server subscription user"
        ),
    },
    "archive": {"utilities": "file"},
    "cloudinit": {"utilities": "config"},
    "local": {"utilities": "file sensitive"},
    "null": {"utilities": "resource"},
    "random": {
        "utilities": "bytes id integer password pet shuffle string uuid uuid4 uuid7",
    },
    "terraform": {"utilities": "data"},
    "time": {"utilities": "offset rotating sleep static"},
    "tls": {"utilities": "cert locally private self"},
}
"""
Modules of this package by provider, with the services each has types of; those that have what
plans are mostly about come first, since no more are imported than it takes to find every type.

The provider is the part of a type before the first `_`, the service the one behind it; of a native
Pulumi type (`kubernetes:apps:Deployment`), the parts before the first and the second `:`.
"""


def entries_of(types: Iterable[str]) -> Mapping[str, TypeEntry]:
    """Give the entries for those of `types` that have one; only their modules are imported."""
    wanted: dict[str, dict[str, set[str]]] = {}
    for name in types:
        prefix, service, *_ = *name.split(_divider(name), 2), ""
        wanted.setdefault(prefix, {}).setdefault(service, set()).add(name)
    known: dict[str, TypeEntry] = {}
    for prefix in sorted(wanted.keys() & MODULES.keys()):
        for module, words in MODULES[prefix].items():
            for left in filter(None, map(wanted[prefix].get, words.split())):
                table = _table(module)
                found = left & table.keys()
                known |= {name: table[name] for name in found}
                left.difference_update(found)
    return known


def provider_of(type_: str) -> str:
    """Give the provider's prefix of a resource type: `aws`; of a native type its package."""
    return type_.partition(_divider(type_))[0]


def _divider(type_: str) -> str:
    return ":" if ":" in type_ else "_"


def all_entries() -> Mapping[str, TypeEntry]:
    """Give every entry of every provider, by resource type."""
    modules = (module for provider in MODULES.values() for module in provider)
    return {name: found for module in modules for name, found in _table(module).items()}


@cache
def _table(module: str) -> Mapping[str, TypeEntry]:
    entries: tuple[TypeEntry, ...] = import_module(f"{__name__}.{module}").ENTRIES
    return {found.type: found for found in entries}


_WITH_PARTS = frozenset(
    [
        "aws",
        "azurerm",
        "cloudflare",
        "github",
        "google",
        "kubernetes",
        "launchdarkly",
        "mongodbatlas",
        "okta",
        "pagerduty",
        "postgresql",
        "snowflake",
        "vault",
    ]
)


def parts_of(prefix: str) -> tuple[Part, ...]:
    """Give what is known of a provider's objects that belong to others."""
    if prefix not in _WITH_PARTS:
        return ()
    parts: tuple[Part, ...] = import_module(f"{__name__}.{prefix}_parts").PARTS
    return parts
