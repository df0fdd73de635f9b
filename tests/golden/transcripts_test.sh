#!/bin/sh
# Each file of transcripts/good is read as its .expected beside it says, and
# each of transcripts/bad refused with the line, column and reason there.
. "$top_srcdir/tests/lib/tap.sh"

program=$top_builddir/tests/golden/read_transcript
cd "$top_srcdir/tests/golden/transcripts" || exit 1

# judge KIND STATUS: the files of a kind, which end with this status.
judge() {
    cd "$1" || exit 1
    for file in *.srt *.vtt; do
        got=$("$program" "$file")
        status=$?
        is "$1: $file" "$2 $(cat "$file.expected")" "$status $got"
    done
    cd ..
}

judge good 0
judge bad 1

finish
