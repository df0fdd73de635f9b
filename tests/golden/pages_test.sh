#!/bin/sh
# The pages of a few documents, beside what they were. After a change that is
# meant: look at the difference, then run this with UPDATE=1.
. "$top_srcdir/tests/lib/tap.sh"

pages=$top_srcdir/tests/golden/pages
data=$top_srcdir/data/episodes
work=$(mktemp -d "${TMPDIR:-/tmp}/tlexdr-pages.XXXXXX")
trap 'rm -rf "$work"' EXIT

print() {
    "$top_builddir/tests/golden/print_page" "$@"
}

# golden NAME PAGE SITE [EPISODE...]: prints PAGE and compares. The hashes in
# the assets' names are left out: they change with every rule.
golden() {
    name=$1
    shift
    print "$@" >"$work/page" || echo 'failed' >>"$work/page"
    sed 's|\(/assets/[a-z]*-\)[0-9a-f]\{16\}\.|\1HASH.|' "$work/page" >"$work/$name"
    [ -z "${UPDATE-}" ] || cp "$work/$name" "$pages/$name"
    check "$name is as it was" diff -u "$pages/$name" "$work/$name"
}

golden founding.html episode "$pages/site.json" \
    "$data/deepseek.json" "$data/keyu-jin.json"
golden pending.html episode "$pages/site.json" "$data/keyu-jin.json"
golden extreme.html episode "$pages/site.json" "$pages/extreme.json"
golden hostile.html episode "$pages/hostile-site.json" "$pages/hostile.json" \
    "$pages/hostile.json"
golden bare.html episode "$pages/bare-site.json" "$pages/bare.json"
for page in markdown text jsonld; do
    golden "founding.$page" "$page" "$pages/site.json" \
        "$data/deepseek.json" "$data/keyu-jin.json"
    golden "hostile.$page" "$page" "$pages/hostile-site.json" \
        "$pages/hostile.json" "$pages/hostile.json"
done
golden talk.html transcript "$pages/site.json" "$pages/talk.json"
golden talk.vtt vtt "$pages/site.json" "$pages/talk.json"
golden talk.txt transcript-text "$pages/site.json" "$pages/talk.json"
golden home.html home "$pages/site.json" \
    "$data/deepseek.json" "$data/keyu-jin.json" "$pages/hostile.json"
golden home-empty.html home "$pages/bare-site.json"
# shellcheck disable=SC2046 # a list of words
golden home-paged.html home "$pages/site.json" \
    $(for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21; do
        echo "$pages/bare.json"
    done)
golden about.html about "$pages/site.json"
golden find.html find-form "$pages/site.json"
golden find-several.html find "$pages/site.json" \
    "$data/deepseek.json" "$data/keyu-jin.json" "$pages/hostile.json"
golden find-several.json find-json "$pages/site.json" \
    "$data/deepseek.json" "$pages/hostile.json"
golden find-none.html find "$pages/bare-site.json" "$pages/bare.json"
golden related.html related "$pages/site.json" "$data/deepseek.json" \
    "$data/keyu-jin.json" "$pages/hostile.json"
golden related.json related-json "$pages/site.json" "$data/deepseek.json" \
    "$data/keyu-jin.json" "$pages/hostile.json"
golden related-none.html related "$pages/hostile-site.json" "$pages/hostile.json"
golden error.html error "$pages/site.json"
golden error-without-site.html error -

# What the style sheet names is in some page, and the reverse.
print style "$pages/site.json" >"$work/style.css"
print script "$pages/site.json" >"$work/script.js"
sed 's/{.*//; s/[0-9]*\.[0-9][0-9.]*//g' "$work/style.css" |
    grep -v ':[^:].*;$' | grep -o '\.[a-z][a-z-]*' | sort -u | sed 's/^\.//' \
    >"$work/styled"
{
    cat "$work"/*.html | grep -o ' class="[^"]*"' | sed 's/ class="//; s/"//' |
        tr ' ' '\n'
    grep -o 'classList.add("[a-z]*")' "$work/script.js" | sed 's/.*("//; s/").*//'
} | sort -u >"$work/used"
empty 'each class that is styled is used' \
    "$(comm -23 "$work/styled" "$work/used")"
empty 'each class that is used is styled' \
    "$(comm -13 "$work/styled" "$work/used")"

# Comments and indentation are for who reads the sources.
empty 'assets are served without comments' \
    "$(grep -n '/\*\|\*/\|^[ 	]' "$work/style.css" "$work/script.js")"
is 'style.css keeps its rules' \
    "$(grep -c '}' "$top_srcdir/src/render/style.css")" \
    "$(grep -v '^:root{--accent' "$work/style.css" | grep -c '}')"

# The first view of the founding page, in one round trip.
first_view=0
for file in founding.html style.css script.js; do
    size=$(gzip -9c "$work/$file" | wc -c)
    first_view=$((first_view + size))
done
check "the founding page takes $first_view bytes of 14336" \
    test "$first_view" -le 14336

# Each id of a page is there once.
for file in "$work"/*.html; do
    empty "the ids of ${file##*/} differ" \
        "$(grep -o ' id="[^"]*"' "$file" | sort | uniq -d)"
done

finish
