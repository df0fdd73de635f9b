#!/bin/sh
# What happens to the worker when its store isn't there, changes or breaks.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/worker.sh"

tlexdr=$top_builddir/tlexdr
data=$folder/data
store=$folder/store
slug=ishbel-rendall-lighthouses-fresnel-lenses-and-keeping-time-in-the-dark
page=/episodes/$slug
other=/episodes/teodor-wojnar-bridges-rust-and-the-sound-of-a-hammer

mkdir -p "$data/episodes"
cp "$top_srcdir/data/site.json" "$data/"
for name in ishbel-rendall teodor-wojnar; do
    cp "$top_srcdir/data/episodes/$name.json" "$data/episodes/"
done
cp -r "$top_srcdir/data/episodes/transcripts" "$data/episodes/"
chmod -R u+w "$data"

publish() {
    "$tlexdr" compile -q -o "$store" "$data" >"$folder/compile.log" 2>&1
}

# Another generation each time.
change() {
    sed -i "s/\"name\": \"[^\"]*/&+/" "$data/site.json"
}

answers() {
    [ "$(status_of "$1")" = "$2" ]
}

generation() {
    ask REQUEST_URI=/healthz.json | sed -n 's/.*"generation": *"\([^"]*\)".*/\1/p'
}

# Wherever a copy of the store holds the text, one byte becomes another; then
# it is published like any: by renaming it into place.
damage() {
    cp "$store/data.mdb" "$folder/damaged"
    grep -abo "$1" "$folder/damaged" | cut -d: -f1 >"$folder/places"
    while read -r place; do
        printf '?' | dd of="$folder/damaged" bs=1 seek="$place" conv=notrunc \
            2>/dev/null
    done <"$folder/places"
    mv "$folder/damaged" "$store/data.mdb"
    test -s "$folder/places"
}

# --- A store that comes late, and then changes

start_worker --store "$store" --threads 2
is 'no folder: 503' 503 "$(status_of "$page")"
mkdir "$store"
is 'no store in it: 503' 503 "$(status_of "$page")"
check 'published at last' publish
check 'the first store is seen' wait_for answers "$page" 200
check 'it is logged' grep -q ' info: generation: [0-9a-f]\{16\}: ' "$log"

files_open() {
    find "/proc/$worker_pid/fd" -type l | wc -l
}
maps_of_store() {
    grep -c '\.mdb' "/proc/$worker_pid/maps"
}
files_before=$(files_open)
maps_before=$(maps_of_store)
"$client" -n 20000 "$address" REQUEST_METHOD=GET "REQUEST_URI=$page" \
    >"$folder/load" &
load_pid=$!
before=$(generation)
for _ in 1 2 3 4 5 6 7 8 9 10; do
    change
    publish
done
wait "$load_pid"
is 'publishing cuts nothing' 'complete 20000, cut 0, refused 0' \
    "$(cat "$folder/load")"
is_last() {
    grep ' info: generation: ' "$log" | tail -n 1 | grep -q "$(generation)" &&
        [ "$(generation)" != "$before" ]
}
check 'new generations are seen' wait_for is_last
same_as_before() {
    [ "$(files_open)" = "$files_before" ] &&
        [ "$(maps_of_store)" = "$maps_before" ]
}
check 'nothing is left open of the old ones' wait_for same_as_before

# --- A store that breaks

truncate -s 8192 "$store/data.mdb"
check 'truncated: 503' wait_for answers "$page" 503
is 'truncated: health says so' 503 "$(status_of /healthz)"
check 'truncated: it is logged' grep -q ' warning: store: ' "$log"
is 'truncated: still 503' 503 "$(status_of "$other")"
check 'truncated: published again' publish
check 'truncated: 200 with the next good one' wait_for answers "$page" 200

before=$(generation)
head -c 20000 /dev/urandom >"$folder/noise"
mv "$folder/noise" "$store/data.mdb"
sleep 0.6
is 'noise in its place: the last good one is served' 200 "$(status_of "$page")"
is 'noise in its place: of the same generation' "$before" "$(generation)"
change
check 'noise in its place: published again' publish
check 'noise in its place: the next good one is seen' wait_for is_last

check 'a record is damaged' damage 'Rendall on lighthouses'
check 'damaged record: 500' wait_for answers "$page" 500
is 'damaged record: so is a page that names it, rendered anew' 500 \
    "$(status_of "$other")"
is 'damaged record: ready pages are well' 'Status: 200 OK' \
    "$(ask "REQUEST_URI=$other" HTTP_ACCEPT_ENCODING=gzip | tr -d '\r' |
        sed -n 1p)"
is 'damaged record: other pages are well' 200 "$(status_of "$other.bib")"
is 'damaged record: health is well' 200 "$(status_of /healthz)"
check 'damaged record: it is logged with its key' \
    grep -q " error: record: e$slug: " "$log"
publish
check 'a key is damaged' damage "e$slug"
check 'damaged key: 500, and not 404' wait_for answers "$page" 500
check 'damaged key: dump does not pass it over' sh -c \
    "! '$tlexdr' dump '$store' 2>&1 >/dev/null"
"$tlexdr" verify "$store" >"$folder/faults" 2>&1
for kind in l00000001 n j00000000; do
    check "damaged key: verify finds a link to it from $kind" \
        grep -q "$kind.*leads to an episode that can't be read" "$folder/faults"
done
is 'damaged key: what is not there is 404 still' 404 \
    "$(status_of /episodes/nothing)"

# Both of LMDB's root pages say that the last page is far beyond all memory;
# where they say so depends on the word's size.
publish
case $(getconf LONG_BIT) in
64) last_page=140 ;;
*) last_page=86 ;;
esac
for at in $last_page $((last_page + 4096)); do
    printf '\177' | dd of="$store/data.mdb" bs=1 seek="$at" conv=notrunc \
        2>/dev/null
done
check 'no memory can hold it: verify finds it damaged' sh -c \
    "'$tlexdr' verify '$store' 2>&1 | grep -q 'damaged'"
check 'no memory can hold it: published anew' publish
rm "$store/data.mdb"
check 'published anew' publish
check 'all is well again' wait_for answers "$page" 200
stop_worker
is 'the worker lived through it all' 0 "$status"

# --- Its corpus

start_worker --store "$store" --threads 2
is 'a transcript' 200 "$(status_of "$page/transcript")"
truncate -s 8192 "$store"/corpus-*
check 'cut corpus: 500' wait_for answers "$page/transcript" 500
is 'cut corpus: the page is well' 200 "$(status_of "$page")"
is 'cut corpus: health is well' 200 "$(status_of /healthz)"
check 'cut corpus: it is logged' \
    grep -q ' warning: store: .*corpus-.*: cut short' "$log"
check 'cut corpus: published again' publish
check 'cut corpus: all is well again' wait_for answers "$page/transcript" 200
mv "$store"/corpus-* "$folder/"
sleep 0.6
is 'removed corpus: who has it goes on' 200 "$(status_of "$page/transcript")"
stop_worker
start_worker --store "$store" --threads 2
is 'no corpus: 500' 500 "$(status_of "$page/transcript")"
is 'no corpus: the page is well' 200 "$(status_of "$page")"
mv "$folder"/corpus-* "$store/"
check 'a corpus that comes late is seen' \
    wait_for answers "$page/transcript" 200
stop_worker
is 'the worker lived through that too' 0 "$status"

# --- A store that can't be written

if [ "$(id -u)" -eq 0 ]; then
    chmod 711 "$folder"
    as_reader='setpriv --reuid=65534 --regid=65534 --clear-groups'
else
    as_reader=''
fi
cp "$worker" "$folder/worker"
chmod 555 "$store" "$folder/worker"
chmod 444 "$store"/*.mdb
ls -lA --time-style=full-iso "$store" >"$folder/ls.before"
# shellcheck disable=SC2086 # a list of words
is 'a store that may only be read' 'Status: 200 OK' "$(
    $as_reader env REQUEST_METHOD=GET "REQUEST_URI=$page" "$folder/worker" \
        --store "$store" </dev/null 2>"$log" | tr -d '\r' | sed -n 1p)"
ls -lA --time-style=full-iso "$store" >"$folder/ls.after"
check 'it is left as it was' cmp "$folder/ls.before" "$folder/ls.after"
chmod 755 "$store"

finish
