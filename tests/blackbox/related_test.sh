#!/bin/sh
# Related episodes: what a store says of them, and how good they are.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/data.sh"

body() {
    "$tlexdr" render "$store" "$1"
}

# The slugs that $1's related.json names, in a line.
related() {
    body "/episodes/$1/related.json" | grep -o '"slug":"[^"]*"' |
        cut -d '"' -f 4 | xargs
}

# shows NAME PATH PATTERN
shows() {
    body "$2" >"$folder/body"
    check "$1" grep -q -e "$3" "$folder/body"
}

site
document chips.json chips '"topics": ["Export controls", "TSMC"],
    "duration": 7260'
document trade.json trade '"topics": ["export-controls"], "subtitle": "Tariffs",
    "glossary": [{"term": "TSMC", "definition": "It makes chips."}],
    "aliases": ["old-trade"]'
document sleep.json sleep '"topics": ["Sleep"],
    "related": ["trade", "nobody", "sleep", "chips", "trade"]'
document alone.json alone '"topics": ["Bees"]'
compile

is 'what two share relates them' trade "$(related chips)"
is 'and both ways' chips "$(related trade)"
shows 'the reason is in the words of the episode' /episodes/chips/related.json \
    '"shares":\["Export controls","TSMC"\]'
is 'a document names its own, each once' 'trade chips' "$(related sleep)"
is 'one that shares nothing has none' '' "$(related alone)"
shows 'its page says so' /episodes/alone/related 'No other episode'
shows 'the document has their slugs too' /episodes/sleep.json \
    '"computed":.*"related":\["trade","chips"\]'
shows 'a page names them as their subtitle does' /episodes/chips '>Tariffs</a>'
shows 'and why' /episodes/chips 'Both on: .*Export controls.*TSMC'
shows 'one named by hand is called so' /episodes/sleep 'Hand-picked'
is 'an alias leads on' /episodes/trade/related \
    "$(header /episodes/old-trade/related Location)"
is 'nothing is related to nothing' '404 Not Found' \
    "$(header /episodes/nobody/related.json)"
check 'all links lead somewhere' "$tlexdr" verify "$store"

# Pages show what others are by now.
document trade.json trade '"topics": ["Export controls"], "subtitle": "Duties"'
publishes 'another has a new name' '0: 1 3 0 0'
shows 'which pages take up' /episodes/chips '>Duties</a>'
rm "$data/episodes/trade.json"
publishes 'another is gone' '0: 0 3 1 0'
is 'and so from the related ones' chips "$(related sleep)"

# How many of the first three are right, as tests/related/judged has it.
"$top_srcdir/tests/bench/run-related" "$top_builddir" >"$folder/table"
tap_note "$(cat "$folder/table")"
check 'at least 40 of 60 are right' awk '
    $1 == "related" { right = $2 }
    END { exit !(right >= 40) }' "$folder/table"

finish
