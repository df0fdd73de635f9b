# shellcheck shell=sh
# worker.sh - workers without a web server, for tests; to be sourced.
#
#   folder                 made anew, gone with the script, whose EXIT trap
#                          this takes
#   start_worker OPTION... starts tlexdr-fcgi at $socket, with its log in
#                          $log; sets worker_pid and waits until it listens
#   launch COMMAND...      the same, for another way to start one
#   stop_worker            ends it in order; its exit status is in $status
#   ask [OPTION...] NAME=VALUE...
#                          one request through fcgi_client, by GET
#   wait_for COMMAND...    until it succeeds; fails after some seconds
#
# Reads top_builddir.

worker=$top_builddir/tlexdr-fcgi
client=$top_builddir/tests/faults/fcgi_client
# shellcheck disable=SC2034 # what the scripts use
spawn=$top_builddir/tests/faults/fcgi_spawn

folder=$(mktemp -d "${TMPDIR:-/tmp}/tlexdr-test.XXXXXX")
socket=$folder/s
address=unix:$socket
log=$folder/log
worker_pid=''
trap 'end_worker; rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM

end_worker() {
    [ -z "$worker_pid" ] || kill -KILL "$worker_pid" 2>/dev/null
}

wait_for() {
    wait_tries=0
    until "$@" 2>/dev/null; do
        wait_tries=$((wait_tries + 1))
        [ $wait_tries -lt 500 ] || return 1
        sleep 0.02
    done
}

# The log goes first: an earlier worker's start must not count.
launch() {
    rm -f "$log"
    "$@" 2>"$log" &
    worker_pid=$!
    wait_for grep -q ' info: start: ' "$log"
}

start_worker() {
    launch "$worker" --listen "$address" "$@"
}

stop_worker() {
    kill -TERM "$worker_pid"
    wait "$worker_pid"
    # shellcheck disable=SC2034 # what the scripts use
    status=$?
    worker_pid=''
}

ask() {
    "$client" "$address" REQUEST_METHOD=GET "$@"
}

# The status of GET PATH, or why there is none.
status_of() {
    ask "REQUEST_URI=$1" | tr -d '\r' | sed -n '1s/^Status: \([0-9]*\).*/\1/p'
}
