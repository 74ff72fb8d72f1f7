"""Says in plain words why AWS gave no answer, without a word of what it said."""

from __future__ import annotations

from planguard.errors import SourceError

_DENIED = frozenset(
    {
        "AccessDenied",
        "AccessDeniedException",
        "AuthorizationError",
        "AuthorizationErrorException",
        "UnauthorizedOperation",
        "UnauthorizedAccess",
    }
)
_LOGIN = frozenset(
    {
        "AuthFailure",
        "ExpiredToken",
        "ExpiredTokenException",
        "IncompleteSignature",
        "InvalidAccessKeyId",
        "InvalidClientTokenId",
        "InvalidSignatureException",
        "MissingAuthenticationToken",
        "RequestExpired",
        "SignatureDoesNotMatch",
        "UnrecognizedClientException",
    }
)
_SLOWER = frozenset(
    {
        "EC2ThrottledException",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "SlowDown",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)
_UNKNOWN = frozenset(
    {
        "InvalidAction",
        "NotImplemented",
        "UnknownOperation",
        "UnknownOperationException",
        "UnsupportedOperation",
        "UnsupportedOperationException",
    }
)
_FAULT = 500
_ABSENT = ("NotFound", "NonExistentQueue", "QueueDoesNotExist", "NotFoundFault", "NotExist")
GONE = "finds no live object of that name in this account and region"


class UnknownCallError(SourceError):
    """The server does not know the API call, or the installed boto3 does not."""


class AbsentError(SourceError):
    """The live object is not there."""


def is_passing(error: Exception) -> bool:
    """Tell whether the same call may succeed a moment later."""
    import botocore.exceptions as trouble  # noqa: PLC0415 - of the extra

    if isinstance(error, trouble.ClientError):
        status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") or 0)
        return _code(error) in _SLOWER or status in {500, 502, 503, 504}
    return isinstance(error, trouble.ConnectionClosedError)


def in_words(error: Exception, action: str, seconds: float) -> SourceError:
    """Say what went wrong with the call that needs the IAM action."""
    import botocore.exceptions as trouble  # noqa: PLC0415 - of the extra

    if isinstance(error, trouble.ClientError):
        return _refused(error, action)
    if isinstance(error, trouble.NoRegionError):
        return SourceError(
            "does not know the region: set `region` in planguard.yaml or AWS_REGION"
        )
    if isinstance(error, trouble.ReadTimeoutError | trouble.ConnectTimeoutError):
        return SourceError(f"did not answer {action} within {seconds:.3g} s")
    if isinstance(error, trouble.SSLError):
        return SourceError("cannot be reached: its certificate is not trusted")
    if isinstance(error, trouble.ConnectionError | trouble.HTTPClientError):
        return SourceError("cannot be reached: no connection")
    if isinstance(error, trouble.ParamValidationError):
        return SourceError(f"cannot ask {action}: a value of the object is not of the right form")
    return login_trouble(error) or SourceError(f"answered {action} with what is no AWS answer")


def login_trouble(error: Exception) -> SourceError | None:
    """Say what is wrong with how boto3 looks for credentials; `None` when it is not that."""
    import botocore.exceptions as trouble  # noqa: PLC0415 - of the extra

    if isinstance(error, trouble.ProfileNotFound):
        return SourceError("has no login: the profile is in no AWS configuration file")
    if isinstance(error, trouble.NoCredentialsError):
        return SourceError("has no login: boto3 finds no credentials")
    kinds = (
        trouble.PartialCredentialsError,
        trouble.CredentialRetrievalError,
        trouble.ConfigParseError,
        trouble.ConfigNotFound,
        trouble.InvalidConfigError,
        trouble.SSOError,
        trouble.TokenRetrievalError,
    )
    if isinstance(error, kinds):
        return SourceError("has no login: the AWS configuration or its login cannot be used")
    return None


def _refused(error: Exception, action: str) -> SourceError:
    code = _code(error)
    if code in _DENIED:
        return SourceError(f"is not allowed to: its credentials lack the right {action}")
    if code in _LOGIN:
        return SourceError("refused the login: the credentials are wrong or have expired")
    if code in _SLOWER:
        return SourceError(f"is asked too often: {action} is throttled")
    if code in _UNKNOWN or (code.isdecimal() and _status(error) in {404, 405, 501}):
        return UnknownCallError(f"does not know the call {action}")
    if any(part in code for part in _ABSENT):
        return AbsentError(GONE)
    if _status(error) >= _FAULT:
        return SourceError(f"answered {action} with status {_status(error)}")
    return SourceError(f"refused {action} ({code if code.isalnum() else 'an error'})")


def _code(error: Exception) -> str:
    """Give the error code; the query protocols may put `AWS.SimpleQueueService.` before it."""
    response = getattr(error, "response", {})
    return str(response.get("Error", {}).get("Code") or "").rsplit(".", 1)[-1]


def _status(error: Exception) -> int:
    response = getattr(error, "response", {})
    return int(response.get("ResponseMetadata", {}).get("HTTPStatusCode") or 0)
