#!/bin/sh
# tlexdr schema: the schema itself, and a prompt that is in step with it.
. "$top_srcdir/tests/lib/tap.sh"

tlexdr=$top_builddir/tlexdr
schema=$top_srcdir/src/publish/episode.schema.json
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

"$tlexdr" schema >"$work/schema"
is 'schema exits 0' 0 $?
check 'it prints the schema to the byte' cmp "$work/schema" "$schema"
"$tlexdr" schema --prompt >"$work/prompt"
is 'schema --prompt exits 0' 0 $?

"$tlexdr" schema more >/dev/null 2>&1
is 'an argument is misuse' 2 $?
"$tlexdr" schema --all >/dev/null 2>&1
is 'another option is misuse' 2 $?

# The names of all properties, and the words of enums.
grep -o '"[a-z]*": {' "$schema" | tr -d '": {' | sort -u |
    grep -vx -e properties -e items -e short >"$work/properties"
sed -n 's/.*"enum": \[\(.*\)\].*/\1/p' "$schema" | tr -d '" ' | tr , '\n' \
    >"$work/words"
sed -n '/"enum": \[$/,/\]/p' "$schema" | grep -o '"[a-z]*"' | tr -d '"' |
    grep -v '^enum$' >>"$work/words"

check 'the schema has properties to look for' \
    test "$(wc -l <"$work/properties")" -ge 45
check 'and words' test "$(wc -l <"$work/words")" -ge 11
empty 'each property and word of the schema is in the prompt' "$(
    cat "$work/properties" "$work/words" | while read -r name; do
        grep -qw "$name" "$work/prompt" || echo "$name"
    done)"
empty 'each limit of the schema is in the prompt' "$(
    grep -o '"max[A-Za-z]*": [0-9]*' "$schema" | grep -o '[0-9]*$' | sort -u |
        while read -r limit; do
            # Of addresses, which models don't write.
            [ "$limit" -eq 2000 ] || grep -qw "$limit" "$work/prompt" ||
                echo "$limit"
        done)"

# block TYPE: the first code block of this type.
block() {
    sed -n "/^\`\`\`$1\$/,/^\`\`\`\$/p" "$work/prompt" | grep -v '^```'
}
mkdir -p "$work/data/episodes"
cp "$top_srcdir/data/site.json" "$work/data/"
block json >"$work/data/episodes/tide-mills.json"
block vtt >"$work/data/episodes/tide-mills.vtt"
check 'the example is a document' grep -q '"takeaways"' \
    "$work/data/episodes/tide-mills.json"
empty 'check has nothing to say of it' \
    "$("$tlexdr" check "$work/data" 2>&1 || echo "exit $?")"
sed '2s/^/  "transcript": "tide-mills.vtt",/' \
    "$work/data/episodes/tide-mills.json" >"$work/data/episodes/with.json"
rm "$work/data/episodes/tide-mills.json"
check 'nor of it with its transcript, strictly' "$tlexdr" compile --strict \
    -o "$work/store" "$work/data"

# The example does what the prompt asks: its quotes are in its transcript.
sed 's/<[^>]*>//' "$work/data/episodes/tide-mills.vtt" | tr '\n' ' ' \
    >"$work/said"
sed -n '/"quotes"/,/\]/s/.*"text": "\(.*\)",$/\1/p' \
    "$work/data/episodes/with.json" >"$work/quotes"
check 'the example has a quote' test -s "$work/quotes"
check 'its quotes are word for word' grep -qFf "$work/quotes" "$work/said"

finish
