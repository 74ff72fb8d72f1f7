"""Everything that is run on planguard: tests, lint, types, benchmarks, fixtures."""

from __future__ import annotations

from pathlib import Path

import nox

nox.options.sessions = ["lint", "types", "docs", "tests"]
nox.options.default_venv_backend = "venv"
nox.options.reuse_existing_virtualenvs = True

PROJECT = nox.project.load_toml("pyproject.toml")


def _install(session: nox.Session, *groups: str) -> None:
    session.install("-q", "-e", ".[live]", *nox.project.dependency_groups(PROJECT, *groups))


def _install_sdks(session: nox.Session) -> None:
    """Put there what names are checked against, without compiling it: most of it is only read."""
    quiet = ("-q", "--no-compile")
    session.install(*quiet, *nox.project.dependency_groups(PROJECT, "sdks"))
    schemas = nox.project.dependency_groups(PROJECT, "schemas")
    session.install(*quiet, "--no-deps", *schemas)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, formatting and the layers."""
    _install(session, "test")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")


@nox.session
def types(session: nox.Session) -> None:
    """Check types, strictly."""
    _install(session, "test", "lab")
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests with branch coverage."""
    _install(session, "test", "lab")
    _install_sdks(session)
    args = session.posargs or ["-n", "2", "--cov", "--cov-report=term"]
    session.run("pytest", *args)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation; a broken link or any other warning is an error."""
    session.install("-q", "-e", ".", *nox.project.dependency_groups(PROJECT, "docs"))
    strict = ("-q", "-W", "--keep-going", "-n", "-j", "auto", "-b", "html")
    session.run("sphinx-build", *strict, *session.posargs, "docs", "build/docs")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure checks of large plans beside the mere parsing of them."""
    # As users install it: from a wheel, compiled.
    session.install("-q", "--force-reinstall", "--no-deps", ".")
    session.install("-q", ".", *nox.project.dependency_groups(PROJECT, "bench"))
    session.run("python", "tests/bench.py", *session.posargs)


@nox.session
def accuracy(session: nox.Session) -> None:
    """Count how often planguard is right about the labelled plans of fixtures/, kind by kind."""
    session.install("-q", "-e", ".")
    session.run("python", "tests/accuracy.py", *session.posargs)


@nox.session
def rivals(session: nox.Session) -> None:
    """Count what other tools hold of the same plans; each gets an environment of its own."""
    session.install("-q", "-e", ".")
    folder = Path(session.create_tmp())
    for name in ("checkov", "blastcheck", "pyrrho"):
        session.run("python", "-m", "venv", str(folder / name))
        pip = str(folder / name / "bin" / "pip")
        session.run(pip, "install", "-q", "--upgrade", name, external=True)
    session.run("python", "tests/rivals.py", str(folder), *session.posargs)


@nox.session
def fixtures(session: nox.Session) -> None:
    """Make the plans of fixtures/ again with the real Terraform, AWS provider and moto."""
    _install(session, "test", "lab")
    _install_sdks(session)
    session.run("python", "fixtures/lab.py", *session.posargs)
    session.run("python", "-m", "fixtures.pulumi_lab", *session.posargs)
