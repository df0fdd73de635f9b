#!/bin/bash
# What a page and a citation cost beyond the look-up and the write: counted
# instructions and system calls, never time.
. "$top_srcdir/tests/lib/tap.sh"
top=$top_srcdir build=$top_builddir
. "$top/tests/bench/cost.sh"
page=/episodes/deepseek-china-openai-nvidia-xai-tsmc-stargate-and-ai-megaclusters

make -s -C "$build" "${cost_programs[@]}" || exit 1
folder=$(mktemp -d "${TMPDIR:-/tmp}/tlexdr-cost.XXXXXX")
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
cd "$folder" || exit 1
store=$folder/store files=$folder/files
"$build/tlexdr" compile -q -o store "$top/data" >compile.log 2>&1 || exit 1
"$build/tlexdr" export store files >export.log || exit 1

# at_most NAME WHAT A TIMES B MORE: A costs no more than TIMES what B does,
# and MORE.
at_most() {
    local a b
    a=$(cost "$2" "$3" "$path") b=$(cost "$2" "$5" "$path")
    tap_note "$path: $2: $3 $a, $5 $b"
    check "$1" awk -v a="$a" -v n="$4" -v b="$b" -v more="$6" \
        'BEGIN { exit !(a > 1 && b > 1 && a <= n * b + more) }'
}

path=$page
at_most 'a page: 6,000 instructions more than a bare responder' \
    instructions worker 1 bare 6000
at_most 'a page: no system call more' system_calls worker 1 bare 0.05
at_most 'a page in nginx: 4/5 of the instructions that a file costs' \
    instructions module 0.8 static 0
at_most 'a page in nginx: no system call more than for a file' \
    system_calls module 1 static 0
path=$page/cite/apa
at_most 'a citation: 30,000 instructions more than a bare responder' \
    instructions worker 1 bare 30000
at_most 'a citation: no system call more' system_calls worker 1 bare 0.05

finish
