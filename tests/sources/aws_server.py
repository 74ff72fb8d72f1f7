"""A front for moto, which does not know AWS Backup."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from sources.rig import Asked, Given

POINTS: dict[str, list[Mapping[str, Any]]] = {}
"""Recovery points by resource ARN, as AWS Backup tells them; moto does not know that call."""


def forward(moto: str, asked: Asked) -> Given:
    """Answer for AWS Backup as its API reference says, and let moto answer the rest."""
    parts = asked.path.partition("?")[0].split("/")
    if parts[1] == "resources" and parts[-2] == "recovery-points":
        points = POINTS.get(unquote(parts[2]), [])
        return Given(body=json.dumps({"RecoveryPoints": points}).encode())
    connection = http.client.HTTPConnection(urlsplit(moto).netloc)
    connection.request(asked.method, asked.path, asked.body, dict(asked.headers))
    answer = connection.getresponse()
    body = answer.read()
    kept = {"content-type", "x-amzn-errortype", "x-amzn-query-error", "smithy-protocol"}
    headers = {name: value for name, value in answer.getheaders() if name.lower() in kept}
    connection.close()
    return Given(status=answer.status, body=body, headers=headers)
