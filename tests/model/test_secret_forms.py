"""Each form finds a secret as its service writes it, and no example of one."""

from __future__ import annotations

import re
import string
from random import Random

import pytest

from planguard.model.secret_forms import FORMS
from planguard.model.secret_shape import (
    Found,
    is_name,
    length_class,
    plain_secrets,
    refers,
    secret_kind,
    secret_shapes,
    stays_secret,
)

_RANDOM = Random(7)  # noqa: S311 - made-up secrets
_UUID = "3f2b9c1e-7d4a-4b8e-9a6f-0c5d2e8b7a14"


def _of(length: int, alphabet: str = string.ascii_letters + string.digits) -> str:
    return "".join(_RANDOM.choices(alphabet, k=length))


def _hex(length: int) -> str:
    return _of(length, "0123456789abcdef")


def _base32(length: int) -> str:
    return _of(length, string.ascii_uppercase + "234567")


SAMPLES = (
    ("AWS access key", f"AKIA{_base32(16)}"),
    ("private key", f"-----BEGIN EC PRIVATE KEY-----\n{_of(64)}\n-----END EC PRIVATE KEY-----"),
    ("age private key", f"AGE-SECRET-KEY-1{_base32(58)}"),
    ("GitHub token", f"ghs_{_of(36)}"),
    ("GitHub token", f"github_pat_{_of(22)}_{_of(59)}"),
    ("GitLab token", f"glrt-{_of(20)}"),
    ("Slack token", f"xoxb-{_of(12, string.digits)}-{_of(24)}"),
    ("Slack token", f"xapp-1-{_of(11)}-{_of(13)}-{_of(64)}"),
    ("Slack webhook", f"hooks.slack.com/services/T{_base32(8)}/B{_base32(8)}/{_of(24)}"),
    (
        "Microsoft Teams webhook",
        f"shop.webhook.office.com/webhookb2/{_UUID}@{_UUID}/IncomingWebhook/{_hex(32)}/{_UUID}",
    ),
    ("Discord webhook", f"discord.com/api/webhooks/{_of(18, string.digits)}/{_of(68)}"),
    ("Stripe key", f"rk_live_{_of(24)}"),
    ("Stripe webhook secret", f"whsec_{_of(32)}"),
    ("JSON web token", f"eyJ{_of(20)}.eyJ{_of(40)}.{_of(43)}"),
    ("Google API key", f"AIza{_of(35)}"),
    ("Google OAuth client secret", f"GOCSPX-{_of(28)}"),
    ("SendGrid key", f"SG.{_of(22)}.{_of(43)}"),
    ("npm token", f"npm_{_of(36)}"),
    ("PyPI token", f"pypi-AgEIcHlwaS5vcmc{_of(70)}"),
    ("RubyGems key", f"rubygems_{_hex(48)}"),
    ("Docker Hub token", f"dckr_pat_{_of(27)}"),
    ("DigitalOcean token", f"dop_v1_{_hex(64)}"),
    ("Vault token", f"hvs.{_of(90)}"),
    ("HCP Terraform token", f"{_of(14)}.atlasv1.{_of(67)}"),
    ("Databricks token", f"dapi{_hex(32)}"),
    ("Grafana token", f"glsa_{_of(32)}_{_hex(8)}"),
    ("Grafana Cloud token", f"glc_eyJ{_of(80)}"),
    ("New Relic key", f"NRAK-{_base32(27)}"),
    ("Sentry token", f"sntrys_{_of(80)}"),
    ("Dynatrace token", f"dt0c01.{_base32(24)}.{_base32(64)}"),
    ("Mailgun key", f"key-{_hex(32)}"),
    ("Mailchimp key", f"{_hex(32)}-us21"),
    ("Twilio key", f"SK{_hex(32)}"),
    ("OpenAI key", f"sk-proj-{_of(40)}T3BlbkFJ{_of(40)}"),
    ("Anthropic key", f"sk-ant-api03-{_of(90)}"),
    ("Hugging Face token", f"hf_{_of(34)}"),
    ("Shopify token", f"shpat_{_hex(32)}"),
    ("Square token", f"sq0csp-{_of(43)}"),
    ("Telegram bot token", f"{_of(9, '123456789')}:AA{_of(33)}"),
    ("Atlassian token", f"ATATT3{_of(180)}"),
    ("Pulumi token", f"pul-{_hex(40)}"),
    ("Postman key", f"PMAK-{_hex(24)}-{_hex(34)}"),
    ("Linear key", f"lin_api_{_of(40)}"),
    ("Doppler token", f"dp.pt.{_of(43)}"),
    ("Tailscale key", f"tskey-auth-{_of(12)}-{_of(32)}"),
    ("Supabase token", f"sbp_{_hex(40)}"),
    ("PlanetScale token", f"pscale_tkn_{_of(43)}"),
    ("Artifactory key", f"AKCp{_of(69)}"),
    ("LaunchDarkly key", f"sdk-{_UUID}"),
    ("Azure client secret", f"{_of(3)}8Q~{_of(34)}"),
)
INSIDE = (
    ("Azure storage account key", "AccountName=shop;AccountKey={}==;EndpointSuffix=x", _of(86)),
    ("Azure shared access key", "SharedAccessKeyName=all;SharedAccessKey={}=", _of(43)),
    ("Azure shared access signature", "https://a/b?sv=2024-11-04&sig={}", f"{_of(43)}%3D"),
    ("Azure shared access signature", "https://a/b?sig={}&sv=2024-11-04", f"{_of(43)}%3D"),
    ("password in a URL", "mongodb+srv://shop:{}@cluster0.mongodb.net/db", _of(16)),
    ("password in a connection string", "Server=db;User Id=sa;Password={};Encrypt=True", _of(16)),
    ("password in a connection string", "Password={};Host=db;Username=shop", _of(16)),
)


@pytest.mark.parametrize(("kind", "secret"), SAMPLES)
def test_each_form_is_found_in_a_text(kind: str, secret: str) -> None:
    assert plain_secrets(f'x = "{secret}" # y') == (Found(kind, secret),)


@pytest.mark.parametrize(("kind", "text", "secret"), INSIDE)
def test_what_is_secret_in_a_longer_form(kind: str, text: str, secret: str) -> None:
    assert Found(kind, secret.rstrip("=")) in [
        Found(each.kind, each.text.rstrip("=")) for each in plain_secrets(text.format(secret))
    ]


def test_every_form_has_a_sample_and_compiles() -> None:
    assert {form.kind for form in FORMS} == {kind for kind, *_ in (*SAMPLES, *INSIDE)}
    assert all(form.marks and re.compile(form.pattern).groups >= 0 for form in FORMS)


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "sk_live_1234567890abcdefghijklmn",
        "-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----",
        "postgres://user:password@host/db",
        "amqp://user:REDACTED@host",
        "https://user:PASSWORD_HERE@host",
        "Server=db;User Id=sa;Password=your-password;",
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
    ],
)
def test_an_example_is_hidden_and_no_secret(text: str) -> None:
    assert secret_shapes(text)
    assert plain_secrets(text) == ()


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("DB_PASSWORD", "tr0ub4dor-and-3-horses", "chosen"),
        ("DB_PASS", "hunter2hunter2", "chosen"),
        ("DD_API_KEY", "9f8e7d6c5b4a39281706f5e4d3c2b1a0", "chosen"),
        ("DB_PASSWORD", "correct-horse-battery", "worded"),
        ("anything", f"ghs_{_of(36)}", "GitHub token"),
        ("NEXT_PUBLIC_FIREBASE_KEY", f"AIza{_of(35)}", ""),
        ("SUPABASE_ANON_KEY", f"eyJ{_of(20)}.eyJ{_of(40)}.{_of(43)}", ""),
        ("STRIPE_PUBLISHABLE_KEY", "pk7vLm2RpZ9kQx", ""),
        ("PUBLIC_TOKEN", f"ghs_{_of(36)}", "GitHub token"),
        ("APP_MODE", "tr0ub4dor-and-3-horses", ""),
        ("TOKENIZER", "cl100k_base", ""),
        ("SECRET", "my-app-secret", ""),
        ("DB_PASSWORD", "DB_PASSWORD", ""),
        ("DB_PASSWORD", "changeme1234!", ""),
        ("DB_PASSWORD", "YourPasswordHere!", ""),
        ("DB_PASSWORD", "$DB_PASSWORD", ""),
        ("DB_PASSWORD", "{{resolve:secretsmanager:shop:SecretString:password}}", ""),
        ("DB_PASSWORD", "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/a)", ""),
        ("API_TOKEN", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-Ab1cD2", ""),
        ("API_TOKEN", "vault:secret/data/shop#token", ""),
        ("TOKEN_ISSUER", "accounts.shop-9x7.com", ""),
        ("JWT_SECRET", "jwt.auth.shop.com", ""),
        ("SECRET", "the value that the service shows to whoever asks for it 4711", ""),
        ("SSH_PRIVATE_KEY", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ4f", ""),
    ],
)
def test_kinds(name: str, value: str, kind: str) -> None:
    assert secret_kind(name, value) == kind


@pytest.mark.parametrize(
    ("value", "stays"),
    [
        ("Qx7vLm2RpZ9k", True),
        ("sesame street", True),
        ("short1!", False),
        ("shop-prod-db", False),
        ("SHOP_PROD_2", False),
        ("shop.cluster-1a2b.eu-west-1.rds.amazonaws.com", False),
        ("ops@shop.example.org", False),
        (_UUID, False),
        ('{"a": "Qx7vLm2RpZ9k"}', False),
        ("a: Qx7vLm2RpZ9k\nb: c", False),
        ("-----BEGIN CERTIFICATE-----", False),
        ("arn:aws:iam::123456789012:role/shop", False),
    ],
)
def test_what_is_marked_and_no_secret(value: str, stays: bool) -> None:  # noqa: FBT001 - a table
    assert stays_secret(value) is stays


def test_nothing_of_a_secret_is_told() -> None:
    found = Found("GitHub token", "ghs_abc")
    assert "ghs_abc" not in f"{found} {found!r}"
    lengths = [length_class("x" * length) for length in (7, 8, 31, 32, 999)]
    assert lengths == ["under 8", "8 to 15", "16 to 31", "32 to 63", "64 or more"]


def test_references_and_names() -> None:
    assert refers("arn:aws:iam::1:role/a")
    assert not refers("Qx7vLm2RpZ9k")
    assert is_name("shop-prod-db")
    assert not is_name("Qx7vLm2RpZ9k")
