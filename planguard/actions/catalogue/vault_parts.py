"""Vault's objects that belong to others and go with them: the whole speaks for them."""

from __future__ import annotations

from planguard.actions.interface import Part

PARTS: tuple[Part, ...] = (
    Part("vault_approle_auth_backend_", "backend", "vault_auth_backend"),
    Part("vault_aws_auth_backend_", "backend", "vault_auth_backend"),
    Part("vault_aws_secret_backend_", "backend", "vault_aws_secret_backend"),
    Part("vault_azure_auth_backend_", "backend", "vault_auth_backend"),
    Part("vault_azure_secret_backend_", "backend", "vault_azure_secret_backend"),
    Part("vault_cert_auth_backend_", "backend", "vault_auth_backend"),
    Part("vault_consul_secret_backend_role", "backend", "vault_consul_secret_backend"),
    Part("vault_database_secret_backend_", "backend", "vault_database_secrets_mount"),
    Part("vault_database_secret_backend_", "backend", "vault_mount"),
    Part("vault_gcp_auth_backend_role", "backend", "vault_gcp_auth_backend"),
    Part("vault_gcp_secret_", "backend", "vault_gcp_secret_backend"),
    Part("vault_github_team", "backend", "vault_github_auth_backend"),
    Part("vault_github_user", "backend", "vault_github_auth_backend"),
    Part("vault_identity_entity_alias", "canonical_id", "vault_identity_entity"),
    Part("vault_identity_entity_policies", "entity_id", "vault_identity_entity"),
    Part("vault_identity_group_", "group_id", "vault_identity_group"),
    Part("vault_identity_group_alias", "canonical_id", "vault_identity_group"),
    Part("vault_jwt_auth_backend_role", "backend", "vault_jwt_auth_backend"),
    Part("vault_kubernetes_auth_backend_", "backend", "vault_auth_backend"),
    Part("vault_kubernetes_secret_backend_role", "backend", "vault_kubernetes_secret_backend"),
    Part("vault_kv_secret_backend_v2", "mount", "vault_mount"),
    Part("vault_kv_secret_v2", "mount", "vault_mount"),
    Part("vault_ldap_auth_backend_", "backend", "vault_ldap_auth_backend"),
    Part("vault_nomad_secret_role", "backend", "vault_nomad_secret_backend"),
    Part("vault_pki_secret_backend_", "backend", "vault_mount"),
    Part("vault_rabbitmq_secret_backend_role", "backend", "vault_rabbitmq_secret_backend"),
    Part("vault_ssh_secret_backend_", "backend", "vault_mount"),
    Part("vault_transit_secret_backend_key", "backend", "vault_mount"),
)
