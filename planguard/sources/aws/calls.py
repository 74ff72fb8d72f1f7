"""The way to AWS: one login, one client a service and region, and only calls that are listed."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any

from planguard.errors import SourceError
from planguard.sources.aws.refusals import UnknownCallError, in_words, is_passing, login_trouble
from planguard.sources.aws.rights import LOGIN
from planguard.sources.interface import Surroundings, seconds_of
from planguard.sources.interface.login import variable_words

_CLIENTS = {"elasticfilesystem": "efs", "elasticloadbalancing": "elbv2"}
"""Services that boto3 calls otherwise than IAM does."""
_MARKER = ("Marker", "Marker")
_NEXT: Mapping[str, tuple[str, str]] = {
    "dynamodb": ("LastEvaluatedBackupArn", "ExclusiveStartBackupArn"),
    "elasticache": _MARKER,
    "rds": _MARKER,
    "redshift": _MARKER,
}
"""Where an answer tells that there is more, and where the next call takes it."""
_PAGES = 100
_TRIES = 3
_REGION = re.compile(r"[a-z]{2,4}(-[a-z]+)+-\d{1,2}\Z")


class Access:
    """One login; used by several threads at once."""

    def __init__(self, options: Any, around: Surroundings) -> None:
        """Keep what to log in with. Raises `SourceError` when boto3 or a variable is missing."""
        try:
            import boto3  # noqa: PLC0415, F401 - an extra, and slow to import
        except ImportError:
            raise SourceError("needs the extra aws: pip install 'planguard-iac[aws]'") from None
        self._options = options
        self._external = around.environ.get(options.external_id_env, "").strip()
        if options.external_id_env and not self._external:
            raise SourceError(
                f"has no login: {variable_words(options.external_id_env)} is not set"
            )
        self.history_days: int = options.history_days
        self._lock = threading.Lock()
        self._checking = threading.Lock()
        self._session: Any = None
        self._clients: dict[tuple[str, str], Any] = {}
        self._account: str | SourceError = ""
        self.seconds = seconds_of(options.timeout) / 2
        """One call may take half the time of a question."""

    def region(self, told: str) -> str:
        """
        Give the region to ask in; `told` is the object's, or empty.

        Raises `SourceError` when the object is elsewhere or its region is none.
        """
        wanted = self._options.region
        if told and not _REGION.match(told):
            raise SourceError("cannot ask: the object's region has not the form of one")
        if wanted and told and wanted != told:
            raise SourceError(f"is set to {wanted}, and the object is in {told}")
        return wanted or told

    def check_account(self, account: str, region: str) -> None:
        """Raise `SourceError` unless the credentials are for this account."""
        with self._checking:
            if not self._account:
                try:
                    told = self.send("sts:GetCallerIdentity", region, {}).get("Account")
                    self._account = str(told or "") or SourceError(
                        "answered sts:GetCallerIdentity with what is no AWS answer"
                    )
                except SourceError as error:
                    self._account = error
        if isinstance(self._account, SourceError):
            raise self._account
        if self._account != account:
            raise SourceError("has credentials for another account than the one the object is in")

    def send(self, action: str, region: str, params: Mapping[str, Any]) -> Mapping[str, Any]:
        """Make one API call, in words when it fails. Raises `SourceError`."""
        from botocore import xform_name  # noqa: PLC0415 - of the extra
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

        service, _, operation = action.partition(":")
        client = self._client(_CLIENTS.get(service, service), region)
        call = getattr(client, xform_name(operation), None)
        if call is None:
            raise UnknownCallError(f"needs a newer boto3 for the call {action}")
        until = time.monotonic() + self.seconds
        for number in range(1, _TRIES + 1):
            try:
                answer: Mapping[str, Any] = call(**params)
            except (BotoCoreError, ClientError) as error:
                pause = 0.1 * 2**number
                late = time.monotonic() + pause > until
                if number == _TRIES or late or not is_passing(error):
                    raise in_words(error, action, self.seconds) from None
                time.sleep(pause)
            else:
                return answer
        raise AssertionError  # pragma: no cover - the last try returns or raises

    def _client(self, service: str, region: str) -> Any:
        with self._lock:
            if self._session is None:
                self._session = self._login(region)
            place = (service, region)
            if place not in self._clients:
                self._clients[place] = self._made(self._session, service, region)
            return self._clients[place]

    def _login(self, region: str) -> Any:
        import boto3  # noqa: PLC0415 - of the extra
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

        options = self._options
        try:
            session = boto3.Session(profile_name=options.profile or None)
        except BotoCoreError as error:
            raise in_words(error, "sts:AssumeRole", self.seconds) from None
        if not options.role_arn:
            return session
        wanted = {"RoleArn": options.role_arn, "RoleSessionName": "planguard"}
        if self._external:
            wanted["ExternalId"] = self._external
        sts = self._made(session, "sts", region)
        try:
            given = sts.assume_role(**wanted)["Credentials"]
        except (BotoCoreError, ClientError, KeyError) as error:
            raise in_words(error, LOGIN[1], self.seconds) from None
        return boto3.Session(
            aws_access_key_id=given["AccessKeyId"],
            aws_secret_access_key=given["SecretAccessKey"],
            aws_session_token=given["SessionToken"],
            region_name=session.region_name,
        )

    def _made(self, session: Any, service: str, region: str) -> Any:
        from botocore.config import Config  # noqa: PLC0415 - of the extra
        from botocore.exceptions import BotoCoreError  # noqa: PLC0415

        try:
            return session.client(
                service,
                region_name=region or None,
                endpoint_url=self._options.endpoint_url or None,
                config=Config(
                    connect_timeout=self.seconds,
                    read_timeout=self.seconds,
                    # We try again ourselves, within the time of the question.
                    retries={"total_max_attempts": 1},
                    max_pool_connections=self._options.concurrency,
                    user_agent_extra="planguard",
                ),
            )
        except (BotoCoreError, ValueError) as error:
            raise (login_trouble(error) or in_words(error, f"{service}:*", self.seconds)) from None


class Calls:
    """The API calls one question may make: those listed for its topic and type of subject."""

    def __init__(
        self, access: Access, *, rights: tuple[str, ...], region: str, seconds: float
    ) -> None:
        """Begin the time of the question."""
        self._access = access
        self._rights = rights
        self._region = region
        self._until = time.monotonic() + seconds

    def one(self, action: str, **params: Any) -> Mapping[str, Any]:
        """Make one call. Raises `SourceError`, also for a call that is not listed."""
        if action not in self._rights:
            raise SourceError(f"would call {action}, which is not among the rights listed for it")
        if time.monotonic() >= self._until:
            raise SourceError("did not answer all that was asked in the time for one question")
        return self._access.send(action, self._region, params)

    def pages(
        self, action: str, key: str, *, most: int = _PAGES, **params: Any
    ) -> Iterator[Mapping[str, Any]]:
        """
        Give every item of a list, over all pages.

        Raises `SourceError` when there are more than `most` pages or the list is missing: a part
        is no answer where the newest or none is asked for.
        """
        told, taken = _NEXT.get(action.partition(":")[0], ("NextToken", "NextToken"))
        for _ in range(most):
            answer = self.one(action, **params)
            if not isinstance(answer.get(key), list):
                raise SourceError(f"answered {action} with what is no AWS answer")
            yield from answer[key]
            if not answer.get(told):
                return
            params[taken] = answer[told]
        raise SourceError(f"has more than {most} pages for {action}, too many to look through")
