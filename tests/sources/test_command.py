from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from sources.rig import ask

from planguard.errors import ConfigError
from planguard.model.fact import Answer, Fact
from planguard.model.value import Sensitive, Unknown
from planguard.sources import command


def run(
    tmp_path: Path,
    script: str,
    *,
    topic: str = "database.size",
    options: str = "",
    binding: str = "",
    fields: dict[str, Any] | None = None,
    environ: dict[str, str] | None = None,
    seconds: float = 10.0,
) -> Answer:
    """Ask a question of a Python program with this text."""
    program = tmp_path / "ask"
    program.write_text(f"#!{sys.executable} -IS\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return ask(
        f"sources: {{tool: {{type: command, argv: [./ask] {options}}}}}\n"
        f"bindings: {{{topic}: {{source: tool {binding}}}}}\n",
        topic,
        fields,
        environ={"PATH": os.environ["PATH"], **(environ or {})},
        home=tmp_path,
        seconds=seconds,
    )


def value(answer: Answer) -> object:
    assert isinstance(answer, Fact), answer
    return answer.value


def reason(answer: Answer) -> str:
    assert isinstance(answer, Unknown), answer
    return answer.reason.removeprefix("tool (command) ")


SAVE = "import json, os, sys; open('seen', 'w').write(sys.stdin.read()); print('{\"value\": 1}')"


def test_the_answer_is_a_fact(tmp_path: Path) -> None:
    said = {"value": 2, "unit": "GiB", "observed_at": "2026-01-15T11:00:00Z", "detail": "two\nok"}
    fact = run(tmp_path, f"print({json.dumps(json.dumps(said))})")
    assert isinstance(fact, Fact)
    assert (fact.value, fact.unit, fact.detail) == (2 * 1024**3, "bytes", "two ok")
    assert fact.observed_at.isoformat() == "2026-01-15T11:00:00+00:00"


def test_null_says_that_there_is_none(tmp_path: Path) -> None:
    assert value(run(tmp_path, "print('{\"value\": null}')")) is None


def test_the_question_is_told(tmp_path: Path) -> None:
    fields: dict[str, Any] = {
        "id": "db-1",
        "service": Unknown(reason="two"),
        "owner": Sensitive("hush-hush"),
        "tags": {"team": "a\n$(reboot)", "key": Sensitive("hush-hush"), "color": "`id`"},
        "attributes": {"password": "hush-hush"},
    }
    binding = ", with: {table: 'x {{ tags.color }}', fixed: y}"
    run(tmp_path, SAVE, binding=binding, fields=fields)
    seen = (tmp_path / "seen").read_text(encoding="utf-8")
    assert "hush" not in seen
    assert json.loads(seen) == {
        "version": 1,
        "topic": "database.size",
        "kind": "number",
        "unit": "bytes",
        "subject": {
            "address": "aws_x.example",
            "type": "aws_x",
            "id": "db-1",
            "tags": {"team": "a\n$(reboot)", "color": "`id`"},
        },
        "withheld": ["owner", "service", "tags.key"],
        "with": {"table": "x `id`", "fixed": "y"},
    }


def test_it_gets_only_what_is_named_of_the_environment(tmp_path: Path) -> None:
    script = "import json, os; print(json.dumps({'value': ' '.join(sorted(os.environ))}))"
    environ = {"HOME": "/h", "LANG": "C", "WANTED": "1", "AWS_SECRET_ACCESS_KEY": "x"}
    answer = run(tmp_path, script, topic="actor", options=", env: [WANTED]", environ=environ)
    assert set(str(value(answer)).split()) - {"LC_CTYPE"} == {"HOME", "LANG", "PATH", "WANTED"}


def test_it_runs_beside_the_config_and_without_a_shell(tmp_path: Path) -> None:
    script = "import json, os, sys; print(json.dumps({'value': '|'.join([os.getcwd(), *sys.argv[1:]])}))"
    (tmp_path / "ask").write_text(f"#!{sys.executable} -IS\n{script}\n", encoding="utf-8")
    (tmp_path / "ask").chmod(0o755)
    answer = ask(
        "sources: {tool: {type: command, argv: [./ask, '$HOME; rm -rf x', '*']}}\n"
        "bindings: {actor: {source: tool}}\n",
        "actor",
        home=tmp_path,
    )
    assert value(answer) == f"{tmp_path}|$HOME; rm -rf x|*"


def test_a_program_without_a_slash_is_found_on_path(tmp_path: Path) -> None:
    run(tmp_path, "print('{\"value\": 7}')")
    config = "sources: {tool: {type: command, argv: [ask]}}\nbindings: {database.size: {source: tool}}\n"
    fact = ask(config, "database.size", environ={"PATH": str(tmp_path)})
    assert value(fact) == 7
    assert "no program ask" in reason(ask(config, "database.size", environ={"PATH": "/nowhere"}))


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("print('{\"unknown\": \"the ledger\\\\n is closed\"}')", "does not know: the ledger  is closed"),
        ("print('{\"unknown\": 1}')", "printed something else where text belongs"),
        ("import sys; print('{\"value\": 1}'); sys.exit(3)", "ended with exit code 3"),
        ("import os; os.kill(os.getpid(), 15)", "ended with exit code 143"),
        ("raise SystemError('token=abc')", "ended with exit code 1"),
        ("", "printed something that is no JSON"),
        ("print('<html>')", "printed something that is no JSON"),
        ("print('{\"value\": NaN}')", "printed something that is no JSON"),
        ("print('[1]')", "printed JSON that is no object"),
        ("print('{}')", "printed an object that is no answer"),
        ("print('{\"value\": 1, \"observedAt\": \"x\"}')", "printed an object that is no answer"),
        ("print('{\"value\": 1, \"observed_at\": 3}')", "printed an `observed_at` that is no time"),
        ("print('{\"value\": 1, \"observed_at\": \"noon\"}')", "printed an `observed_at`"),
        ("print('{\"value\": 1, \"unit\": \"hogsheads\"}')", "answered in"),
        ("print('{\"value\": \"1\"}')", "answered text where a number belongs"),
        ("import sys; sys.stdout.write('9' * 3_000_000)", "printed more than 1 MiB and was killed"),
        ("while True: print('x' * 9999)", "printed more than 1 MiB and was killed"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_unknown(tmp_path: Path, script: str, words: str) -> None:
    assert reason(run(tmp_path, script)).startswith(words)


@pytest.mark.parametrize(
    "script",
    [
        "import time; time.sleep(60)",
        "import os, time; os.close(1); time.sleep(60)",
        "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)",
        "import os, time; os.fork() and os._exit(0); time.sleep(60)",
    ],
    ids=["sleeps", "closes its output", "ignores signals", "leaves a child"],
)
def test_one_that_takes_too_long_is_killed_with_its_children(tmp_path: Path, script: str) -> None:
    started = time.monotonic()
    mark = "import os; open(f'pid-{os.getpid()}', 'w'); os.register_at_fork("
    mark += "after_in_child=lambda: open(f'pid-{os.getpid()}', 'w'))"
    answer = run(tmp_path, f"{mark}\n{script}", options=", timeout: 1s")
    assert reason(answer) == "did not answer within 1 s and was killed"
    assert time.monotonic() - started < 3
    pids = [int(each.name.removeprefix("pid-")) for each in tmp_path.glob("pid-*")]
    assert pids
    assert not any(is_running(pid) for pid in pids)


def test_what_it_leaves_behind_is_killed(tmp_path: Path) -> None:
    script = (
        "import os, time\nif os.fork() == 0:\n    os.close(1); open(f'pid-{os.getpid()}', 'w')\n"
    )
    script += "    time.sleep(60)\ntime.sleep(0.2); print('{\"value\": 1}')"
    assert value(run(tmp_path, script)) == 1
    (child,) = tmp_path.glob("pid-*")
    assert not is_running(int(child.name.removeprefix("pid-")))


def is_running(pid: int) -> bool:
    """Tell whether a process lives; one that is dead but not collected does not."""
    for _ in range(50):
        try:
            state = (
                Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            )
        except OSError:
            return False
        if state[0] == "Z":
            return False
        time.sleep(0.01)
    return True


def test_a_program_need_not_read_a_long_question(tmp_path: Path) -> None:
    tags = {f"tag{number}": "x" * 900 for number in range(300)}
    script = "import os; os.close(0); print('{\"value\": 1}')"
    assert value(run(tmp_path, script, fields={"tags": tags})) == 1
    script = "import json, sys; print(json.dumps({'value': len(sys.stdin.read())}))"
    assert int(str(value(run(tmp_path, script, fields={"tags": tags})))) > 270_000


def test_what_still_runs_at_the_end_is_killed() -> None:
    pid = os.posix_spawn("/bin/sleep", ["sleep", "60"], {}, setpgroup=0)
    command._RUNNING.add(pid)  # noqa: SLF001 - what a lost thread would leave
    command._end_all()  # noqa: SLF001 - what runs at exit
    command._RUNNING.discard(pid)  # noqa: SLF001 - as above
    assert os.waitpid(pid, 0)[1] == 9


def test_what_cannot_be_started_is_unknown(tmp_path: Path) -> None:
    config = (
        "sources: {tool: {type: command, argv: [./tool]}}\nbindings: {actor: {source: tool}}\n"
    )
    assert "no program ./tool that may be executed" in reason(ask(config, "actor", home=tmp_path))
    (tmp_path / "tool").write_text("#!/nowhere/python\n", encoding="utf-8")
    assert "no program ./tool" in reason(ask(config, "actor", home=tmp_path))
    (tmp_path / "tool").chmod(0o755)
    assert reason(ask(config, "actor", home=tmp_path)) == "cannot be started"


def test_a_variable_that_is_not_set_is_told(tmp_path: Path) -> None:
    answer = run(tmp_path, SAVE, options=", env: [LEDGER]")
    assert reason(answer) == "needs the environment variable LEDGER, which is not set"


@pytest.mark.parametrize("said", ['{"value": 1, "detail": "is " + x}', '{"unknown": x}'])
def test_an_answer_that_repeats_a_credential_is_not_read(tmp_path: Path, said: str) -> None:
    script = f"import json, os\nx = os.environ['LEDGER']\nprint(json.dumps({said}))"
    environ = {"LEDGER": 'hunter2"\u00e4x'}
    answer = run(tmp_path, script, options=", env: [LEDGER]", environ=environ)
    assert reason(answer).endswith("repeats a variable of `env` in its answer, which is not read")


def test_a_token_in_place_of_a_variable_is_not_told(tmp_path: Path) -> None:
    for token in ("hunter2hunter2", "not-a-name", "ghp_" + "a" * 36):
        answer = run(tmp_path, SAVE, options=f", env: [{token}]")
        assert reason(answer) == "needs a variable it names, which is not set"


@pytest.mark.parametrize("argv", ["[]", "['']", "['{{ tags.x }}']", "[a, '{{ id }}']", '["a\\0"]'])
def test_argv_that_cannot_be_is_an_error_of_the_config(argv: str) -> None:
    config = f"sources: {{tool: {{type: command, argv: {argv}}}}}\n"
    with pytest.raises(ConfigError, match=r"planguard\.yaml"):
        ask(config, "actor")
