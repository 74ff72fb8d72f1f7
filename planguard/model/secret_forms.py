"""
The fixed forms in which services write their secrets, each with the kind of secret it is.

A form has marks, pieces of text one of which is in every secret of that form: looking for them
first is much faster, and a pattern is compiled only when a text may need it. Where a pattern has a
group, the group is the secret.

Longer than other files: it is a table. Sources, read in November 2026: the formats that GitHub's
secret scanning knows (https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns),
the issuers' own pages on the prefixes of their tokens
(https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids,
https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/,
https://docs.gitlab.com/security/tokens/#token-prefixes, https://api.slack.com/concepts/token-types,
https://docs.stripe.com/keys, https://developer.hashicorp.com/vault/docs/concepts/tokens,
https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string) and RFC 7468,
RFC 7519 and RFC 3986.
"""

from __future__ import annotations

from typing import NamedTuple


class Form(NamedTuple):
    """One way in which a secret is written."""

    kind: str
    marks: tuple[str, ...]
    pattern: str


_HEX = "[0-9a-f]"
_UUID = rf"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}"

FORMS: tuple[Form, ...] = (
    Form("AWS access key", ("AKIA", "ASIA"), r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
    Form(
        "private key",
        ("-----BEGIN",),
        r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,40}-----|\Z)",
    ),
    Form("age private key", ("AGE-SECRET-KEY-1",), r"\bAGE-SECRET-KEY-1[0-9A-Z]{58}"),
    Form(
        "GitHub token",
        ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
        r"\bgh[pousr]_[A-Za-z0-9]{36,}",
    ),
    Form("GitHub token", ("github_pat_",), r"\bgithub_pat_\w{22,}"),
    Form(
        "GitLab token",
        ("glpat-", "glptt-", "gldt-", "glrt-", "glsoat-", "glcbt-", "glft-", "glagent-"),
        r"\bgl(?:pat|ptt|dt|rt|soat|cbt|ft|agent)-[\w-]{20,}",
    ),
    Form("Slack token", ("xox", "xapp-"), r"\b(?:xox[abeprs]|xapp)-[A-Za-z0-9-]{10,}"),
    Form("Slack webhook", ("hooks.slack.com",), r"\bhooks\.slack\.com/services/T\w+/B\w+/\w+"),
    Form(
        "Microsoft Teams webhook",
        (".webhook.office.com",),
        rf"[\w-]+\.webhook\.office\.com/webhookb2/{_UUID}@{_UUID}/\w+/{_HEX}{{32}}[\w/-]*",
    ),
    Form(
        "Discord webhook",
        ("/api/webhooks/",),
        r"\bdiscord(?:app)?\.com/api/webhooks/\d{17,20}/[\w-]{60,}",
    ),
    Form("Stripe key", ("k_live_", "k_test_"), r"\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}"),
    Form("Stripe webhook secret", ("whsec_",), r"\bwhsec_[A-Za-z0-9+/]{24,}={0,2}"),
    Form("JSON web token", ("eyJ",), r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}"),
    Form("Google API key", ("AIza",), r"\bAIza[\w-]{35}"),
    Form("Google OAuth client secret", ("GOCSPX-",), r"\bGOCSPX-[\w-]{28}"),
    Form("SendGrid key", ("SG.",), r"\bSG\.[\w-]{16,}\.[\w-]{16,}"),
    Form("npm token", ("npm_",), r"\bnpm_[A-Za-z0-9]{36}"),
    Form("PyPI token", ("pypi-AgE",), r"\bpypi-AgE[\w-]{50,}"),
    Form("RubyGems key", ("rubygems_",), rf"\brubygems_{_HEX}{{48}}\b"),
    Form("Docker Hub token", ("dckr_",), r"\bdckr_(?:pat|oat)_[\w-]{27,}"),
    Form(
        "Azure storage account key",
        ("AccountKey=",),
        r"\bAccountKey=(?P<a>[A-Za-z0-9+/]{80,}={0,2})",
    ),
    Form(
        "Azure shared access key",
        ("SharedAccessKey=",),
        r"\bSharedAccessKey=(?P<a>[A-Za-z0-9+/]{40,}={0,2})",
    ),
    Form(
        "Azure shared access signature",
        ("sig=",),
        r"[?&]sv=[^\s\"']*?[?&;]sig=(?P<a>[A-Za-z0-9%+/]{40,}=?)|\bsig=(?P<b>[A-Za-z0-9%+/]{40,}=?)&[^\s\"']*\bsv=",
    ),
    Form("Azure client secret", ("Q~",), r"(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])"),
    Form("DigitalOcean token", ("_v1_",), rf"\bdo[oprt]_v1_{_HEX}{{64}}\b"),
    Form("Vault token", ("hvs.", "hvb.", "hvr."), r"\bhv[sbr]\.[\w-]{24,}"),
    Form("HCP Terraform token", (".atlasv1.",), r"\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,}"),
    Form("Databricks token", ("dapi",), rf"\bdapi{_HEX}{{32}}(?:-\d)?\b"),
    Form("Grafana token", ("glsa_",), rf"\bglsa_[A-Za-z0-9]{{32}}_{_HEX}{{8}}\b"),
    Form("Grafana Cloud token", ("glc_eyJ",), r"\bglc_eyJ[A-Za-z0-9+/]{40,}={0,2}"),
    Form("New Relic key", ("NRAK-",), r"\bNRAK-[A-Z0-9]{27}\b"),
    Form("Sentry token", ("sntrys_", "sntryu_"), r"\bsntry[su]_[A-Za-z0-9+/=_]{40,}"),
    Form(
        "Dynatrace token", ("dt0c01.", "dt0s01."), r"\bdt0[cs]01\.[A-Z2-7]{8,24}\.[A-Z2-7]{64}\b"
    ),
    Form("Mailgun key", ("key-",), rf"\bkey-{_HEX}{{32}}\b"),
    Form("Mailchimp key", ("-us",), rf"\b{_HEX}{{32}}-us\d{{1,2}}\b"),
    Form("Twilio key", ("SK",), rf"\bSK{_HEX}{{32}}\b"),
    Form("OpenAI key", ("T3BlbkFJ",), r"\bsk-[\w-]{20,}T3BlbkFJ[\w-]{20,}"),
    Form("Anthropic key", ("sk-ant-",), r"\bsk-ant-[a-z]+\d{2}-[\w-]{40,}"),
    Form("Hugging Face token", ("hf_",), r"\bhf_[A-Za-z0-9]{34}\b"),
    Form("Shopify token", ("shp",), rf"\bshp(?:at|ca|pa|ss)_{_HEX}{{32}}\b"),
    Form("Square token", ("sq0",), r"\bsq0(?:atp|csp)-[\w-]{22,43}"),
    Form("Telegram bot token", (":AA",), r"\b\d{8,10}:AA[\w-]{33}\b"),
    Form("Atlassian token", ("ATATT3", "ATCTT3", "ATBB"), r"\b(?:ATATT3|ATCTT3|ATBB)[\w=-]{24,}"),
    Form("Pulumi token", ("pul-",), rf"\bpul-{_HEX}{{40}}\b"),
    Form("Postman key", ("PMAK-",), rf"\bPMAK-{_HEX}{{24}}-{_HEX}{{34}}\b"),
    Form("Linear key", ("lin_api_",), r"\blin_api_[A-Za-z0-9]{40}\b"),
    Form("Doppler token", ("dp.",), r"\bdp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{40,}"),
    Form("Tailscale key", ("tskey-",), r"\btskey-[a-z]+-[A-Za-z0-9]+-[A-Za-z0-9]{20,}"),
    Form("Supabase token", ("sbp_",), rf"\bsbp_{_HEX}{{40}}\b"),
    Form("PlanetScale token", ("pscale_",), r"\bpscale_(?:tkn|pw|oauth)_[\w.-]{32,}"),
    Form("Artifactory key", ("AKCp",), r"\bAKCp[A-Za-z0-9]{60,}"),
    Form("LaunchDarkly key", ("sdk-", "api-"), rf"\b(?:sdk|api)-{_UUID}\b"),
    Form(
        "password in a URL",
        ("://",),
        r"(?<=://)[^\s:/@'\"]*:(?P<a>(?![$<{*%])[^\s/@'\"]+)@",
    ),
    Form(
        "password in a connection string",
        ("assword=", "ASSWORD=", "pwd=", "Pwd=", "PWD="),
        r"(?i:\b(?:server|data source|host|addr(?:ess)?|uid|user(?: ?id|name)?)\s*=[^\r\n]*?;"
        r"\s*(?:password|pwd)\s*=\s*(?P<a>(?![$<{*%@])[^;\s\"'&]{4,})"
        r"|\b(?:password|pwd)\s*=\s*(?P<b>(?![$<{*%@])[^;\s\"'&]{4,});"
        r"[^\r\n]*?(?:server|data source|host|uid|user(?: ?id|name)?)\s*=)",
    ),
)
"""In the order in which they are looked for."""
