#!/usr/bin/env bash
# Ends with the exit code of the check where its decision is one of those that fail.
set -euo pipefail

code=${CODE:-70}
case ${DECISION:-} in
  allow) [[ $code == 0 ]] && exit 0 ;;
  deny | approve | undecided)
    if [[ " ${WITH_FAIL_ON//,/ } " != *" $DECISION "* ]]; then
      echo "::notice title=planguard::$DECISION does not fail this step (fail-on: $WITH_FAIL_ON)"
      exit 0
    fi
    ;;
  *) ;; # bad input, or a fault
esac
# Never 0 when it is not known how the check ended.
if [[ $code == 0 ]]; then code=70; fi
exit "$code"
