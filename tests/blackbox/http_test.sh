#!/bin/sh
# The contract of HTTP, asked of a worker through its socket: at a site of its
# own host, and at one below a path; and the same bytes from every host.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/worker.sh"
. "$top_srcdir/tests/lib/http.sh"

requests=$top_srcdir/tests/blackbox/http_requests
tlexdr=$top_builddir/tlexdr

# by_HOST TARGET CODING: what a GET answers, head and body.
by_command() {
    "$tlexdr" render "$store" "$1" --accept-encoding "$2" --head
}

by_cgi() {
    env -i REQUEST_METHOD=GET REQUEST_URI="$1" HTTP_ACCEPT_ENCODING="$2" \
        "$worker" --store "$store" </dev/null
}

by_fastcgi() {
    ask "REQUEST_URI=$1" "HTTP_ACCEPT_ENCODING=$2"
}

# Some answers are fresh until midnight.
without_age() {
    LC_ALL=C sed 's/^\(Cache-Control: .*max-age=\)[0-9]*/\1N/'
}

# Prints which answers differ from host to host.
different() {
    grep -v '^#\|^$\|%\|changing' "$requests" | while read -r _ target _; do
        for coding in '' gzip; do
            for host in command cgi fastcgi; do
                by_$host "$target" "$coding" 2>"$folder/err" |
                    without_age >"$folder/$host"
            done
            [ -s "$folder/command" ] &&
                cmp "$folder/command" "$folder/cgi" &&
                cmp "$folder/command" "$folder/fastcgi" ||
                echo "GET $target with '$coding'"
        done
    done 2>&1
}

for prefix in '' /lex; do
    data=$folder/data$prefix store=$folder/store$prefix
    mkdir -p "$store"
    http_data "$data" "https://x.example$prefix"
    check 'the data is good' "$tlexdr" compile -q -o "$store" "$data"
    start_worker --store "$store"
    take "https://x.example$prefix" \
        "$top_builddir/tests/blackbox/http_matrix" "$address" "$prefix" \
        "$requests"
    [ -n "$prefix" ] ||
        empty 'command line, CGI and FastCGI give the same bytes' "$(different)"
    stop_worker
done
finish
