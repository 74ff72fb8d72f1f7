#!/usr/bin/env bash
# Installs planguard into an environment of its own, and tells where: outputs `planguard`, `python`.
set -euo pipefail

venv=$(mktemp -d "${RUNNER_TEMP:?}/planguard.XXXXXX")
# -I: a venv.py or pip.py in the directory that is checked must not be run instead.
"$WITH_PYTHON" -I -m venv "$venv"
bin=$venv/bin
if [[ -d $venv/Scripts ]]; then bin=$venv/Scripts; fi # on Windows

extras=${WITH_EXTRAS:+[$WITH_EXTRAS]}
if [[ -n $WITH_VERSION ]]; then
  wanted="planguard-iac${extras}==${WITH_VERSION}"
else
  wanted="${GITHUB_ACTION_PATH:?}${extras}"
fi
"$bin/python" -I -m pip install --quiet --disable-pip-version-check -- "$wanted"
"$bin/planguard" --version

{
  echo "planguard=$bin/planguard"
  echo "python=$bin/python"
} >>"${GITHUB_OUTPUT:?}"
