#!/bin/sh
# Each quote of the site in data/ is found by its words, however they were
# copied, with who said it, when, and what the transcript says of it.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/data.sh"

"$tlexdr" compile -q -o "$store" "$top_srcdir/data" >"$folder/log" 2>&1

# "SLUG ID SPEAKER|MATCH|TEXT" of every quote, their bytes as they are.
"$tlexdr" dump "$store" | sed 's/.*"slug":"\([^"]*\)".*/\1/' |
    while read -r slug; do
        "$tlexdr" render "$store" "/episodes/$slug/verify.json" |
            sed 's/{"id":/\n&/g' | sed -n "s|^{\"id\":\"\([a-z2-7]*\)\",\
\"text\":\"\(.*\)\",\"speaker\":\"\([^\"]*\)\",\"verified\":[a-z]*,\
\"match\":\"\([a-z-]*\)\".*|$slug \1 \3\|\4\|\2|p" | sed 's/\\"/"/g'
    done >"$folder/quotes"
check 'there are quotes to look for' test "$(wc -l <"$folder/quotes")" -gt 25

encode() {
    printf %s "$1" | od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g'
}

# missed WAY...: the quotes that are not answered with their own id, once WAY
# has rewritten their words.
missed() {
    while read -r slug id rest; do
        words=$(printf '%s\n' "${rest#*|*|}" | "$@")
        "$tlexdr" render "$store" "/cite?style=csl&q=$(encode "$words")" \
            >"$folder/answer" 2>&1 &&
            grep -q -e "#t=" -e '"URL"' "$folder/answer" &&
            "$tlexdr" render "$store" "/cite?q=$(encode "$words")" \
                --accept text/html |
            grep -q "/episodes/$slug/quotes/$id\"" ||
            echo "$slug $id: $words"
    done <"$folder/quotes"
}

as_it_is() { cat; }
without_punctuation() { tr -d '",.;:!?' | tr '[:upper:]' '[:lower:]'; }
# shellcheck disable=SC1111 # curly marks are what it writes
with_other_quotes() { sed "s/'/’/g; s/\"/”/g; s/ - / — /g; s/\.\.\./…/g"; }
in_lines() { fold -s -w 30; }
# Only words between blanks can be left out: some scripts have none.
with_a_word_missing() {
    awk 'NF > 4 { $3 = ""; gsub(/  +/, " ") } { print }'
}
with_its_start_alone() {
    awk 'NF > 8 { NF = int(NF * 3 / 4) } { print }'
}

for way in as_it_is without_punctuation with_other_quotes in_lines \
    with_a_word_missing with_its_start_alone; do
    empty "each quote is found $(echo "$way" | tr _ ' ')" "$(missed "$way")"
done

# What comes with it.
words='A lighthouse isnt a lamp its a promise about'
page="/cite?q=$(encode "$words")"
"$tlexdr" render "$store" "$page" --accept text/html >"$folder/page"
check 'who said it' grep -q '<bdi>Ishbel Rendall</bdi>' "$folder/page"
check 'when' grep -q '▶ 0:02:0' "$folder/page"
check 'what the transcript says of it' grep -q '✓ The transcript has' \
    "$folder/page"
check 'and how to cite it, in every style' test 11 -le \
    "$(grep -c '<button class="button copy"' "$folder/page")"

"$tlexdr" render "$store" / >"$folder/page"
check 'the start page asks for a quote' grep -q \
    'Paste a quote: who said it, when, and how to cite it\.' "$folder/page"
check 'and asks it of /cite' grep -q '<form class="find" action="/cite">' \
    "$folder/page"

# Where several are near.
site
document a.json a '"quotes": [{"text": "The sea keeps books.", "speaker": "A"}]'
document b.json b '"quotes": [{"text": "The sea keeps time.", "speaker": "B"}]'
compile
"$tlexdr" render "$store" /cite?q=the+sea+keeps --accept application/json \
    >"$folder/page"
is 'each of several bears its class' 2 "$(grep -o \
    '"match":"unchecked","verified":false' "$folder/page" | wc -l)"

finish
