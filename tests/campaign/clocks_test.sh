#!/bin/sh
# Clocks that are wrong: at the beginning of time, at the end of 32 bits, at
# the end of a February that is no leap year's, and one that jumps.
. "$top_srcdir/tests/lib/faults.sh"

slug=ishbel-rendall-lighthouses-fresnel-lenses-and-keeping-time-in-the-dark
generations 3
addresses episode-1 $slug

# What the system's clock tells files and timers stays true.
preload=$(faketime -m now printenv LD_PRELOAD)

# at NAME=VALUE COMMAND...: the variable says what time it is, to libfaketime.
at() {
    env LD_PRELOAD="$preload" NO_FAKE_STAT=1 DONT_FAKE_MONOTONIC=1 \
        FAKETIME_NO_CACHE=1 "$@"
}

# launch_at NAME=VALUE: a worker.
launch_at() {
    launch env LD_PRELOAD="$preload" NO_FAKE_STAT=1 DONT_FAKE_MONOTONIC=1 \
        FAKETIME_NO_CACHE=1 "$1" "$worker" --store "$store" --listen "$address"
}

compile_at() {
    at "FAKETIME=@$1" "$tlexdr" compile -q -o "$store" "$folder/$2" \
        >"$folder/out" 2>"$folder/err"
    is "$1: compile $2" "0 $2" "$? $(state)"
}

soak_for() {
    "$campaign/soak" "$address" "$folder/list" "$folder/$2.answers" \
        >"$folder/soak" &
    soak_pid=$!
    sleep "$1"
    kill -TERM $soak_pid
    wait $soak_pid
}

# counts WHAT: what the last soak asked.
counts() {
    soaked=$?
    counted "$1: requests" "$(sed -n 's/ right,.*//p' "$folder/soak")" \
        "$([ $soaked -eq 0 ] || cat "$folder/soak")"
}

# stands TIME DAY: what changes at that time, two seconds later, changes no
# answer; DAY is the day then.
stands() {
    rm -rf "$store"
    compile_at "$1" one
    compile_at "$1" two
    at "FAKETIME=@$1" "$tlexdr" verify "$store" >"$folder/out"
    is "$1: verify" 0 $?
    launch_at "FAKETIME=@$1"
    soak_for "$(often 3 10)" two
    counts "$1"
    is "$1: the day of access" "  urldate = {$2}," \
        "$(ask "REQUEST_URI=/episodes/$slug.bib" | grep urldate)"
    check "$1: the log" grep -q "^${1%%-*}-.* info: start: " "$log"
    stop_worker
    is "$1: it ends in order" 0 "$status"
}

stands '1970-01-01 00:00:00' 1970-01-01
stands '2038-01-19 03:14:06' 2038-01-19
stands '2100-02-28 23:59:58' 2100-03-01

# Files from such times are files like others.
for year in 1970 2038 2100; do
    find "$folder/one" -exec touch -d "$year-01-20 00:00:00" {} +
    compile one
    is "documents of $year" one "$(state)"
done

# A board without a battery: its clock is wrong until the network tells it.
echo '@2100-02-28 12:00:00' >"$folder/clock"
launch_at "FAKETIME_TIMESTAMP_FILE=$folder/clock"
for year in 1970 2038 2026; do
    echo "@$year-01-19 03:14:06" >"$folder/clock"
    compile two
    sleep 0.6
    soak_for "$(often 0.5 5)" two
    counts "a clock that jumps to $year"
    compile one
done
stop_worker
is 'a clock that jumps: it ends in order' 0 "$status"
finish
