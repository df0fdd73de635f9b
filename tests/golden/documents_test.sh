#!/bin/sh
# Each document of documents/bad is rejected with the messages that stand in
# NAME.expected beside it, and no others; each of documents/good is taken,
# with the warnings of its NAME.expected where it has one.
. "$top_srcdir/tests/lib/tap.sh"

program=$top_builddir/tests/golden/check_document
cd "$top_srcdir/tests/golden/documents" || exit 1

# judge KIND STATUS: the documents of a kind, which end with this status.
judge() {
    cd "$1" || exit 1
    for file in *.json; do
        expected=${file%.json}.expected
        got=$("$program" "$file")
        status=$?
        want=
        [ ! -e "$expected" ] || want=$(cat "$expected")
        is "$1: $file" "$2 $want" "$status $got"
    done
    cd ..
}

judge bad 1
judge good 0
is 'sixty bad documents at least' yes \
    "$([ "$(find bad -name '*.expected' | wc -l)" -ge 60 ] && echo yes)"

finish
