# shellcheck shell=sh
# faults.sh - two generations of a site, and which of them a store is; to be
# sourced, after which tap.sh's and worker.sh's functions are there too.
#
#   often SOME ALL       how many times: ALL where FAULTS is "all"
#   generations COUNT    makes the data folders $folder/one and $folder/two:
#                        COUNT episodes with the same slugs and other words
#                        in every place, and some with transcripts; and
#                        the stores one.store and two.store
#   addresses SLUG...    writes $folder/list, the addresses of these and of
#                        the whole site, and what the two stores answer, in
#                        one.answers and two.answers; see answers.h. None
#                        of them knows what day it is
#   state                which one the store $store is: one, two, none (no
#                        store there), or what is wrong with it
#   other WHICH          two for one; else one
#   compile WHICH        compiles that data into $store, alone and in order
#   list_calls           writes $folder/calls, the system calls of compiling
#                        one over two: "CALL FIRST", where of the CALLs the
#                        FIRST is the compile's and not the loader's
#   settles WHEN         passes where the next compiles publish, and leave in
#                        the folder what a first one does
#   counted WHAT COUNT WRONG
#                        passes where WRONG, a list, is empty
#
# Reads top_srcdir and top_builddir.

. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/worker.sh"

tlexdr=$top_builddir/tlexdr
# shellcheck disable=SC2034 # what the scripts use
campaign=$top_builddir/tests/campaign
store=$folder/store

often() {
    [ "${FAULTS-}" = all ] && echo "$2" || echo "$1"
}

generations() {
    words=0
    for which in one two; do
        words=$((words + 1))
        "$top_srcdir/tests/bench/make-data" "$1" "$folder/$which" $words
        mkdir "$folder/$which/episodes/below"
        cp -r "$top_srcdir/data/episodes/transcripts" \
            "$top_srcdir/data/episodes/ishbel-rendall.json" \
            "$top_srcdir/data/episodes/teodor-wojnar.json" \
            "$folder/$which/episodes/below"
    done
    chmod -R u+w "$folder/two"
    sed -i 's/"Bench"/"Other"/' "$folder/two/site.json"
    sed -i '/"slug"/!s/ee/ea/g' \
        "$folder"/two/episodes/below/*.json \
        "$folder"/two/episodes/below/transcripts/*
    for which in one two; do
        "$tlexdr" compile -q -o "$folder/$which.store" "$folder/$which" \
            >"$folder/out" 2>&1
    done
    check 'the two generations differ' \
        sh -c "! cmp -s '$folder/one.store/data.mdb' '$folder/two.store/data.mdb'"
}

addresses() {
    for slug in "$@"; do
        for suffix in '' .json .jsonld .md .txt \
            '.bib?accessed=2026-01-31' '.ris?accessed=2026-01-31' \
            '.csl.json?accessed=2026-01-31' \
            '/cite?accessed=2026-01-31' '/cite/apa?accessed=2026-01-31' \
            '/cite/mla?t=61&accessed=2026-01-31' /verify /verify.json \
            /related /related.json /share.json /transcript '/transcript?t=61' \
            /transcript.vtt /transcript.txt /chapters.json /report \
            '/ask?q=light' '/ask.json?q=light'; do
            echo "/episodes/$slug$suffix"
        done
    done >"$folder/list"
    cat >>"$folder/list" <<'END'
/
/?page=2
/?page=3
/nothing
/episodes/nothing
/cite
/cite?id=episode-1&style=bibtex&accessed=2026-01-31
/cite?q=ishbel+rendall&accessed=2026-01-31
/cite/styles.json
/topics
/people
/glossary
/references
/quotes
/open
/search?q=light
/search.json?q=light
/feed.xml
/feed.json
/sitemap.xml
/robots.txt
/about
/healthz
END
    for which in one two; do
        mkdir "$folder/$which.answers"
        number=0
        while read -r address_; do
            number=$((number + 1))
            for coding in gzip identity; do
                "$tlexdr" render "$folder/$which.store" "$address_" --head \
                    --accept-encoding $coding \
                    >"$folder/$which.answers/$number.$coding"
            done
        done <"$folder/list"
    done
}

has_all_of() {
    for file in "$folder/$1.store"/*; do
        cmp -s "$file" "$store/${file##*/}" || return 1
    done
}

state() {
    if [ ! -e "$store/data.mdb" ]; then
        echo none
        return
    fi
    verified=$("$tlexdr" verify "$store" 2>&1)
    case $verified in
    *', 0 faults')
        for which in one two; do
            has_all_of $which && echo $which && return
        done
        echo "neither of the two" ;;
    *) echo "$verified" ;;
    esac
}

other() {
    [ "$1" = one ] && echo two || echo one
}

compile() {
    "$tlexdr" compile -j 1 --strict -q -o "$store" "$folder/$1" \
        >"$folder/out" 2>"$folder/err"
}

# What comes before DATA is opened is the loader's.
list_calls() {
    compile two
    strace -f -qq -o "$folder/trace" "$tlexdr" compile -j 1 --strict -q \
        -o "$store" "$folder/one" >"$folder/out" 2>&1
    sed 's/^[0-9]* *//' "$folder/trace" | awk -F '(' '
        /site\.json/ { started = 1 }
        /^[a-z_0-9]*\(/ { count[$1]++ }
        started && /^[a-z_0-9]*\(/ && !($1 in first) { first[$1] = count[$1] }
        END {
            for (call in count)
                print call, call in first ? first[call] : count[call] + 1
        }' >"$folder/calls"
}

settles() {
    for which in one two one one; do
        compile $which
    done
    is "$1: the next compiles publish" one "$(state)"
    is "$1: and leave nothing else" "$(ls -A "$folder/one.store")" \
        "$(ls -A "$store")"
}

counted() {
    empty "$1: $2" "$3"
}
