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
related=deepseek-china-openai-nvidia-xai-tsmc-stargate-and-ai-megaclusters
for path in / "/episodes/$slug"; do
    "$top_builddir/tlexdr" render "$folder" "$path" >>"$folder/pages"
done
styles=$("$top_builddir/tlexdr" render "$folder" "/episodes/$slug/cite/none" \
    --accept application/json | sed 's/.*there are //; s/[."].*//; s/,//g')
for style in $styles; do
    for ask in 'as=text' 'as=html&of=summary' 'part=intext&t=10' 'as=markdown'
    do
        echo "/episodes/$slug/cite/$style?$ask"
    done
done >"$folder/citations"
{
    echo "/episodes/$slug/verify"
    echo "/episodes/$slug/verify.json"
    echo "/episodes/$related/related"
    echo "/episodes/$related/related.json"
    quoted=$("$top_builddir/tlexdr" dump "$folder" |
        sed -n 's/^{"slug":"\([a-z0-9-]*\)".*"quotes":\[{"id":"\([a-z2-7]*\)".*/\1\/quotes\/\2/p')
    for path in $quoted; do
        echo "/episodes/$path"
    done
    spoken=ishbel-rendall-lighthouses-fresnel-lenses-and-keeping-time-in-the-dark
    for rest in '' '?t=60' '?part=1' .vtt .txt; do
        echo "/episodes/$spoken/transcript$rest"
    done
} >>"$folder/citations"
grep -o '\(href\|src\)="/[^"#]*' "$folder/pages" | sed 's/[^"]*"//' | sort -u \
    >"$folder/linked"
cat "$folder/linked" "$folder/citations" |
    xargs "$top_builddir/tests/law/heap_calls" "$folder/data.mdb" \
        / "/episodes/$slug" "/episodes/$slug.json" "/episodes/$slug.html" \
        "/episodes/$slug.md" "/episodes/$slug.txt" "/episodes/$slug.jsonld" \
        "/episodes/$slug.bib" "/episodes/$slug.ris" \
        "/episodes/$slug.csl.json" "/episodes/$slug/cite" \
        /robots.txt /healthz /healthz.json /cite /cite/styles.json \
        "/cite?q=keyu+jin&style=apa" "/cite?q=mara+ellwood" \
        "/cite?url=youtu.be/y3yAVZk3tyA?t=90" "/cite?id=none" \
        "/cite?id=$slug&url=/episodes/seed-banks&style=chicago" \
        "/cite?id=$slug&url=/episodes/seed-banks&style=csl"
