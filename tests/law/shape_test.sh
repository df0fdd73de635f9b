#!/bin/sh
# The house's measures, and that what is written is built, tested and found.
. "$top_srcdir/tests/lib/tap.sh"
cd "$top_srcdir" || exit 1

sources=$(find src nginx tests -name '*.[ch]' -not -path '*/node_modules/*')

long_files() {
    # shellcheck disable=SC2086 # a list of words
    wc -l $sources | awk '$1 > 600 && $2 != "total" { print $2 ": " $1 }'
}

long_functions() {
    # shellcheck disable=SC2086 # a list of words
    awk 'FNR == 1 { start = 0 }
        /^\{/ { start = FNR }
        /^\}/ {
            if (start && FNR - start > 60)
                print FILENAME ":" start ": " FNR - start " lines"
            start = 0
        }' $sources
}

# Prints which of the files given are in no list of their folder's.
unlisted() {
    for file in "$@"; do
        [ ! -e "$file" ] ||
            cat "$(dirname "$file")/room.am" tests/room.am |
            grep -Eq "(^|[ /])$(basename "${file%.c}")(\.c)?( |\$|_)" ||
            echo "$file"
    done
}

# Prints what files under version control say that only one machine knows.
machine_paths() {
    [ "$(git rev-parse --show-toplevel 2>/dev/null)" = "$(pwd -P)" ] || return
    git grep -InE -e '(^|[^[:alnum:]._~-])/(work|root|home)/[a-z]' \
        -e 'registry\.npm|deb\.debian|"resolved"' -- ':!tests/law'
}

empty 'no file is over 600 lines' "$(long_files)"
empty 'no function is over 60 lines' "$(long_functions)"
empty 'each source is in a room.am' "$(unlisted src/*/*.[ch])"
empty 'each test is in a room.am' "$(
    unlisted tests/*/*_test.c tests/unit/*_test.sh tests/golden/*_test.sh \
        tests/blackbox/*_test.sh tests/campaign/*_test.sh \
        tests/faults/*_test.sh \
        tests/fuzz/*_test.sh tests/law/*_test.sh)"
empty 'no file names a machine or a registry' "$(machine_paths)"
check 'README opens with nginx/run' \
    sh -c "head -n 24 README.md | grep -q '^ *nginx/run'"
check 'README opens with tests/run' \
    sh -c "head -n 24 README.md | grep -q '^ *tests/run'"

finish
