"""What sources share over HTTP, against servers that hang, lie, redirect, echo and overflow."""

from __future__ import annotations

import gc
import gzip
import json
import shutil
import socket
import ssl
import struct
import subprocess
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from sources.rig import Asked, Given, serve

from planguard.errors import SourceError
from planguard.model.value import Path as Steps
from planguard.sources.interface import Surroundings
from planguard.sources.interface.strict_json import read_json
from planguard.sources.interface.template import Dialect, compile_template
from planguard.sources.interface.web import LARGEST, Web, WebOptions

TOKEN = "tok-3f9a1c77e2"  # noqa: S105 - made up
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@contextmanager
def speak(
    script: Callable[[socket.socket], None], context: ssl.SSLContext | None = None
) -> Iterator[str]:
    """Run a TCP server that reads a request's head and then does what `script` says."""
    listener = socket.create_server(("127.0.0.1", 0))
    threads: list[threading.Thread] = []

    def one(raw: socket.socket) -> None:
        with suppress(OSError), raw:
            raw.settimeout(5)
            with context.wrap_socket(raw, server_side=True) if context else raw as peer:
                if b"\r\n\r\n" in peer.recv(65_536):
                    script(peer)

    def accept() -> None:
        with suppress(OSError):
            while True:
                peer, _ = listener.accept()
                threads.append(threading.Thread(target=one, args=(peer,)))
                threads[-1].start()

    threads.append(threading.Thread(target=accept))
    threads[0].start()
    try:
        scheme = "https" if context else "http"
        yield f"{scheme}://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for thread in threads:
            thread.join()


def sends(*parts: bytes, pause: float = 0.0) -> Callable[[socket.socket], None]:
    def script(peer: socket.socket) -> None:
        for part in parts:
            peer.sendall(part)
            time.sleep(pause)

    return script


def web(url: str, around: Surroundings | None = None, **options: Any) -> Web:
    return Web(WebOptions(url=url, **options), around or Surroundings())


def with_token(url: str, token: str = TOKEN) -> Web:
    return web(url, Surroundings(environ={"TOKEN": token}), token_env="TOKEN")  # noqa: S106 - a name


def trouble(url: str, seconds: float = 5.0, path: str = "/x") -> str:
    with pytest.raises(SourceError) as caught:
        web(url).json(path, seconds=seconds)
    return str(caught.value)


def told(script: Callable[[socket.socket], None], seconds: float = 5.0) -> str:
    """Give what is said of a server, and see that it was said in time."""
    with speak(script) as url:
        started = time.monotonic()
        words = trouble(url, seconds)
        assert time.monotonic() - started < seconds + 0.5
    return words


def with_body(body: bytes, *headers: bytes) -> bytes:
    lines = [*headers, b"Content-Length: %d" % len(body)]
    return HEAD + b"\r\n".join(lines) + b"\r\n\r\n" + body


def test_json_is_asked_for_and_read() -> None:
    asked: list[Asked] = []

    def respond(request: Asked) -> Given:
        asked.append(request)
        return Given(body=b'{"up": 1}')

    with serve(respond) as url:
        assert with_token(url).json("/a", {"q": "1 & 2"}, seconds=5) == {"up": 1}
    assert asked[0].path == "/a?q=1+%26+2"
    assert asked[0].headers["Authorization"] == f"Bearer {TOKEN}"
    assert asked[0].headers["User-Agent"] == "planguard"


def test_a_body_is_posted_and_all_parts_of_a_query_are_kept() -> None:
    asked: list[Asked] = []

    def respond(request: Asked) -> Given:
        asked.append(request)
        return Given(body=b"[]")

    with serve(respond) as url:
        client = web(f"{url}/api/?key=1")
        assert client.json("/s?a=2", [("b", "3"), ("b", "4")], seconds=5, body={"x": 1}) == []
        assert client.json("", seconds=5) == []
    assert (asked[0].method, asked[0].path) == ("POST", "/api/s?key=1&a=2&b=3&b=4")
    assert json.loads(asked[0].body) == {"x": 1}
    assert asked[1].path == "/api/?key=1"


def test_connections_are_kept_and_closed() -> None:
    def script(peer: socket.socket) -> None:
        peer.sendall(with_body(b"1"))
        peer.recv(65_536)
        peer.sendall(with_body(b"2"))

    with speak(script) as url:
        client = web(url)
        assert client.json(seconds=5) == 1
        assert client.json(seconds=5) == 2
        del client
        gc.collect()


def test_a_server_that_never_answers_is_given_up() -> None:
    assert told(lambda _: time.sleep(0.8), 0.3) == "did not answer within 0.3 s"


@pytest.mark.parametrize("head", [b"", HEAD, HEAD + b"Content-Length: 900\r\n\r\n"])
def test_a_slow_drip_ends_at_the_deadline(head: bytes) -> None:
    drip = sends(head, *[b"X"] * 20, pause=0.1)
    assert told(drip, 0.5) == "did not answer within 0.5 s"


def test_a_slow_drip_through_tls_ends_at_the_deadline(certificate: Path) -> None:
    drip = sends(HEAD, b"Content-Length: 900\r\n\r\n", *[b"X"] * 20, pause=0.1)
    with speak(drip, serving(certificate)) as url, pytest.raises(SourceError, match=r"0\.5 s"):
        web(url, ca_file=str(certificate / "cert.pem")).json(seconds=0.5)


def test_no_time_at_all_is_a_timeout() -> None:
    assert told(sends(with_body(b"1")), -1.0 + 1.0).startswith("did not answer")


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert trouble(f"http://127.0.0.1:{port}") == "cannot be reached: no connection"


def test_a_reset_is_told() -> None:
    def script(peer: socket.socket) -> None:
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        peer.close()

    assert told(script).startswith("broke off")


@pytest.mark.parametrize(
    "answer",
    [
        HEAD + b"Content-Length: 100\r\n\r\n" + b'{"a": 1}',
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n[1, 2",
        HEAD + b"Content-Length: 8\r\nContent-Length: 9\r\n\r\n" + b'{"a": 1}',
        HEAD + b"Content-Length: -1\r\n\r\n1",
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        HEAD + b"X: " + b"y" * 300_000,
        b"",
    ],
    ids=["half", "half-chunk", "two-lengths", "negative", "ssh", "huge-head", "nothing"],
)
def test_what_is_no_whole_http_is_told(answer: bytes) -> None:
    assert told(sends(answer)) == "broke off, or answered with something that is no HTTP"


def test_a_length_that_is_too_short_leaves_no_json() -> None:
    assert "no JSON" in told(sends(HEAD + b'Content-Length: 4\r\n\r\n{"a": 1}'))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (500, "answered with status 500"),
        (401, "refused the login (401)"),
        (403, "refused access (403)"),
        (404, "has nothing at that address (404)"),
        (429, "is asked too often (429)"),
    ],
)
def test_a_status_is_told_without_the_answer(status: int, words: str) -> None:
    with serve(lambda _: Given(status=status, body=b"secret stack trace")) as url:
        assert trouble(url) == words


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_and_no_token_leaves(status: int) -> None:
    elsewhere: list[Asked] = []

    def other(request: Asked) -> Given:
        elsewhere.append(request)
        return Given()

    with serve(other) as target:
        answer = Given(status=status, headers={"Location": f"{target}/steal"})
        with serve(lambda _: answer) as url, pytest.raises(SourceError, match="redirects"):
            with_token(url).json(seconds=5)
    assert elsewhere == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<!doctype html><html>", "a web page that is no JSON"),
        (b"", "something that is no JSON"),
        (b"{'a': 1}", "no JSON"),
        (b'{"a": NaN}', "no JSON"),
        (b"[Infinity]", "no JSON"),
        (b"[1e999]", "no JSON"),
        (b"[" + b"9" * 5_000 + b"]", "no JSON"),
        (b'{"ok": true, "ok": false}', "no JSON"),
        (b'"\xff\xfe"', "no JSON"),
        (b'"\xed\xa0\x80"', "no JSON"),
        (b'"\\ud800"', "no JSON"),
        (b"[" * 70 + b"]" * 70, "no JSON"),
        (b"[" * 100_000 + b"]" * 100_000, "no JSON"),
        ('{"a": 1}'.encode("utf-16"), "no JSON"),
    ],
)
def test_what_is_no_strict_json_is_refused(body: bytes, words: str) -> None:
    with serve(lambda _: Given(body=body)) as url:
        assert words in trouble(url)


def test_good_json_with_its_oddities_is_read() -> None:
    assert read_json(b'\xef\xbb\xbf{"a": "\\ud83d\\ude00", "b": [1.5e3]}') == {
        "a": "\N{GRINNING FACE}",
        "b": [1500.0],
    }
    assert read_json(b"[" * 63 + b"]" * 63)


def test_more_than_the_largest_is_refused() -> None:
    with serve(lambda _: Given(body=b'"' + b"x" * LARGEST + b'"')) as url:
        assert trouble(url) == "answered with more than 4 MiB"


def test_an_endless_answer_is_cut() -> None:
    def script(peer: socket.socket) -> None:
        peer.sendall(HEAD + b"\r\n")
        while True:
            peer.sendall(b"x" * 65_536)

    assert told(script) == "answered with more than 4 MiB"


def test_compressed_answers_are_read() -> None:
    zipped = Given(body=gzip.compress(b'{"a": 1}'), headers={"Content-Encoding": "GZIP"})
    with serve(lambda _: zipped) as url:
        assert web(url).json(seconds=5) == {"a": 1}


def test_a_gzip_bomb_stays_small() -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = packer.compress(b"\0" * (256 * 1024**2)) + packer.flush()
    assert len(bomb) < 300_000
    with serve(lambda _: Given(body=bomb, headers={"Content-Encoding": "gzip"})) as url:
        assert trouble(url) == "answered with more than 4 MiB"


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip, gzip", "compress"])
def test_other_encodings_were_not_asked_for(coding: str) -> None:
    with serve(lambda _: Given(headers={"Content-Encoding": coding})) as url:
        assert trouble(url) == "answered in an encoding that was not asked for"


@pytest.mark.parametrize(
    "body",
    [b"{}", gzip.compress(b"{}")[:-9], gzip.compress(b"{}") + gzip.compress(b"{}")],
    ids=["not gzip", "cut short", "two in one"],
)
def test_broken_compression_is_told(body: bytes) -> None:
    with serve(lambda _: Given(body=body, headers={"Content-Encoding": "gzip"})) as url:
        assert trouble(url).startswith("broke off")


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"you_sent": TOKEN}).encode(),
        f"<pre>Authorization: Bearer {TOKEN}".encode(),
        json.dumps(TOKEN).replace("t", "\\u0074").encode(),
    ],
    ids=["json", "page", "escaped"],
)
def test_an_answer_that_repeats_our_token_is_not_read(body: bytes) -> None:
    with serve(lambda _: Given(body=body)) as url, pytest.raises(SourceError) as caught:
        with_token(url).json(seconds=5)
    assert str(caught.value).startswith("repeats our credentials")


def test_an_answer_that_speaks_of_bearer_tokens_is_read() -> None:
    with serve(lambda _: Given(body=b'"Bearer \\"tokens\\" expire"')) as url:
        assert with_token(url).json(seconds=5) == 'Bearer "tokens" expire'


def test_passwords_are_sent_and_recognised() -> None:
    asked: list[Asked] = []

    def respond(request: Asked) -> Given:
        asked.append(request)
        return Given(body=b'"pa55word-long"' if len(asked) > 1 else b"1")

    around = Surroundings(environ={"PW": "pa55word-long"})
    with serve(respond) as url:
        client = web(url, around, user="me", password_env="PW")  # noqa: S106 - a name
        assert client.json(seconds=5) == 1
        with pytest.raises(SourceError, match="repeats"):
            client.json(seconds=5)
    assert asked[0].headers["Authorization"] == "Basic bWU6cGE1NXdvcmQtbG9uZw=="


@pytest.mark.parametrize("token", ["a\r\nX-Admin: 1", "a\nb", "a\0b", "t\u00f6ken", "a\x7fb"])
def test_a_token_cannot_bring_headers_along(token: str) -> None:
    with pytest.raises(SourceError, match="no HTTP header can carry") as caught:
        with_token("https://api.example", token)
    assert "Admin" not in str(caught.value)


def test_a_token_with_a_line_end_is_taken_without_it(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n", encoding="utf-8")
    with serve(lambda asked: Given(body=b'"%d"' % len(asked.headers["Authorization"]))) as url:
        client = web(url, Surroundings(home=tmp_path), token_file="token")  # noqa: S106 - a name
        assert client.json(seconds=5) == str(len(f"Bearer {TOKEN}"))


def test_other_headers_come_from_the_environment() -> None:
    around = Surroundings(environ={"KEY": "k-123456789"})
    with serve(lambda asked: Given(body=b'"%d"' % len(asked.headers["X-Key"]))) as url:
        assert web(url, around, header_env={"X-Key": "KEY"}).json(seconds=5) == "11"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"token_env": "NOPE"}, "the environment variable NOPE is not set"),
        ({"token_file": "nope"}, "`token_file` cannot be read"),
        ({"token_file": "empty"}, "`token_file` is empty"),
        ({"ca_file": "nope"}, "holds no certificates"),
        ({"ca_file": "empty"}, "holds no certificates"),
    ],
)
def test_a_missing_login_is_told(tmp_path: Path, options: dict[str, str], words: str) -> None:
    (tmp_path / "empty").write_text("", encoding="utf-8")
    with pytest.raises(SourceError, match=words):
        web("https://api.example", Surroundings(home=tmp_path), **options)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"url": "ftp://x"}, "must begin with http"),
        ({"url": "api.example"}, "must begin with http"),
        ({"url": "https://"}, "name a host"),
        ({"url": "https://[::1"}, "is no address"),
        ({"url": "https://x:99999"}, "is no address"),
        ({"url": "https://x/ y"}, "a space"),
        ({"url": "https://x\\@y"}, "a backslash"),
        ({"url": "https://x/#y"}, "a #"),
        ({"url": "https://me:pw@x"}, "holds credentials"),
        ({"url": "https://@x"}, "holds credentials"),
        ({"url": "https://x", "proxy": "squid:3128"}, "`proxy` must begin"),
        ({"url": "https://x", "token_env": "A", "user": "b"}, "more than one login"),
        ({"url": "https://x", "token_env": "A", "token_file": "b"}, "more than one login"),
        (
            {"url": "https://x", "token_env": "A", "header_env": {"authorization": "B"}},
            "more than one login",
        ),
        ({"url": "https://x", "password_env": "A"}, "needs `user`"),
        ({"url": "http://x", "token_env": "A"}, "unencrypted"),
        ({"url": "HTTP://x", "header_env": {"K": "A"}}, "unencrypted"),
        ({"url": "https://x", "header_env": {"K: v\r\nX": "A"}}, "no HTTP header"),
        ({"url": "https://x", "header_env": {"": "A"}}, "no HTTP header"),
        ({"url": "https://x", "header_env": {"Host": "A"}}, "is not to be set"),
    ],
)
def test_options_that_are_unsafe_are_refused(options: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        WebOptions(**options)


def test_unencrypted_logins_can_be_allowed() -> None:
    assert WebOptions(url="http://x", token_env="A", plain_http_login=True).logs_in  # noqa: S106 - a name
    assert WebOptions(url="http://localhost", token_env="A").logs_in  # noqa: S106 - a name


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("?x=", "/s/%3Fx%3D/end?q=1"),
        ("#", "/s/%23/end?q=1"),
        ("%2e%2e", "/s/%252e%252e/end?q=1"),
        ("a/b", "/s/a%2Fb/end?q=1"),
        ("a&b=c;d", "/s/a%26b%3Dc%3Bd/end?q=1"),
        ("@evil.example", "/s/%40evil.example/end?q=1"),
        ("caf\u00e9 \u2028", "/s/caf%C3%A9%20%E2%80%A8/end?q=1"),
    ],
)
def test_a_value_stays_one_part_of_the_path(value: str, path: str) -> None:
    asked: list[Asked] = []

    def respond(request: Asked) -> Given:
        asked.append(request)
        return Given(body=b"1")

    with serve(respond) as url:
        filled = filled_with("/s/{{ tags.team }}/end", value)
        assert web(url).json(filled, {"q": "1"}, seconds=5) == 1
        assert web(url).json("/s", {"q": value}, seconds=5) == 1
    assert asked[0].path == path
    assert asked[0].headers["Host"] == url.removeprefix("http://")
    assert asked[1].path.startswith("/s?q=")
    assert asked[1].path.count("&") == asked[1].path.count("#") == 0


@pytest.mark.parametrize(
    "value", ["../../admin", "..\\admin", "..", "a/../b", "a\r\nX: y", "a\nb"]
)
def test_a_value_that_leads_elsewhere_is_asked_of_nobody(value: str) -> None:
    asked: list[Asked] = []

    def respond(request: Asked) -> Given:
        asked.append(request)
        return Given()

    with serve(respond) as url, pytest.raises(SourceError) as caught:
        web(url).json(filled_with("/s/{{ tags.team }}/end", value), seconds=5)
    assert asked == []
    assert value not in str(caught.value)


@pytest.mark.parametrize("path", ["/s/../admin", "/s/%2e%2E/x", "/s/..%2fx", "/./x", "/a\\..\\b"])
def test_a_path_with_a_step_up_is_asked_of_nobody(path: str) -> None:
    assert trouble("http://127.0.0.1:1", path=path).endswith("with .. in it")


@pytest.mark.parametrize("path", [".evil.example/x", "@evil.example/x", ":80@evil.example"])
def test_a_path_cannot_become_a_host(path: str) -> None:
    assert trouble("http://127.0.0.1:1", path=path).endswith("does not begin with /")


def test_what_no_url_can_hold_is_told() -> None:
    assert trouble("http://127.0.0.1:1", path="/\x00").startswith("broke off")


def test_a_proxy_is_used_when_named_and_not_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Asked] = []

    def proxy(request: Asked) -> Given:
        asked.append(request)
        return Given(body=b'"by proxy"')

    with serve(proxy) as squid, serve(lambda _: Given(body=b'"direct"')) as url:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, squid)
        assert web(url).json("/x", seconds=5) == "direct"
        assert asked == []
        assert web(url, proxy=squid).json("/x", seconds=5) == "by proxy"
        with pytest.raises(SourceError, match="the proxy does not let us through"):
            web("https://api.example", proxy=squid).json("/x", seconds=5)
        with pytest.raises(SourceError, match="cannot be reached"):
            web("https://api.example", proxy=squid.replace("http", "https")).json(seconds=5)
    assert asked[0].path == f"{url}/x"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a self-signed certificate for 127.0.0.1."""
    if not shutil.which("openssl"):
        pytest.skip("needs the program openssl")
    folder = tmp_path_factory.mktemp("tls")
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    command += " -subj /CN=test -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out cert.pem"
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    return folder


def serving(folder: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


def test_a_certificate_nobody_vouches_for_is_refused(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    heard: list[bytes] = []
    with speak(lambda peer: heard.append(peer.recv(1)), serving(certificate)) as url:
        assert trouble(url) == "cannot be reached: its certificate is not trusted"
    assert heard == []


def test_a_certificate_in_ca_file_is_trusted_for_its_host_alone(certificate: Path) -> None:
    with speak(sends(with_body(b"1")), serving(certificate)) as url:
        around = Surroundings(home=certificate)
        assert web(url, around, ca_file="cert.pem").json(seconds=5) == 1
        with pytest.raises(SourceError, match="certificate is not trusted"):
            web(url.replace("127.0.0.1", "localhost"), around, ca_file="cert.pem").json(seconds=5)


def test_no_tls_where_it_is_expected_is_no_connection() -> None:
    with speak(sends(with_body(b"1"))) as url:
        secure = url.replace("http://", "https://")
        assert trouble(secure, 1.0).startswith(("cannot be reached: no", "did not answer"))


def filled_with(template: str, value: str) -> str:
    def text_of(_: Steps) -> str:
        return value

    return compile_template(template, Dialect.URL).fill(text_of)
