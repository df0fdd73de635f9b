#!/bin/bash
# nginx/run: serves, says where, ends what it began, refuses a taken port.
. "$top_srcdir/tests/lib/tap.sh"

folder=$(mktemp -d "${TMPDIR:-/tmp}/tlexdr-run.XXXXXX")
trap 'rm -rf "$folder"; [ -z "$runner" ] || kill "$runner" 2>/dev/null' EXIT
port=$(shuf -n 1 -i 10240-32767)

# begin: nginx/run as a job of its own process group, until it serves.
begin() {
    set -m
    PORT=$port "$top_srcdir/nginx/run" >"$folder/out" 2>&1 </dev/null &
    runner=$!
    set +m
    local tries
    for ((tries = 0; tries < 1200; tries++)); do
        grep -q "^http://127.0.0.1:$port/" "$folder/out" && return
        kill -0 $runner 2>/dev/null || return 1
        sleep 0.1
    done
    return 1
}

# The processes that live below nginx/run.
below() {
    pgrep -g "$runner" | grep -vx "$runner"
}

# ended SIGNAL TARGET: sends it; prints the exit status and what still runs.
ended() {
    kill -"$1" -- "$2"
    wait "$runner"
    echo "$?$(below)"
}

check 'it serves and prints the address' begin
tap_note "$(cat "$folder/out")"
is 'the site is there' 200 \
    "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/")"
check 'a second one on the port says so' sh -c \
    "! PORT=$port '$top_srcdir/nginx/run' 2>&1 | tee '$folder/taken' |
        grep -q ^http && grep -q 'port $port is taken' '$folder/taken'"
is 'and leaves the first alone' 200 \
    "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/")"
is 'Ctrl-C ends all of it' 0 "$(ended INT "-$runner")"
check 'it starts again' begin
is 'TERM ends all of it' 0 "$(ended TERM "$runner")"
is 'no port is refused with words' 1 \
    "$(PORT=99999 "$top_srcdir/nginx/run" 2>&1 | grep -c 'is no port')"
is 'no data is refused with words' 1 \
    "$("$top_srcdir/nginx/run" /nowhere 2>&1 | grep -c 'no data folder')"
runner=

finish
