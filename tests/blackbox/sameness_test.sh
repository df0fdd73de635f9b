#!/bin/sh
# The same DATA gives the same store to the byte, whatever the store was
# before: documents are changed, added, removed, renamed, broken and mended
# at random, and a compile over the earlier store is compared with one into
# an empty folder. TLEXDR_SEED=N repeats a run; ROUNDS=N makes more of it.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/data.sh"

seed=${TLEXDR_SEED-$(date +%s)}
rounds=${ROUNDS-50}
echo "# TLEXDR_SEED=$seed ROUNDS=$rounds"
cd "$data/episodes" || exit 1

# write FILE SLUG SALT: a document that follows from SALT.
write() {
    mkdir -p "$(dirname "$1")"
    awk -v slug="$2" -v salt="$3" '
        function below(n) { return int(rand() * n) }
        function slugs(n,    list) {
            for (; n > 0; n--)
                list = list (list == "" ? "" : ", ") \
                    sprintf("\"slug-%02d\"", below(40))
            return "[" list "]"
        }
        BEGIN {
            srand(salt)
            printf "{\"slug\": \"%s\", \"title\": \"Title %s\",", slug, salt
            print " \"people\": [{\"name\": \"Guest " below(5) "\"}]"
            if (below(2))
                print ", \"number\": " below(9)
            if (below(2))
                printf ", \"published\": \"20%02d\"\n", 10 + below(5)
            if (below(2))
                print ", \"related\": " slugs(1 + below(4))
            if (below(2))
                printf ", \"topics\": [\"Topic %d\", \"Lorem %d\"]\n", \
                    below(9), below(30)
            if (below(3) == 0)
                print ", \"aliases\": " slugs(1 + below(2))
            if (below(4) == 0)
                print ", \"transcript\": \"t.vtt\""
            print ", \"narrative\": ["
            for (n = below(30); n > 0; n--)
                printf "\"%s\", ", substr("Lorem ipsum dolor sit amet", 1 + \
                    below(9), 1 + below(18)) "."
            print "\"End.\"]}"
        }' >"$1"
}

there() {
    [ -e "$1" ]
}

change() {
    there "$1" && write "$1" "$(slug_of "$1")" "$3"
}

# The slug of a document, or a new one for a broken file.
slug_of() {
    sed 's/.*"slug": "\([^"]*\)".*/\1/; q' "$1" | grep '^slug-' ||
        echo "slug-of-$(echo "$1" | tr '/.' '--')"
}

# New slugs come from a small set, so some are taken.
add() {
    there "$1" || write "$1" "slug-$(printf %02d $(($3 % 40)))" "$3"
}

remove() {
    rm -f "$1"
}

rename() {
    there "$1" && ! there "$2" && mkdir -p "$(dirname "$2")" && mv "$1" "$2"
}

spoil() {
    there "$1" && echo '"' >>"$1"
}

mend() {
    for broken in $(rejected); do
        there "$broken" && write "$broken" "$(slug_of "$broken")" "$3"
    done
}

# Gives what was rejected slugs of their own, until nothing is.
mend_all() {
    while [ "$status" -ne 0 ]; do
        for broken in $(rejected); do
            write "$broken" "slug-of-$(echo "$broken" | tr '/.' '--')" "$1"
        done
        settle "$1"
    done
}

# A second file with the slug of the first.
twin() {
    there "$1" && ! there "$2" && write "$2" "$(slug_of "$1")" "$3"
}

speech() {
    mkdir -p "$(dirname "$1")"
    printf 'WEBVTT\n\n00:01.000 --> 00:02.000\n%s\n' "$3" \
        >"$(dirname "$1")/t.vtt"
}

# Another name in site.json: every page changes.
site_name() {
    echo "{\"name\": \"Test $1\", \"base_url\": \"https://t.example\"," \
        '"show": {"name": "The Test Show"}}' >"$data/site.json"
}

# The files that the last compile rejected.
rejected() {
    grep -v ': warning: ' "$folder/err" |
        sed -n "s|^$data/episodes/\([^:]*\):.*|\1|p" | sort -u
}

# Compiles over the earlier store and into an empty folder, by turns on one
# thread and on several, and compares; but what was rejected was published
# from an earlier document, which only one of the two can know.
settle() {
    compile -q -j $(($1 % 4 + 1))
    "$tlexdr" verify "$store" | tail -n 1 >"$folder/verified"
    grep -q ', 0 faults$' "$folder/verified" ||
        wrong="$wrong round $1: $(cat "$folder/verified");"
    if [ "$status" -ne 0 ]; then
        with_rejected=$((with_rejected + 1))
        return
    fi
    rm -rf "$folder/fresh"
    "$tlexdr" compile -q -j $((($1 + 2) % 4 + 1)) -o "$folder/fresh" "$data" \
        >"$folder/out" 2>&1
    compared=$((compared + 1))
    cmp "$store/data.mdb" "$folder/fresh/data.mdb" ||
        wrong="$wrong round $1: differs;"
}

with_rejected=0 compared=0 wrong=''
site_name 0
i=0
while [ $i -lt 11 ]; do
    i=$((i + 1))
    add "$(printf %02d $i).json" '' "$((seed * i + i))"
done
settle 0
awk -v seed="$seed" -v rounds="$rounds" -f \
    "$top_srcdir/tests/blackbox/random.awk" >"$folder/acts"
while read -r act first second salt; do
    case $act in
    site) site_name "$salt" ;;
    settle)
        settle "$first"
        # So that most rounds can be compared:
        [ $((first % 2)) -eq 1 ] || mend_all "$first"
        ;;
    *) "$act" "$first" "$second" "$salt" ;;
    esac
done <"$folder/acts"
echo "# compared $compared, with rejected files $with_rejected"

empty "$rounds rounds: the same bytes, no faults" "$wrong"
check 'at least half of them were compared' test $compared -ge $((rounds / 2))
check 'some had rejected files' test $with_rejected -ge 1

wrong=''
mend_all 0
settle 0
empty 'all mended: the same bytes' "$wrong"
finish
