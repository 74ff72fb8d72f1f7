"""Which of Cloudflare's types describe what belongs to another object, and go with it."""

from __future__ import annotations

from planguard.actions.interface import Part

PARTS: tuple[Part, ...] = (
    Part("cloudflare_", "zone_id", "cloudflare_zone"),
    Part("cloudflare_access_policy", "application_id", "cloudflare_access_application"),
    Part("cloudflare_list_item", "list_id", "cloudflare_list"),
    Part("cloudflare_r2_bucket_", "bucket_name", "cloudflare_r2_bucket"),
    Part("cloudflare_tunnel_config", "tunnel_id", "cloudflare_tunnel"),
    Part("cloudflare_waiting_room_", "waiting_room_id", "cloudflare_waiting_room"),
    Part("cloudflare_worker_", "script_name", "cloudflare_worker_script"),
    Part("cloudflare_workers_", "script_name", "cloudflare_workers_script"),
    Part("cloudflare_workers_kv", "namespace_id", "cloudflare_workers_kv_namespace"),
    Part(
        "cloudflare_zero_trust_access_policy",
        "application_id",
        "cloudflare_zero_trust_access_application",
    ),
    Part(
        "cloudflare_zero_trust_tunnel_cloudflared_config",
        "tunnel_id",
        "cloudflare_zero_trust_tunnel_cloudflared",
    ),
)
