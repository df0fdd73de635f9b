#!/bin/bash
# tlexdr doctor, asking a real nginx at base_url.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/site.sh"

start_site "$top_srcdir/data" || exit 1
cp -r "$top_srcdir/data" "$SITE/data"
chmod -R u+w "$SITE/data"

# set_address ADDRESS: publishes with this base_url.
set_address() {
    sed -i "s|\"base_url\": \"[^\"]*\"|\"base_url\": \"$1\"|" \
        "$SITE/data/site.json"
    "$build/tlexdr" compile -q -o "$2" "$SITE/data" >"$SITE/compile.log"
}

# line SUBJECT: what doctor says of it, about the store that is named.
line() {
    "$build/tlexdr" doctor "$2" --socket "$SITE/worker.sock" |
        sed -n "s/  *$1: / /p"
}

for address in "$URL" "${URL/127.0.0.1/localhost}/notes"; do
    set_address "$address" "$STORE"
    line worker "$STORE" >"$SITE/seen" # waits until the worker has it
    is "$address answers" "good $address answers as this store" \
        "$(line base_url "$STORE")"
done
set_address "$URL/notes" "$SITE/other"
is 'another store is there' 1 \
    "$(line base_url "$SITE/other" | grep -c '^problem .*not as this store')"
set_address "$URL/elsewhere" "$SITE/other"
is 'no site is there' 1 \
    "$(line base_url "$SITE/other" | grep -c '^problem answers 404')"

# Over https too: here with a certificate that nobody vouches for.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 \
    -subj "/CN=localhost" -keyout "$SITE/key" -out "$SITE/certificate" \
    2>"$SITE/openssl.log"
tls_port=$(shuf -n 1 -i 10240-32767)
openssl s_server -accept "127.0.0.1:$tls_port" -key "$SITE/key" \
    -cert "$SITE/certificate" -www >"$SITE/openssl.log" 2>&1 &
tls_pid=$!
trap 'kill $tls_pid; site_stop; rm -rf "$SITE"' EXIT
until grep -q ACCEPT "$SITE/openssl.log"; do
    kill -0 $tls_pid || exit 1
    sleep 0.05
done
set_address "https://localhost:$tls_port" "$SITE/other"
is 'a certificate of no known authority' 1 \
    "$(line base_url "$SITE/other" | grep -c '^problem no answer: SSL')"

finish
