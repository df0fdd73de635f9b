#!/bin/sh
# What the worker holds with eight threads, over all routes and some
# publishes: 512 KiB at the most, and no more after than before. The long form
# is tests/bench/run-memory.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/worker.sh"
. "$top_srcdir/tests/lib/http.sh"
. "$top_srcdir/tests/lib/mixed.sh"

if nm "$worker" | grep -q '__asan_init'; then
    echo '1..0 # SKIP the sanitizers have memory of their own'
    exit 0
fi
data=$folder/data store=$folder/store
cd "$folder" || exit 1

publish() {
    sed -i 's/"name": "[^"]*/&+/' "$data/site.json"
    "$top_builddir/tlexdr" compile -q -o "$store" "$data" >compile.log 2>&1
}

# Anonymous and page tables, in KiB.
held() {
    cat "/proc/$worker_pid/smaps_rollup" "/proc/$worker_pid/status" |
        awk '/^(Anonymous|VmPTE):/ { sum += $2 } END { print sum }'
}

# The same, once what a burst took was given back.
rested() {
    sleep 2
    held
}

http_data "$data" https://x.example 100
check 'the data is good' publish
mixed_lists 100 "$store"
start_worker --store "$store" --threads 8
empty 'all routes, mixed: none is cut' "$(mixed "$address" 8000)"
first=$(held) first_rested=$(rested)
publishes=0
for _ in 1 2 3 4 5; do
    publish && publishes=$((publishes + 1))
    mixed "$address" 2000
done >mixed
last=$(held) last_rested=$(rested)
is 'five publishes' 5 $publishes
empty 'all routes, while publishing: none is cut' "$(cat mixed)"
tap_note "KiB: $first, $last; at rest $first_rested, $last_rested"
check 'eight threads hold 512 KiB at the most' \
    test "$first" -le 512 -a "$last" -le 512
check 'and no more in the end' test "$last_rested" -le $((first_rested + 32))
stop_worker
is 'the worker ends well' 0 "$status"

finish
