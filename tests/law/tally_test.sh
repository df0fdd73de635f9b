#!/bin/sh
# The sum that tests/run ends with tells the truth.
. "$top_srcdir/tests/lib/tap.sh"

# tally STATUS TAP
tally() {
    # shellcheck disable=SC2059 # for its \n
    printf "$2" | awk -v status="$1" -f "$top_srcdir/tests/lib/tally.awk"
}

is 'all passed' '2 0 0' "$(tally 0 'ok 1 - a\nok 2 - b\n1..2\n')"
is 'one failed' '1 1 0' "$(tally 1 'ok 1\nnot ok 2\n1..2\n')"
is 'one skipped' '1 0 1' "$(tally 0 'ok 1\nok 2 - b # SKIP why\n1..2\n')"
is 'all skipped' '0 0 1' "$(tally 0 '1..0 # SKIP why\n')"
is 'two scripts' '3 0 0' "$(tally 0 'ok 1\nok 2\n1..2\nok 1\n1..1\n')"
is 'planned more than ran' '1 2 0' "$(tally 0 'ok 1\n1..3\n')"
is 'ran more than planned' '2 1 0' "$(tally 0 'ok 1\nok 2\n1..1\n')"
is 'ended before its plan' '1 1 0' "$(tally 0 'ok 1\n')"
is 'crashed after passing' '1 1 0' "$(tally 139 'ok 1\n1..1\n')"
is 'crashed before the first' '0 1 0' "$(tally 1 'gcc: error\n')"
is 'said nothing' '0 1 0' "$(tally 0 '')"
is 'bailed out' '1 1 0' "$(tally 0 'ok 1\n1..1\nBail out! no disk\n')"

finish
