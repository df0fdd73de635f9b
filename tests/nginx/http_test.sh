#!/bin/bash
# The contract of HTTP, asked of nginx: with the worker behind it, and with
# the module in it, at a site of its own host and at one below a path.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/site.sh"
. "$top_srcdir/tests/lib/http.sh"

check 'the client is built' make -s -C "$build" tests/blackbox/http_matrix
data=$(mktemp -d "${TMPDIR:-/tmp}/tlexdr-data.XXXXXX")

for site_block in tlexdr.conf tlexdr-module.conf; do
    for prefix in '' /lex; do
        what="$site_block, https://x.example$prefix"
        http_data "$data$prefix" "https://x.example$prefix"
        if start_site "$data$prefix"; then
            take "$what" "$build/tests/blackbox/http_matrix" \
                "http:${URL#http://}" "$prefix" \
                "$top_srcdir/tests/blackbox/http_requests"
        else
            tap_result 'not ok' "$what: it starts"
        fi
        site_stop
        rm -rf "$SITE"
    done
done
rm -rf "$data"
finish
