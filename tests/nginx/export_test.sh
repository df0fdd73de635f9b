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

# fields FILE: those that both must give, sorted.
fields() {
    tr -d '\r' <"$1" | grep -iE \
        '^(HTTP|content-(type|encoding|security)|x-content|referrer|cross-|access)' |
        sed 's/^\([^:]*\):/\L\1:/' | sort
}

# differ CODING: addresses whose answers are not alike.
differ() {
    local address
    while read -r address; do
        for side in "$URL" "$static"; do
            curl -s -H "Accept-Encoding: $1" -D "$SITE/head.${side##*:}" \
                -o "$SITE/body.${side##*:}" "$side$address"
        done
        cmp -s "$SITE/body.${URL##*:}" "$SITE/body.$static_port" ||
            echo "$address: other bytes"
        case $address in /assets/*) continue ;; esac
        [ "$1" != identity ] ||
            diff <(fields "$SITE/head.${URL##*:}") \
                <(fields "$SITE/head.$static_port") | grep '^[<>]' |
            sed "s|^|$address: |"
    done <"$SITE/addresses"
}

empty 'every page has the same bytes, type and fields' "$(differ identity)"

# The ready bodies to the byte; the rest, which the worker sends as it is,
# decoded.
empty 'every page has the same bytes as gzip' "$(
    while read -r address; do
        cmp -s <(curl -s --compressed "$URL$address") \
            <(curl -s --compressed "$static$address") || echo "$address"
    done <"$SITE/addresses")"
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
