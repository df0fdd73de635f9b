#!/bin/sh
# The site of data/ behind a real nginx, with the server block as it ships.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/site.sh"

episode=/episodes/keyu-jin-chinas-economy-tariffs-trade-trump-communism-and-capitalism
start_site "$top_srcdir/data" || exit 1
answer=$SITE/answer

# ask PATH [OPTION...]: curl's status; head and body in $answer.head, .body
ask() {
    ask_path=$1
    shift
    : >"$answer.body"
    curl -sS --path-as-is --max-time 20 -o "$answer.body" \
        -D "$answer.head" -w '%{http_code}' "$@" "$URL$ask_path"
}

# field NAME: its value in the last answer, without the blanks around it.
field() {
    tr -d '\r' <"$answer.head" | sed -n "s/^$1: *//Ip"
}

repeat() {
    head -c "$1" /dev/zero | tr '\0' "$2"
}

for path in / /about "$episode" "$episode.json" /favicon.svg /robots.txt; do
    is "$path is there" 200 "$(ask "$path")"
    "$build/tlexdr" render "$STORE" "$path" >"$SITE/rendered"
    check "$path has the bytes that tlexdr render prints" \
        cmp "$SITE/rendered" "$answer.body"
    length=$(wc -c <"$answer.body")
    is "$path with HEAD is 200" 200 "$(ask "$path" --head)"
    is "$path with HEAD says how long it is" "$length" "$(field Content-Length)"
done

is 'gzip is answered' 200 "$(ask "$episode" -H 'Accept-Encoding: gzip')"
is 'gzip is named' gzip "$(field Content-Encoding)"
tag=$(field ETag)
gzip -dc <"$answer.body" >"$SITE/unpacked"
"$build/tlexdr" render "$STORE" "$episode" >"$SITE/rendered"
check 'gzip unpacks to the page' cmp "$SITE/rendered" "$SITE/unpacked"
is 'its tag is told as the worker made it' '"' "$(echo "$tag" | cut -c1)"
is 'its tag gives 304' 304 \
    "$(ask "$episode" -H 'Accept-Encoding: gzip' -H "If-None-Match: $tag")"
is '304 bears the tag' "$tag" "$(field ETag)"
is 'no body comes with 304' 0 "$(wc -c <"$answer.body")"
is 'another coding has another tag' 200 \
    "$(ask "$episode" -H "If-None-Match: $tag")"
is 'Accept reaches the worker' application/json \
    "$(ask "$episode" -H 'Accept: application/json' >/dev/null
        field Content-Type | cut -d';' -f1)"
is 'nothing acceptable is 406' 406 "$(ask "$episode" -H 'Accept: image/png')"

# The worker gets the address as it came.
is 'a segment may be encoded' 200 \
    "$(ask "$(echo "$episode" | sed 's/keyu/%6Beyu/')")"
is 'a doubled slash is another address' 404 "$(ask "/$episode")"
is 'an encoded line end is refused' 400 \
    "$(ask '/%0d%0aX-Bad:%20yes')"
is 'and reaches no header' '' "$(field X-Bad)"

# What nginx answers alone, and what it leaves to the worker.
is 'a bad escape is 400' 400 "$(ask '/%zz')"
is 'a path above the root is 400' 400 "$(ask '/../../etc/passwd')"
is 'a long address is 414 of the worker' 414 "$(ask "/$(repeat 8000 a)")"
is 'a longer one is 414 of nginx' 414 "$(ask "/$(repeat 9000 a)")"
is 'a long field is 431' 431 "$(ask / -H "X-Long: $(repeat 9000 a)")"
is 'a large body is 413' 413 "$(repeat 70000 a | ask / --data-binary @-)"
for method in POST PUT DELETE OPTIONS NONSENSE TRACE; do
    is "$method is 405" 405 "$(ask / -X $method)"
    is "$method is told what is allowed" 'GET, HEAD' "$(field Allow)"
done

empty 'nginx has met nothing serious' \
    "$(grep -E '\[(alert|crit|emerg)\]' "$SITE/error.log")"

# The worker is gone.
kill "$worker_pid"
wait "$worker_pid"
is 'SIGTERM ends the worker with 0' 0 $?
is 'without a worker it is 502' 502 "$(ask /)"
is 'with a page of its own' 1 "$(grep -c '<h1>' "$answer.body")"
is 'that names no software' 0 "$(grep -ci nginx "$answer.body")"
is 'and says when to come again' 10 "$(field Retry-After)"

finish
