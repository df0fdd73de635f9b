#!/bin/sh
# Extreme documents go in; in no answer does any of their text become markup,
# script, JSON or a header field. Looks at every route that there is.
. "$top_srcdir/tests/lib/tap.sh"

tlexdr=$top_builddir/tlexdr
hostile=$top_srcdir/tests/hostile
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
LC_ALL=C
export LC_ALL

# look FILE...: what is wrong with answers, "FILE: LINE: what" each.
look() {
    ${AWK:-awk} -f "$hostile/look.awk" "$@"
}

# First of all: the looking sees what it should.
while read -r type text; do
    printf 'Status: 200 OK\r\nContent-Type: %s\r\n\r\n%s\n' \
        "$type" "$text" >"$work/sample"
    [ -n "$(look "$work/sample")" ] || echo "$type $text"
done >"$work/unseen" <<'END'
text/html <p>zq7q<script>
text/html <a title="zq7q"
text/html <a title='zq7q'
text/html <p>zq7q&lt;b> &copy;
text/html <p>zq7q&amp;&lt;b&gt;
text/html <a href="javascript:alert(1)">
text/html <script type="application/ld+json">{"a":"zq7q</b>"}</script>
text/html <script type="application/ld+json">{"a":"zq7q"b"}</script>
text/html <script type="application/ld+json">{"a":"zq7q"}
application/json {"a":"zq7q""}
application/json {"a":"zq7q\"}
application/json {"a":"zq7q\x"}
application/ld+json {"a":nul}
image/svg+xml <title>zq7q<b>
text/css zq7q
text/markdown - zq7q<script>
text/markdown - zq7q\input
text/markdown a <img src=x>
text/vtt zq7q<b>
text/vtt 00:01.000 --> 00:02.000 --> 00:03.000
text/plain Set-Cookie: a=b
text/csv anything
END
empty 'the looking sees what is wrong' "$(cat "$work/unseen")"
printf 'Status: 308 Permanent Redirect\r\nLocation: a\r\nSet-Cookie: b\r\n\r\n' \
    >"$work/sample"
check 'it sees a field that was brought in' test -n "$(look "$work/sample")"
printf 'Status: 200 OK\r\nContent-Type: text/html\r\n\r\n<p>%s\n' \
    'zq7q&lt;b&gt; &amp;amp; &#39;' >"$work/sample"
empty 'it takes what is right' "$(look "$work/sample")"

"$hostile/make.sh" "$work"
"$tlexdr" compile -q -o "$work/store" "$work/data" \
    >"$work/said" 2>"$work/complaints"
documents=$(find "$work/data/episodes" -name '*.json' | wc -l)
empty 'nothing is complained of' "$(grep -v ': warning: ' "$work/complaints")"
is 'everything compiles' \
    "compiled $documents, unchanged 0, removed 0, rejected 0" \
    "$(tail -n 1 "$work/said")"

for file in "$work"/refused/*.json; do
    "$tlexdr" check "$file" >/dev/null 2>"$work/complaints"
    status=$?
    is "refused: $(basename "$file" .json)" 1 "$status"
done

# All that an episode comes as; each is looked at.
formats=$(sed -n 's/.*{\.suffix = SPAN_INIT("\([a-z.]*\)").*/\1/p' \
    "$top_srcdir/src/serve/episode_handler.c")
check 'there are formats' test -n "$formats"
styles=$(sed -n 's/.*{\.name = SPAN_INIT("\([a-z-]*\)").*/\1/p' \
    "$top_srcdir/src/cite/style.c")
check 'there are styles' test -n "$styles"

# A line a path; the last ones are hostile themselves.
slugs=$(sed -n 's/^{"slug":"\([a-z0-9-]*\)".*/\1/p' "$work"/data/episodes/*.json)
paths() {
    printf '%s\n' / '/?page=1' '/?page=2' /about /robots.txt /healthz \
        /healthz.json /favicon.svg /episodes/was-hostile-1
    for slug in $slugs; do
        echo "/episodes/$slug"
        for format in $formats; do
            echo "/episodes/$slug.$format"
        done
        echo "/episodes/$slug/cite?of=summary&t=10"
        echo "/episodes/$slug/verify"
        echo "/episodes/$slug/verify.json"
        echo "/episodes/$slug/related"
        echo "/episodes/$slug/related.json"
        echo "/episodes/$slug/transcript"
        echo "/episodes/$slug/transcript.vtt"
        echo "/episodes/$slug/transcript.txt"
        "$tlexdr" render "$work/store" "/episodes/$slug.json" |
            grep -o '{"id":"[a-z2-7]*"' | cut -d '"' -f 4 |
            sed "s|^|/episodes/$slug/quotes/|"
        for style in $styles; do
            echo "/episodes/$slug/cite/$style?as=html"
            echo "/episodes/$slug/cite/$style?as=markdown&of=summary"
            echo "/episodes/$slug/cite/$style?part=intext&t=10"
        done
        for style in apa bibtex csl ris; do
            echo "/cite?id=$slug&id=hostile-1&style=$style&as=html"
        done
        echo "/cite?q=$slug"
    done
    printf '%s\n' /cite /cite/styles.json '/cite?q=Marker+Host' \
        '/cite?q=hostile'
    "$tlexdr" render "$work/store" / |
        sed -n 's/.*"\(\/assets\/[a-z0-9.-]*\)".*/\1/p'
    for text in '<script>alert(1)</script>' '"><img%20src=x>' "'%20x='" \
        '%0d%0aSet-Cookie:%20a=b' '%3Cscript%3Ealert(1)' '%00' '%ff%fe' \
        '{{7*7}}' '%e2%80%ae' '%' '..%2f..%2f'; do
        printf '%s\n' "/$text" "/episodes/$text" "/episodes/$text.json" \
            "/episodes/hostile-1.$text" "/?page=$text" "/?$text" \
            "/episodes/hostile-1/cite/$text" \
            "/episodes/hostile-1/cite?quote=$text" \
            "/episodes/hostile-1/cite/apa?t=$text" \
            "/episodes/was-hostile-1?$text" \
            "/cite?q=$text" "/cite?q=$text&style=$text" "/cite?url=$text" \
            "/cite?id=$text" "/cite?q=hostile&as=$text" \
            "/cite?q=hostile&accessed=$text"
    done
    printf '/episodes/was-hostile-1?\rSet-Cookie: a=\001\377\n'
}
paths >"$work/paths"

# Each to a file of its own, named by its number.
mkdir "$work/answers"
number=0
while read -r path; do
    number=$((number + 1))
    "$tlexdr" render "$work/store" "$path" --head \
        >"$work/answers/$number" 2>"$work/complaints" ||
        [ $? -eq 1 ] || echo "$path: neither answered nor refused"
    [ ! -s "$work/complaints" ] || sed "s|^|$path: |" "$work/complaints"
done <"$work/paths" >"$work/findings"
find "$work/answers" -type f -exec ${AWK:-awk} -f "$hostile/look.awk" {} + |
    while IFS=: read -r file rest; do
        echo "$(sed -n "${file##*/}p" "$work/paths"):$rest"
    done >>"$work/findings"
empty "no hostile text gets out of $number answers" \
    "$(head -n 40 "$work/findings")"

# answer PATH: the file of the answer to it.
answer() {
    echo "$work/answers/$(grep -nxF "$1" "$work/paths" | cut -d : -f 1)"
}
for slug in $slugs; do
    cp "$(answer "/episodes/$slug")" "$work/$slug.html"
    sed '1,/^\r$/d' "$(answer "/episodes/$slug.json")" >"$work/$slug.json"
done

empty 'every document has its page, in every format' "$(
    for slug in $slugs; do
        for suffix in '' $formats; do
            head -n 1 "$(answer "/episodes/$slug${suffix:+.$suffix}")" |
                grep -qF 'Status: 200 OK' || echo "$slug.$suffix"
        done
    done)"

empty 'what is served as JSON is a document again' "$(
    for slug in $slugs; do
        "$tlexdr" check "$work/$slug.json" 2>&1 | grep -v ': warning: '
    done)"

# The markers in a page, without what stands in the address of a link.
empty 'every hostile text is in its page' "$(
    while read -r slug field marker; do
        case $slug:$field in
        site:* | *:subtitle | *.given | *.family) continue ;;
        *.particle | *.dropping | *.suffix | *:audio) continue ;;
        esac
        grep -qF "$marker" "$work/$slug.html" ||
            echo "$slug: $field: $marker"
    done <"$work/markers")"

empty 'every hostile text is in the JSON' "$(
    grep -v '^site ' "$work/markers" | while read -r slug field marker; do
        grep -qF "$marker" "$work/$slug.json" ||
            echo "$slug: $field: $marker"
    done)"

# A route that is new is to be looked at too.
sed 's/?.*//' "$work/paths" >"$work/paths.plain"
empty 'every route was asked for' "$(
    sed -n 's|.*SPAN_INIT("\(/[^"]*\)").*|\1|p' \
        "$top_srcdir/src/serve/route.c" | while read -r route; do
        grep -qx "$(echo "$route" | sed 's/[.]/\\./g; s/\*/[^\/]*/g')" \
            "$work/paths.plain" || echo "$route"
    done)"

finish
