#!/bin/sh
# The worker's side of the socket: how it starts, what it stands, how it ends.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/worker.sh"

store=$folder/store
mkdir "$store"

# --- Arguments

exits() {
    want=$1
    shift
    "$@" >"$folder/out" 2>&1 </dev/null
    got=$?
    shift
    is "exit $want: tlexdr-fcgi $(echo "$*" | sed "s|$folder|.|g")" \
        "$want" "$got"
}

exits 0 "$worker" --help
exits 0 "$worker" --version
exits 2 "$worker"
exits 2 "$worker" --store "$store"
exits 2 "$worker" --store "$store" --unknown
exits 2 "$worker" --store "$store" --listen "$address" more
exits 2 "$worker" --store "$store" --listen "$address" --threads 0
exits 2 "$worker" --store "$store" --listen "$address" --threads 257
exits 2 "$worker" --store "$store" --listen nothing
exits 2 "$worker" --store "$store" --listen ::1:9000
exits 1 "$worker" --store "$store" --listen "unix:$folder/none/s"

# --- Listening

start_worker --store "$store"
is 'a Unix socket has mode 0660' 660 "$(stat -c %a "$socket")"
is 'no store yet: 503' 503 "$(status_of /)"
is 'no store yet: 503 for health too' 503 "$(status_of /healthz)"
exits 1 "$worker" --store "$store" --listen "$address"
is 'a socket in use is left alone' 503 "$(status_of /)"
kill -KILL "$worker_pid"
wait "$worker_pid" 2>/dev/null
check 'a killed worker leaves its socket' test -S "$socket"
start_worker --store "$store"
is 'a stale socket is replaced' 503 "$(status_of /)"
stop_worker
is 'SIGTERM: exit 0' 0 "$status"
check 'SIGTERM: the socket is gone' test ! -e "$socket"

echo precious >"$socket"
exits 1 "$worker" --store "$store" --listen "$address"
is 'a file that is no socket is left alone' precious "$(cat "$socket")"
rm "$socket"

TLEXDR_STORE=$store start_worker
check 'the store may come from the environment' status_of /
mv "$socket" "$socket.moved"
: >"$socket"
stop_worker
check "another's file in the socket's place is left alone" test -e "$socket"
rm "$socket" "$socket.moved"

for port in $(shuf -n 5 -i 10240-32767); do
    address=127.0.0.1:$port
    start_worker --store "$store" && break
done
is 'TCP' 503 "$(status_of /)"
stop_worker
address=unix:$socket

is 'plain CGI' 'Status: 503 Service Unavailable' "$(
    env -i REQUEST_METHOD=GET REQUEST_URI=/healthz "$worker" \
        --store "$store" </dev/null 2>"$log" | tr -d '\r' | head -n 1)"

launch "$spawn" -0 "$socket" "$worker" --store "$store"
is 'a listening socket as standard input' 503 "$(status_of /)"
stop_worker
is 'a listening socket as standard input: exit 0' 0 "$status"
rm "$socket"

# --- What peers do

# A request in two halves: the second waits for go_on.
ask_in_halves() {
    mkfifo "$folder/go"
    "$client" -H "$address" REQUEST_METHOD=GET REQUEST_URI=/ \
        <"$folder/go" >"$folder/halves" &
    halves_pid=$!
    exec 8>"$folder/go"
    rm "$folder/go"
    wait_for grep -q half "$folder/halves"
}

go_on() {
    echo >&8
    exec 8>&-
    wait "$halves_pid"
}

# hold COUNT [-B]: so many silent peers, until release.
hold() {
    mkfifo "$folder/hold"
    "$client" -s "$1" ${2+"$2"} "$address" <"$folder/hold" \
        >"$folder/held" &
    hold_pid=$!
    exec 9>"$folder/hold"
    rm "$folder/hold"
    wait_for grep -q ready "$folder/held"
}

release() {
    exec 9>&-
    wait "$hold_pid"
}

start_worker --store "$store" --threads 2
hold 2
is 'silent peers, as many as threads' 503 "$(status_of /)"
release
hold 300
is 'silent peers, more than are kept' 503 "$(status_of /)"
check 'the longest silent were dropped' grep -q 'its place was needed' "$log"
release
hold 2 -B
is 'as many that only began to speak' 503 "$(status_of /)"
release

# As a publish does, which must not keep the worker from what falls due.
hold 1
mkfifo "$folder/never"
# Sleeps without a process of its own, so that the pauses are short.
bash -c 'while ((SECONDS < 13)); do echo >"$1"; read -rt 0.01 -u 0; done' - \
    "$store/draft" <>"$folder/never"
check 'the silent are dropped while the folder is written to' \
    grep -q 'silent too long' "$log"
release
rm "$store/draft" "$folder/never"

number=0
for garbage in 'GET / HTTP/1.1\r\n\r\n' '\1' '' '\1\11\0\0\0\0\0\0' \
    '\2\1\0\1\0\10\0\0\0\1\0\0\0\0\0\0' \
    '\1\1\0\0\0\10\0\0\0\1\0\0\0\0\0\0' \
    '\1\1\0\1\0\10\0\0\0\1\0\0\0\0\0\0\1\4\0\1\0\4\0\0\177\177\177\177' \
    '\1\1\0\1\0\10\0\0\0\1\0\0\0\0\0\0\1\6\0\1\0\0\0\0' \
    '\1\1\0\1\0\10\0\0\0\11\0\0\0\0\0\0\1\4\0\1\0\0\0\0' \
    '\1\1\0\1\0\10\0\0\0\1\0\0\0\0\0\0\1\4\0\1'; do
    # shellcheck disable=SC2059 # for its escapes
    printf "$garbage" | "$client" -r "$address" | tr -d '\0' >"$folder/out"
    number=$((number + 1))
    is "no answer to garbage $number" '' "$(cat "$folder/out")"
done
is 'garbage ended nothing' 503 "$(status_of /)"

ask_in_halves
kill -TERM "$worker_pid"
wait_for test ! -e "$socket"
go_on
is 'SIGTERM cuts no answer' 0 $?
check 'SIGTERM cuts no answer: it came' grep -q '^Status: 503' "$folder/halves"
wait "$worker_pid"
is 'SIGTERM: exit 0 after that' 0 $?

start_worker --store "$store" --threads 4
for i in 1 2 3; do
    "$client" -n 3000 "$address" REQUEST_METHOD=GET REQUEST_URI=/ \
        >"$folder/load$i" &
    eval "load$i=$!"
done
wait_for status_of / >/dev/null
stop_worker
# shellcheck disable=SC2154 # set by eval
wait "$load1" "$load2" "$load3"
is 'SIGTERM under load cuts nothing' '3' \
    "$(cat "$folder"/load? | grep -c 'cut 0,')"

launch prlimit --nofile=14 "$worker" --listen "$address" --store "$store" \
    --threads 2
hold 40
is 'out of descriptors: goes on' 503 "$(status_of /)"
check 'out of descriptors: says so' grep -q 'Too many open files' "$log"
release
is 'out of descriptors: still there' 503 "$(status_of /)"
stop_worker

# --- Socket activation

launch "$spawn" -3 "$socket" "$worker" --store "$store" >"$folder/pids"
"$client" -n 2000 "$address" REQUEST_METHOD=GET REQUEST_URI=/ \
    >"$folder/load" &
load_pid=$!
for i in 1 2 3; do
    kill -TERM "$(sed -n "${i}p" "$folder/pids")"
    next=$((i + 1))
    wait_for sh -c "[ \$(grep -c ' info: start: ' '$log') -ge $next ]"
done
wait "$load_pid"
is 'socket activation: restarts lose no request' \
    'complete 2000, cut 0, refused 0' "$(cat "$folder/load")"
rm "$socket"
kill -TERM "$(tail -n 1 "$folder/pids")"
wait "$worker_pid"
is 'socket activation: exit 0' 0 $?

# --- The log

start_worker --store "$folder/line
break"
stop_worker
check 'control bytes are escaped' grep -qi 'line\\x0abreak' "$log"
empty 'each line is an event' "$(grep -Ev \
    '^20[0-9-]+T[0-9:]+Z (info|warning|error): ' "$log")"
sed 's/^/# /' "$log"

finish
