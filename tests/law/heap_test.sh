#!/bin/sh
# Answering asks for no memory: for each row of the route table.
. "$top_srcdir/tests/lib/tap.sh"

if nm "$top_builddir/tests/law/heap_calls" | grep -q '__asan_init'; then
    echo '1..0 # SKIP the sanitizers have a malloc of their own'
    exit 0
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/tlexdr-heap.XXXXXX")
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM

"$top_builddir/tlexdr" compile -q -o "$folder" "$top_srcdir/data" || exit 1

# Every local address on the start page and on one episode's, and what no
# page links to.
slug=keyu-jin-chinas-economy-tariffs-trade-trump-communism-and-capitalism
for path in / "/episodes/$slug"; do
    "$top_builddir/tlexdr" render "$folder" "$path"
done | grep -o '\(href\|src\)="/[^"#]*' | sed 's/[^"]*"//' | sort -u |
    xargs "$top_builddir/tests/law/heap_calls" "$folder/data.mdb" \
        / "/episodes/$slug" "/episodes/$slug.json" "/episodes/$slug.html" \
        /robots.txt /healthz /healthz.json
