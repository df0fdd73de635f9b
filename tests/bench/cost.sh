# shellcheck shell=bash
# cost.sh - what a request costs in instructions and in system calls, of the
# worker and of a bare libfcgi responder with the same answer; to be sourced.
#
#   ask ADDRESS PATH [OPTION...]
#       asks for PATH as nginx does; OPTIONs are fcgi_client's
#   cost instructions|system_calls worker|bare PATH
#       prints what one request costs, of one thread
#
# Reads build, the folder where tlexdr was built, and store, a compiled one.
# Leaves files in the current folder. Needs valgrind and strace.

cost_programs=(tlexdr-fcgi tests/faults/fcgi_client tests/bench/bare_fcgi)

wait_for() {
    local tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 500 ] || { echo "in vain: $*" >&2; return 1; }
        sleep 0.05
    done
}

ask() {
    local address=$1 path=$2
    shift 2
    "$build/tests/faults/fcgi_client" "$@" "unix:$address" \
        GATEWAY_INTERFACE=CGI/1.1 SERVER_PROTOCOL=HTTP/1.1 \
        REQUEST_METHOD=GET "REQUEST_URI=$path" QUERY_STRING= \
        HTTP_ACCEPT=text/html HTTP_ACCEPT_ENCODING=gzip
}

# under NAME PATH COUNT TOOL...: runs it under a tool, asks so often.
under() {
    local name=$1 path=$2 count=$3 pid
    shift 3
    rm -f one
    case $name in
    worker)
        "$@" "$build/tlexdr-fcgi" --store "$store" --listen unix:one \
            --threads 1 2>one.log &
        ;;
    bare) "$@" "$build/tests/bench/bare_fcgi" one 1 answer 2>one.log & ;;
    esac
    pid=$!
    wait_for ask one "$path" && ask one "$path" -n "$count" >/dev/null
    pkill -TERM -P "$pid" 2>/dev/null || kill -TERM "$pid"
    wait "$pid" || :
}

instructions() {
    under "$@" valgrind --tool=callgrind --callgrind-out-file=callgrind.out \
        >/dev/null 2>&1
    awk '/^(summary|totals):/ { print $2; exit }' callgrind.out
}

system_calls() {
    under "$@" strace -f -c -o strace.out >/dev/null 2>&1
    awk '$NF == "total" { print $4 }' strace.out
}

# By the difference of many and few, so that start and stop don't count.
cost() {
    local less more
    "$build/tlexdr" render "$store" "$3" --head --accept text/html \
        --accept-encoding gzip >answer || return
    less=$("$1" "$2" "$3" 200)
    more=$("$1" "$2" "$3" 1200)
    awk -v a="$less" -v b="$more" 'BEGIN { printf "%.1f\n", (b - a) / 1000 }'
}
