# shellcheck shell=bash
# cost.sh - what a request costs in instructions and in system calls; to be
# sourced.
#
#   cost instructions|system_calls NAME PATH
#       prints what one request for PATH, with gzip, costs NAME:
#       worker   tlexdr-fcgi, of one thread
#       bare     a libfcgi responder that answers the same bytes
#       module   nginx with the module, over one connection
#       static   nginx with the files of tlexdr export, as static.conf has it
#   ask ADDRESS PATH [OPTION...]
#       asks the worker as nginx does; OPTIONs are fcgi_client's
#   wait_for COMMAND...
#
# Reads top and build, the folders of the sources and of the build, store, a
# compiled one, and for static files, an export of it; both absolute. Leaves
# files in the current folder. Needs valgrind, strace, nginx and h2load.

# shellcheck disable=SC2034 # what the scripts make
cost_programs=(tlexdr tlexdr-fcgi tests/faults/fcgi_client
    tests/bench/bare_fcgi)

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

# One process and no other, since it is one that is measured.
cost_nginx_conf() {
    [ "$(id -u)" -ne 0 ] || echo 'user root;'
    cat <<END
load_module $build/nginx/ngx_http_tlexdr_module.so;
daemon off;
master_process off;
pid nginx-one.pid;
error_log error.log;
events { }
http {
    access_log off;
    keepalive_requests 1000000000;
    open_file_cache max=100;
    client_body_temp_path temp; fastcgi_temp_path temp;
    proxy_temp_path temp; scgi_temp_path temp; uwsgi_temp_path temp;
    server { listen unix:module.one; location / { tlexdr $store; } }
END
    sed -e 's|listen 80;|listen unix:static.one;|' \
        -e "s|/var/www/tlexdr|${files:-/var/www/tlexdr}|" \
        "$top/nginx/static.conf"
    echo '}'
}

# start NAME TOOL...: one of the four under a tool, at the socket NAME.one.
start() {
    local name=$1
    shift
    rm -f ./*.one
    case $name in
    worker)
        exec "$@" "$build/tlexdr-fcgi" --store "$store" \
            --listen unix:worker.one --threads 1
        ;;
    bare) exec "$@" "$build/tests/bench/bare_fcgi" bare.one 1 answer ;;
    *)
        mkdir -p temp
        cost_nginx_conf >nginx-one.conf
        PATH=$PATH:/usr/sbin:/sbin exec "$@" nginx -p . -c nginx-one.conf
        ;;
    esac
}

# request NAME PATH [COUNT]
request() {
    case $1 in
    worker | bare) ask "$1.one" "$2" ${3:+-n "$3"} ;;
    *)
        h2load --h1 -c1 -n "${3:-1}" -H 'Accept: text/html' \
            -H 'Accept-Encoding: gzip' --base-uri="unix:$PWD/$1.one" \
            "http://localhost$2" | grep -q " ${3:-1} succeeded"
        ;;
    esac
}

# under NAME PATH COUNT TOOL...
under() {
    local name=$1 path=$2 count=$3 pid
    shift 3
    start "$name" "$@" 2>one.log &
    pid=$!
    wait_for request "$name" "$path" && request "$name" "$path" "$count"
    pkill -TERM -P "$pid" 2>/dev/null || kill -TERM "$pid"
    wait "$pid" || :
}

instructions() {
    under "$@" valgrind --tool=callgrind --callgrind-out-file=callgrind.out \
        >/dev/null 2>&1
    awk '/^(summary|totals):/ { print $2; exit }' callgrind.out
}

# Of those that answer alone: nginx's loop, the worker's threads. What looks
# after the store by the clock, nginx's thread and the worker's first one, would
# count for more requests on a slow machine.
system_calls() {
    local follow=(-f) first=0
    case $1 in
    module | static) follow=() ;;
    worker) first=1 ;;
    esac
    under "$@" strace "${follow[@]}" -o strace.out >/dev/null 2>&1
    awk -v first=$first '
        NR == 1 { clock = first ? $1 : "" }
        $1 != clock && /\(/ && !/ resumed>/ { calls++ }
        END { print calls + 0 }' strace.out
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
