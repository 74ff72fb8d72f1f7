#!/usr/bin/env bash
# Checks the plans once and writes every report. Ends with 0 however the plans are judged: the
# reports are to be delivered first, and verdict.sh has the last word.
set -efuo pipefail

for word in ${WITH_FAIL_ON//,/ }; do
  case $word in
    deny | approve | undecided) ;;
    none) [[ $WITH_FAIL_ON == none ]] || { echo "::error::fail-on: none stands alone"; exit 2; } ;;
    *) echo "::error::fail-on: deny, approve, undecided or none"; exit 2 ;;
  esac
done
if [[ -z ${WITH_FAIL_ON//[, ]/} ]]; then
  echo "::error::fail-on is empty: say none, if nothing is to fail"
  exit 2
fi

reports=$(mktemp -d "${RUNNER_TEMP:?}/planguard-reports.XXXXXX")
arguments=()
plans=()

lines() { # TEXT: its lines without blanks around them, empty ones left out
  sed -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' -e '/^$/d' <<<"$1"
}
one() { # OPTION VALUE
  if [[ -n $2 ]]; then arguments+=("$1=$2"); fi
}

one --env "$WITH_ENV"
one --workspace "$WITH_WORKSPACE"
one --source "$WITH_SOURCE"
one --config "$WITH_CONFIG"
one --facts "$WITH_FACTS"
while IFS= read -r line; do one --policy "$line"; done < <(lines "$WITH_POLICIES")
while IFS= read -r line; do arguments+=("$line"); done < <(lines "$WITH_ARGUMENTS")
while IFS= read -r line; do plans+=("$line"); done < <(lines "$WITH_PLAN")
if ((${#plans[@]} == 0)); then
  echo "::error::plan is empty: name a plan file"
  exit 2
fi
arguments+=(
  --no-color
  --format "text=$reports/planguard.txt"
  --format "json=$reports/planguard.json"
  --format "html=$reports/planguard.html"
  --format "sarif=$reports/planguard.sarif"
  --format "markdown=$reports/comment.md"
  --format "github-summary=$reports/summary.md"
  --format "github=$reports/annotations.txt"
)

code=0
"$PLANGUARD" check "${arguments[@]}" -- "${plans[@]}" </dev/null 2>"$reports/errors.txt" || code=$?

# What a plan, a path or a policy says must not be taken for a command to the runner.
word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
quote() { # FILE
  echo "::stop-commands::$word"
  cat "$1"
  echo
  echo "::$word::"
}
escaped() { # FILE: as the text of one command
  tr -d '\r' <"$1" | awk 'NR <= 20 {gsub(/%/, "%25"); printf "%s%s", (NR > 1 ? "%0A" : ""), $0}'
}

if [[ -s $reports/errors.txt ]]; then quote "$reports/errors.txt"; fi
case $code in
  0) decision=allow ;;
  1) decision=deny ;;
  3) decision=approve ;;
  4) decision=undecided ;;
  *) decision=error ;;
esac
{
  echo "exit-code=$code"
  echo "decision=$decision"
} >>"${GITHUB_OUTPUT:?}"

if [[ $decision == error ]]; then
  echo "::error title=planguard could not check::$(escaped "$reports/errors.txt")"
  exit 0
fi

quote "$reports/planguard.txt"
if [[ $WITH_ANNOTATIONS == true ]]; then cat "$reports/annotations.txt"; fi
if [[ $WITH_SUMMARY == true ]]; then cat "$reports/summary.md" >>"${GITHUB_STEP_SUMMARY:?}"; fi
{
  echo "json=$reports/planguard.json"
  echo "html=$reports/planguard.html"
  echo "sarif=$reports/planguard.sarif"
  echo "markdown=$reports/comment.md"
  echo "text=$reports/planguard.txt"
  # Differs between stacks and environments and stays for one of them, as the comment's marker does.
  echo "key=$(sed -n '1s/^<!-- planguard:report .* \([0-9a-f]*\) -->$/\1/p' "$reports/comment.md")"
} >>"$GITHUB_OUTPUT"
