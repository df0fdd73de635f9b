#!/bin/sh
# One answer through every host: the command line, plain CGI, FastCGI behind
# nginx, and the module inside nginx. Each route by format, coding, method and
# condition has the same status, header fields and bytes in all of them.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/site.sh"
LC_ALL=C
export LC_ALL

slug=keyu-jin-chinas-economy-tariffs-trade-trump-communism-and-capitalism
alias=$(sed -n '/"aliases"/{n;s/.*"\(.*\)".*/\1/p;}' \
    "$top_srcdir/data/episodes/nandini-vaidyanath.json")
memory=/healthz.json # says how much the answering process has

# The module's server is asked through loopback, the one that hands all over
# to the worker through a socket beside it.
site_block=tlexdr-module.conf
site_extra=$(sed -e 's|listen 80;|listen unix:fastcgi.sock;|' \
    -e 's|unix:/run/tlexdr/worker.sock|unix:worker.sock|' \
    "$top/nginx/tlexdr.conf")
# One episode beside those of data/ has a page of many buffers.
data=$(mktemp -d "${TMPDIR:-/tmp}/tlexdr-data.XXXXXX")
trap 'rm -rf "$data"' EXIT
"$top_srcdir/tests/hostile/make.sh" "$data"
mv "$data/data/episodes/longest.json" "$data"
rm -rf "$data/data"
cp -r "$top_srcdir/data" "$data"
mv "$data/longest.json" "$data/data/episodes"
start_site "$data/data" || exit 1
trap 'site_stop; rm -rf "$SITE" "$data"' EXIT
make -s -C "$build" tests/nginx/list_routes || exit 1
cd "$SITE" || exit 1
mkdir cgi printed

quoted=deepseek-china-openai-nvidia-xai-tsmc-stargate-and-ai-megaclusters
spoken=ishbel-rendall-lighthouses-fresnel-lenses-and-keeping-time-in-the-dark
quote=$("$build/tlexdr" render "$STORE" "/episodes/$quoted.json" |
    grep -o '"id":"[a-z2-7]*"' | sed -n '1s/.*:"\(.*\)"/\1/p')

# Of the table, one a line.
formats() {
    "$build/tests/nginx/list_routes" | sed -n 's|^/episodes/\*\([.].*\)|\1|p'
}
styles() {
    "$build/tests/nginx/list_routes" | sed -n 's|^/episodes/\*/cite/\([a-z]\)|\1|p'
}

# Paths, one a line. Each route of the table must have one.
paths() {
    printf '%s\n' / '/?page=1' '/?page=2' '/?page=0' '/?page=x&page=1' \
        '/?unknown=%20' /about '/about?x' /about/ /robots.txt /favicon.svg \
        /healthz /healthz.json /nowhere /nowhere.json //about /%61bout \
        /a%2Fbout /assets/none.css "/episodes/$slug/nothing" \
        /episodes/ /episodes/longest /episodes/none /episodes/none.json
    for suffix in '' $(formats) .exe; do
        echo "/episodes/$slug$suffix"
        echo "/episodes/$alias$suffix?a=b"
    done
    for style in $(styles) none; do
        echo "/episodes/$slug/cite/$style?as=html&t=10"
        echo "/cite?id=$slug&style=$style"
    done
    printf '%s\n' "/episodes/$slug/cite" "/episodes/$alias/cite/apa" \
        "/episodes/$slug/verify" "/episodes/$slug/verify.json" \
        "/episodes/$slug/related" "/episodes/$slug/related.json" \
        "/episodes/$quoted/quotes/$quote" "/episodes/$quoted/quotes/none" \
        "/episodes/$spoken/transcript" "/episodes/$spoken/transcript?t=60" \
        "/episodes/$spoken/transcript?part=9" "/episodes/$slug/transcript" \
        "/episodes/$spoken/transcript.vtt" "/episodes/$spoken/transcript.txt" \
        /cite '/cite?q=money' "/cite?id=$slug&id=$quoted&style=apa" \
        /cite/styles.json
    "$build/tlexdr" render "$STORE" / |
        sed -n 's/.*"\(\/assets\/[a-z0-9.-]*\)".*/\1/p' | sort -u
}

# What Accept may say of a path: much where that is negotiated, little where
# it is an error's form alone, else nothing.
accepts() {
    echo
    case $1 in
    "/episodes/$slug" | "/episodes/$alias?"* | /episodes/none)
        printf '%s\n' application/json '*/*' text/html text/plain 'image/*' \
            text/markdown application/ld+json 'text/*;q=0.3' 'text/html;q=0' \
            'text/html;q=0.5, application/json' 'garbage;;q=x'
        ;;
    */no* | *=0)
        echo application/json
        ;;
    esac
}

# PATH|ACCEPT|CODING
kinds() {
    while read -r path; do
        accepts "$path" | while read -r accept; do
            printf '%s\n' "$path|$accept|" "$path|$accept|gzip" \
                "$path|$accept|gzip;q=0, identity"
        done
    done <paths
}

# as_printed PATH ACCEPT CODING: the whole answer, from the command line.
as_printed() {
    "$build/tlexdr" render "$STORE" "$1" --head --accept "$2" \
        --accept-encoding "$3"
}

# METHOD|PATH|ACCEPT|CODING|TAG of everything to ask; an answer is a file named
# by the number of its line. The conditions are made of the tag that a plain
# GET brings, of which what the command line prints is kept; it has no words
# for methods and tags.
requests() {
    number=1
    while IFS='|' read -r path accept coding; do
        kind="$path|$accept|$coding"
        as_printed "$path" "$accept" "$coding" >printed/$number
        tag=$(sed -n '/^\r$/q; s/^ETag: \(.*\)\r$/\1/p' printed/$number)
        printf '%s\n' "GET|$kind|" "HEAD|$kind|" "POST|$kind|"
        number=$((number + 3))
        [ -n "$tag" ] && [ "$path" != $memory ] || continue
        printf '%s\n' "GET|$kind|$tag" "HEAD|$kind|$tag" \
            "GET|$kind|W/$tag" "GET|$kind|\"other\", $tag" "GET|$kind|*" \
            "GET|$kind|\"other\""
        number=$((number + 6))
    done <kinds
}

ask_cgi() {
    number=0
    while IFS='|' read -r method path accept coding tag; do
        number=$((number + 1))
        env -i REQUEST_METHOD="$method" REQUEST_URI="$path" \
            HTTP_ACCEPT="$accept" HTTP_ACCEPT_ENCODING="$coding" \
            HTTP_IF_NONE_MATCH="$tag" "$build/tlexdr-fcgi" --store "$STORE" \
            </dev/null 2>>cgi.log >cgi/$number
    done <requests
    cp -r cgi cgi.head
    cp -r cgi cgi.body
    find cgi.head -type f -exec sed -i '/^\r$/,$d' {} +
    find cgi.body -type f -exec sed -i '1,/^\r$/d' {} +
}

# ask_nginx NAME URL [LINE]: all requests over one connection, with a line
# more of configuration for curl. Makes NAME.head and NAME.body.
ask_nginx() {
    mkdir "$1.head" "$1.body"
    awk -F '|' -v name="$1" -v url="$2" -v line="$3" '
        function quoted(text) {
            gsub(/["\\]/, "\\\\&", text)
            return "\"" text "\""
        }
        function field(name, value) {
            print "header = " quoted(name (value == "" ? ":" : ": " value))
        }
        {
            print (NR > 1 ? "next\n" : "") "silent\nshow-error\ngloboff"
            print "path-as-is\nmax-time = 20\nurl = " quoted(url $2) "\n" line
            print $1 == "HEAD" ? "head" : "request = " $1
            field("Accept", $3)
            field("Accept-Encoding", $4)
            field("If-None-Match", $5)
            print "dump-header = " name ".head/" NR
            print "output = " name ".body/" NR
        }' requests >"$1.conf"
    curl -K "$1.conf" >"$1.log" 2>&1
    # It makes no file for no bytes, and writes a head twice.
    (cd "$1.body" && seq "$(wc -l <../requests)" | xargs touch)
    numbered '^HEAD' "$1.body" | xargs truncate -s 0
}

# numbered PATTERN FOLDER: the answers in it to the requests that match.
numbered() {
    grep -n -e "$1" requests | sed "s|:.*||; s|^|$2/|"
}

# plain_heads NAME: status and fields in one order, without what a web server
# adds, and what is another one at each moment.
plain_heads() {
    (cd "$1.head" && find . -type f -exec awk -v memory="$memory" '
        FNR == NR { request[FNR] = $0; next }
        FNR == 1 { asked = request[substr(FILENAME, 3)] }
        { sub(/\r$/, ""); sub(/^HTTP\/1.1 /, "Status: ") }
        index(asked, memory) && /^(Content-Length|ETag): / { next }
        asked ~ /cite|quotes|bib|ris|csl/ {
            sub(/^Cache-Control: public, max-age=[0-9]*$/,
                "Cache-Control: public, max-age=N")
        }
        $0 != "" && !/^(Server|Date|Connection): / { print asked " " $0 }
        ' ../requests {} +) | sort
}

# differ FOLDER FOLDER: the requests whose answers in the two differ.
differ() {
    diff -rq "$1" "$2" | while read -r line; do
        number=${line##*/}
        echo "$(sed -n "${number%% *}p" requests): $line"
    done
}

# compare NAME: which of its answers differ from CGI's.
compare() {
    {
        numbered "$memory" cgi.body
        numbered "$memory" "$1.body"
    } | xargs sed -i 's/"anonymous_kib":[^,}]*/"anonymous_kib":0/'
    plain_heads cgi >want
    plain_heads "$1" | diff want -
    differ cgi.body "$1.body"
}

# compare_printed: which answers of the command line differ from CGI's. What
# bears today's date is fresh to midnight, and is asked for seconds apart.
compare_printed() {
    numbered "$memory" printed | xargs rm -f
    mkdir asked
    (cd printed && find . -type f) | sed 's|^|cgi/|' | xargs cp -t asked
    find printed asked -type f -exec sed -i \
        's/^\(Cache-Control: public, max-age=\)[0-9]*\r$/\1N/' {} +
    differ printed asked
}

paths >paths
kinds >kinds
empty 'each route, format and style of the tables has a request here' "$(
    "$build/tests/nginx/list_routes" | while read -r pattern; do
        expression=$(echo "$pattern" | sed 's/[.]/[.]/g; s/[*]/[^\/?]+/g')
        grep -Eq "^$expression([?].*)?\$" paths || echo "$pattern"
    done)"

requests >requests
check 'there are over 500 requests' test "$(wc -l <requests)" -gt 500
tap_note "$(wc -l <requests) requests"
ask_cgi
empty 'the command line prints what CGI answers' "$(compare_printed)"
empty 'CGI logs nothing' "$(cat cgi.log)"

ask_nginx fastcgi http://localhost 'unix-socket = fastcgi.sock'
empty 'FastCGI answers as CGI does' "$(compare fastcgi)"
ask_nginx module "$URL"
empty 'the module answers as CGI does' "$(compare module)"
check 'some bodies fill many buffers' \
    test -n "$(find module.body -size +500k)"

empty 'nginx has met nothing serious' \
    "$(grep -E '\[(error|alert|crit|emerg)\]' error.log)"

finish
