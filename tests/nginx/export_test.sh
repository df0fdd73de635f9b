#!/bin/bash
# An export behind nginx with static.conf: the same bytes, types and fields as
# the worker's, for every page that there is.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/site.sh"

start_site "$top_srcdir/data" || exit 1
"$build/tlexdr" export "$STORE" "$SITE/static" >"$SITE/export.log"
is 'it is exported' 0 $?

static_port=$(shuf -n 1 -i 10240-32767)
static=http://127.0.0.1:$static_port
site_folder=$SITE/nginx site_store=$SITE/static site_port=$static_port
site_block=static.conf
mkdir "$site_folder"
site_configure >"$site_folder/nginx.conf"
first_nginx=$nginx_pid
site_serve || exit 1
nginx_pid="$nginx_pid $first_nginx" # site_stop ends both

# Each address that the files stand for, but for those that lead on.
(cd "$SITE/static" && xargs grep -L 'http-equiv="refresh"' <.tlexdr-export) |
    sed -E 's|^|/|; s|^(.*)/(pa[gr][et])-([0-9]+)\.html$|\1/?\2=\3|
    s|(.)/\?|\1?|; s|/index\.html$||; s|^$|/|; /^\/404\.html$/d' \
    >"$SITE/addresses"
check 'there are pages to compare' test "$(wc -l <"$SITE/addresses")" -gt 100

# fetch NAME URL LINE: all addresses, over one connection, with a line more of
# configuration for curl. Answers go to NAME.head and NAME.body, by number.
fetch() {
    mkdir "$SITE/$1.head" "$SITE/$1.body"
    awk -v name="$SITE/$1" -v url="$2" -v line="$3" '{
        print (NR > 1 ? "next\n" : "") "silent\n" line
        print "url = \"" url $0 "\""
        print "dump-header = \"" name ".head/" NR "\""
        print "output = \"" name ".body/" NR "\""
    }' "$SITE/addresses" | curl -K -
}

# bodies NAME NAME: the addresses whose bodies differ.
bodies() {
    diff -rq "$SITE/$1.body" "$SITE/$2.body" | while read -r line; do
        number=${line##*"$2.body/"}
        echo "$(sed -n "${number%% *}p" "$SITE/addresses"): $line"
    done
}

# fields NAME: those that both must give, sorted, of all but assets.
fields() {
    (cd "$SITE/$1.head" && awk '
        FNR == NR { address[FNR] = $0; next }
        { sub(/\r$/, ""); name = tolower($0); sub(/:.*/, "", name) }
        address[FILENAME] !~ /^\/assets\// &&
        name ~ /^(http|content-(type|encoding|security)|x-content|referrer|cross-|access)/ {
            print address[FILENAME] " " name substr($0, length(name) + 1)
        }' ../addresses [0-9]*) | sort
}

fetch worker "$URL" 'header = "Accept-Encoding: identity"'
fetch files "$static" 'header = "Accept-Encoding: identity"'
is 'every page is answered' "$(wc -l <"$SITE/addresses")" \
    "$(find "$SITE/worker.body" -type f | wc -l)"
empty 'every page has the same bytes, type and fields' "$(
    bodies worker files
    diff <(fields worker) <(fields files))"

# The ready bodies to the byte; the rest, which the worker sends as it is,
# decoded.
fetch worker-gzip "$URL" compressed
fetch files-gzip "$static" compressed
empty 'every page has the same bytes as gzip' "$(
    bodies worker-gzip files-gzip)"
coding() {
    curl -s -o /dev/null -D - -H 'Accept-Encoding: gzip' "$static$1" |
        tr -d '\r' | sed -n 's/^Content-Encoding: //p'
}
is 'gzip goes out as it lies there' gzip "$(coding /about)"
check 'to the byte as the worker has it' cmp \
    <(curl -s -H 'Accept-Encoding: gzip' "$URL/about") \
    <(curl -s -H 'Accept-Encoding: gzip' "$static/about")
is 'what is not there is 404' 404 \
    "$(curl -s -o "$SITE/absent" -w '%{http_code}' "$static/nothing")"
check 'with the page for it' cmp "$SITE/absent" "$SITE/static/404.html"
is 'a page of a list that is not there' 404 \
    "$(curl -s -o /dev/null -w '%{http_code}' "$static/?page=99")"
check 'an alias leads on' sh -c \
    "curl -s '$static/episodes/seed-banks' | grep -q 'url=.*/episodes/'"
is 'the first page by its number' 200 \
    "$(curl -s -o /dev/null -w '%{http_code}' "$static/?page=1")"

# --- A site with a path

cp -r "$top_srcdir/data" "$SITE/data"
sed -i 's|"base_url": *"[^"]*"|"base_url": "https://x.example/notes"|' \
    "$SITE/data/site.json"
"$build/tlexdr" compile -q -o "$SITE/notes" "$SITE/data" >"$SITE/notes.log" 2>&1
mkdir "$SITE/www"
"$build/tlexdr" export "$SITE/notes" "$SITE/www/notes" >>"$SITE/notes.log"
is 'it is exported too' 0 $?
static_port=$(shuf -n 1 -i 10240-32767)
static=http://127.0.0.1:$static_port/notes
site_folder=$SITE/nginx2 site_store=$SITE/www site_port=$static_port
mkdir "$site_folder"
site_configure | sed 's|\(set $tlexdr_prefix\) ""|\1 "/notes"|' \
    >"$site_folder/nginx.conf"
earlier_nginx=$nginx_pid
site_serve || exit 1
nginx_pid="$nginx_pid $earlier_nginx"
curl -s -o "$SITE/about" "$static/about"
"$build/tlexdr" render "$SITE/notes" /notes/about >"$SITE/about.want"
check 'its pages are where they should be' cmp "$SITE/about.want" "$SITE/about"
is 'what is not there is 404 below it' 404 \
    "$(curl -s -o "$SITE/absent" -w '%{http_code}' "$static/nothing")"
check 'with its page' cmp "$SITE/absent" "$SITE/www/notes/404.html"
asset=$(sed -n 's|.*"/notes\(/assets/[^"]*\)".*|\1|p' "$SITE/about" | head -n 1)
is 'its assets are kept' 1 "$(curl -s -D - -o /dev/null "$static$asset" |
    grep -c 'max-age=31536000, immutable')"

finish
