#!/bin/bash
# 200 publishes under load: every request is answered, and well.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/site.sh"

slug=keyu-jin-chinas-economy-tariffs-trade-trump-communism-and-capitalism
data=$(mktemp -d "${TMPDIR:-/tmp}/tlexdr-data.XXXXXX")
cp -r "$top_srcdir/data/." "$data"
document=$(grep -rl "\"slug\": *\"$slug\"" "$data/episodes")
start_site "$data" || exit 1
trap 'site_stop; rm -rf "$SITE" "$data"' EXIT

# Ends when it is told to, by its pid.
wrk -t1 -c8 -d600s "$URL/episodes/$slug" >"$SITE/wrk.log" &
wrk_pid=$!

title=$(sed -n 's/.*"title": *"\(Keyu[^"]*\)".*/\1/p' "$document")
unpublished=0 unseen=0
for ((round = 1; round <= 200; round++)); do
    sed -i "s/\"title\": *\"Keyu[^\"]*\"/\"title\": \"Keyu $round\"/" "$document"
    "$build/tlexdr" compile -q -o "$STORE" "$data" >/dev/null ||
        unpublished=$((unpublished + 1))
done
for ((tries = 0; tries < 20; tries++)); do
    sleep 0.1
    curl -s "$URL/episodes/$slug" | grep -q 'Keyu 200' && break
done
[ $tries -lt 20 ] || unseen=1
kill -INT $wrk_pid
wait $wrk_pid

is 'the document has a title to change' 1 "$([ -n "$title" ] && echo 1)"
is '200 publishes went well' 0 $unpublished
is 'the last is seen within two seconds' 0 $unseen
check 'wrk asked at least a thousand times' \
    awk '/requests in/ { exit $1 < 1000 }' "$SITE/wrk.log"
empty 'no request failed' \
    "$(grep -E 'Non-2xx|Socket errors' "$SITE/wrk.log")"
empty 'the worker saw nothing wrong' \
    "$(grep -iE 'error|fault|damaged' "$SITE/worker.log")"
tap_note "$(cat "$SITE/wrk.log")"

finish
