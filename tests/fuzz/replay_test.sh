#!/bin/sh
# Each fuzz target over the inputs that were kept for it, and those of other
# tests: what was found once stays mended.
. "$top_srcdir/tests/lib/tap.sh"
cd "$top_srcdir" || exit 1

# replay TARGET FOLDER...
replay() {
    replay_target=$1
    shift
    check "$replay_target: $(find "$@" -type f | wc -l) inputs" \
        "$top_builddir/tests/fuzz/$replay_target" "$@"
}

corpus=tests/fuzz/corpus
replay citation $corpus/citation
replay document $corpus/document tests/golden/documents data/episodes/*.json
replay feed $corpus/feed
replay record $corpus/record
replay request $corpus/request
replay transcript $corpus/transcript tests/golden/transcripts \
    data/episodes/transcripts

finish
