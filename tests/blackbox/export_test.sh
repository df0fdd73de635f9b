#!/bin/sh
# tlexdr export: every page as a file, with the bytes that are served.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/data.sh"

site=$folder/site

# export_site: into $site; sets status and last.
export_site() {
    "$tlexdr" export "$store" "$site" >"$folder/out" 2>"$folder/err"
    status=$?
    last=$(tail -n 1 "$folder/out")
}

# The files of pages, without their gzip.
files() {
    (cd "$site" && find . -type f ! -name '*.gz' ! -name '.*') |
        sed 's|^\./||' | LC_ALL=C sort
}

# Which address each file stands for: "FILE ADDRESS".
addresses() {
    files | grep -vx 404.html | sed -E '
        h
        s|^|/|
        s|^(.*)/(pa[gr][et])-([0-9]+)\.html$|\1/?\2=\3|
        s|(.)/\?|\1?|
        s|/index\.html$||
        s|^$|/|
        H; x; s|\n| |'
}

# Files that don't hold what is served, or whose gzip holds something else; of
# episodes that are all alike, one is looked at.
other_bytes() {
    addresses | grep -v -e /more-2 -e '/more-1[1-9]' | while read -r file address; do
        ! grep -q 'http-equiv="refresh"' "$site/$file" || continue
        "$tlexdr" render "$store" "$1$address" >"$folder/rendered"
        cmp -s "$folder/rendered" "$site/$file" || echo "$file"
        gzip -dc "$site/$file.gz" | cmp -s - "$site/$file" || echo "$file.gz"
    done
}

# Links in pages, to pages of ours, that no file is there for.
dead_links() {
    find "$site" -name '*.html' | while read -r page; do
        grep -oE ' (href|src)="'"$1"'/[^"?#]*' "$page"
    done | sed "s|^[^\"]*\"$1||" | sort -u | while read -r path; do
        [ -f "$site$path" ] || [ -f "$site${path%/}/index.html" ] ||
            echo "$path"
    done
}

# --- A site with all that there is

cp "$top_srcdir/data/site.json" "$data"
for name in deepseek teodor-wojnar; do
    cp "$top_srcdir/data/episodes/$name.json" "$data/episodes"
done
chmod -R u+w "$data"
number=9
while [ $number -lt 30 ]; do
    number=$((number + 1))
    document "more-$number.json" "more-$number"
done
document aliased.json aliased '"aliases": ["was-aliased"]'
document spoken.json spoken '"transcript": "spoken.srt"'
awk 'BEGIN {
    for (i = 0; i < 5000; i++)
        printf "00:%02d:%02d --> 00:%02d:%02d\nWords of second %d.\n\n", \
            i / 60 % 60, i % 60, i / 60 % 60, i % 60, i
}' >"$data/episodes/spoken.srt"
compile
export_site
is 'it exits 0' 0 "$status"
count=$(files | wc -l)
is 'it says how many' "exported $count, unchanged 0, removed 0" "$last"
empty 'each file holds what is served, and its gzip the same' "$(other_bytes '')"
check 'there is more than a page an episode' test "$count" -gt 150
empty 'no link leads nowhere' "$(dead_links '')"
is 'the second page of the list is there' 20 \
    "$(grep -c '<h[23]' "$site/index.html")"
check 'and other than the first' sh -c \
    "! cmp -s '$site/index.html' '$site/page-2.html'"
check 'the second part of a transcript is there' grep -q '<span id="t=3599">' \
    "$site/episodes/spoken/transcript/part-2.html"
check 'an earlier slug leads on' grep -q 'url=.*/episodes/aliased"' \
    "$site/episodes/was-aliased/index.html"
check 'what is not there has a page' grep -q 'no page at this address' \
    "$site/404.html"
is 'health is not exported' '' "$(files | grep health)"
check 'an episode in another format' grep -q '^@' \
    "$site/episodes/more-10.bib"

# Routes that no file can stand for, each with its reason.
empty 'every route is exported, or has a reason not to' "$(
    addresses | sed 's/^[^ ]* //; s/?.*//' >"$folder/addresses"
    sed -n 's|.*SPAN_INIT("\(/[^"]*\)").*|\1|p' \
        "$top_srcdir/src/serve/route.c" | while read -r route; do
        case $route in
        /healthz | /healthz.json) continue ;;      # of the moment
        /cite | /oembed | /suggest) continue ;;    # answers a query
        /search | /search.json | /premium) continue ;;
        /episodes/\*/ask | /episodes/\*/ask.json) continue ;;
        /episodes/\*/report) continue ;; # takes what readers send
        esac
        grep -qx "$(echo "$route" | sed 's/[.]/\\./g; s/\*/[^\/]*/g')" \
            "$folder/addresses" || echo "$route"
    done)"

# --- Again

touch -d '2001-01-01' "$site/about/index.html"
export_site
is 'a second export touches nothing' \
    "exported 0, unchanged $count, removed 0" "$last"
is 'not even a date' 2001-01-01 \
    "$(date -r "$site/about/index.html" +%Y-%m-%d)"
rm "$data/episodes/more-30.json"
echo mine >"$site/episodes/notes.txt"
compile
export_site
is 'a page that is gone is removed' 'no no' "$(
    for name in more-30/index.html more-30.json.gz; do
        [ -e "$site/episodes/$name" ] || echo no
    done | tr '\n' ' ' | sed 's/ $//')"
is 'with its folder' no "$([ -e "$site/episodes/more-30" ] || echo no)"
check 'which it says' test "$(echo "$last" | sed 's/.* //')" -ge 5
is 'a file that no export made stays' mine \
    "$(cat "$site/episodes/notes.txt")"
rm "$site/episodes/notes.txt"
empty 'all is right again' "$(other_bytes '')"

# --- One that was cut off

# cut_off: kills an export into $site by the first file that is large.
cut_off() {
    (
        ulimit -f 200
        export_site
        [ "$status" -gt 128 ]
    ) 2>/dev/null
}

# as_anew: $site is what an export into an empty folder makes.
as_anew() {
    rm -rf "$folder/anew"
    "$tlexdr" export "$store" "$folder/anew" >"$folder/out" &&
        (cd "$site" && find . -type f -exec sha256sum {} + | sort) >"$folder/is" &&
        (cd "$folder/anew" && find . -type f -exec sha256sum {} + | sort) |
        diff - "$folder/is"
}

site=$folder/cut
check 'a kill in the first export' cut_off
check 'it had begun' test -e "$site/episodes/more-10/index.html"
export_site
is 'the next takes the folder for its own' 0 "$status"
check 'and makes it whole' as_anew
sed -i 's/second 0/second none/' "$data/episodes/spoken.srt"
document more-31.json more-31
compile
check 'a kill in a later one' cut_off
rm "$data/episodes/more-31.json" "$data/episodes/more-29.json"
compile
check 'and in the next' cut_off
document more-29.json other-29
compile
export_site
check 'pages of exports that were cut off are taken away' as_anew

# --- Another address

site "https://other.example/r&d's"
compile
site=$folder/elsewhere
export_site
is 'a site with a prefix' 0 "$status"
empty 'the folder stands for the prefix' "$(other_bytes "/r&d's")"
prefix='/r&amp;d&#39;s'
empty 'its links have the prefix, and lead somewhere' "$(dead_links "$prefix")"
check 'the list goes on' test -e "$site/page-2.html"
is 'no link is without it' '' "$(grep -rhoE ' (href|src)="/[^"]*' "$site" \
    --include='*.html' | grep -v "\"$prefix/" | sort -u)"

# --- What is wrong

mkdir "$folder/full"
echo mine >"$folder/full/index.html"
site=$folder/full
export_site
is 'a folder with files of others is refused' 1 "$status"
is 'and left alone' 'index.html mine' \
    "$(ls -A "$site") $(cat "$site/index.html")"
check 'with words' grep -q 'no export made' "$folder/err"
site=$folder/nowhere/deep
export_site
is 'a folder that cannot be made' 1 "$status"
store=$folder/no-store
site=$folder/empty
export_site
is 'no store' 1 "$status"
is 'nothing is made' no "$([ -e "$site" ] || echo no)"
"$tlexdr" export "$store" >/dev/null 2>&1
is 'no DIR: misuse' 2 $?

finish
