#!/bin/sh
# /cite and tlexdr cite: what is found by an address, a slug or words.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/data.sh"

site https://t.example/pod
# shellcheck disable=SC1112 # curly marks are what is looked for
document one.json one '"number": 1, "published": "2024-05-01",
 "youtube": "AAAAAAAAAA1", "aliases": ["first", "bbbbbbbbbb1"],
 "quotes": [{"text": "Don’t ever trust a café that’s proud of its spoons.",
   "speaker": "Bea Guest", "at": 754},
  {"text": "A lighthouse is a promise made of glass.", "speaker": "Ada Host"}]'
document two.json two '"youtube": "SharedVideo", "published": "2024-06-01"'
document three.json three '"youtube": "SharedVideo", "published": "2023"'
document elf.json elf-bein-neu '"title": "Elf & <b>zwölf</b>"'
sed -i 's/"title": "Title of elf-bein-neu",//; s/"name": "Ada Host"/&, "role": "host"/' \
    "$data"/episodes/*.json
compile
is 'it compiles' 'compiled 4, unchanged 0, removed 0, rejected 0' "$last"

# get PATH [OPTION...]: the body. encode TEXT: as a query takes it.
get() {
    path=$1
    shift
    "$tlexdr" render "$store" "/pod$path" "$@"
}
encode() {
    printf '%s' "$1" | od -An -v -tx1 | tr -d '\n' | sed 's/ /%/g'
}

# slug_of PATH: the episode that is cited, by its id in CSL-JSON.
slug_of() {
    get "$1&style=csl" | sed -n 's/^\[{"id":"\([^"]*\)".*/\1/p'
}
url_of() {
    get "$1&style=csl" | sed -n 's/.*"URL":"\([^"]*\)".*/\1/p'
}
status_of() {
    header "/pod$1"
}

# --- Addresses

while read -r name address; do
    is "url: $name" one "$(slug_of "/cite?url=$(encode "$address")")"
done <<'END'
absolute https://t.example/pod/episodes/one
http http://t.example/pod/episodes/one
path /pod/episodes/one
path-without-prefix /episodes/one
suffix https://t.example/pod/episodes/one.bib
deeper https://t.example/pod/episodes/one/transcript?part=2#t=9
alias https://t.example/pod/episodes/first
watch https://www.youtube.com/watch?v=AAAAAAAAAA1
watch-parameters https://m.youtube.com/watch?app=desktop&si=x&v=AAAAAAAAAA1&list=PL1
short https://youtu.be/AAAAAAAAAA1?si=abc
embed https://www.youtube-nocookie.com/embed/AAAAAAAAAA1?start=3
shorts https://youtube.com/shorts/AAAAAAAAAA1
live https://www.youtube.com/live/AAAAAAAAAA1?feature=share
no-scheme youtu.be/AAAAAAAAAA1
id AAAAAAAAAA1
slug one
earlier-slug first
earlier-slug-like-an-id bbbbbbbbbb1
END
is 'not encoded' one \
    "$(slug_of '/cite?url=https://www.youtube.com/watch?v=AAAAAAAAAA1')"
is 'id=' one "$(slug_of '/cite?id=one')"
is 'id= of an alias' one "$(slug_of '/cite?id=first')"

is 't is kept' 'https://www.youtube.com/watch?v=AAAAAAAAAA1&t=3723s' \
    "$(url_of "/cite?url=$(encode 'https://youtu.be/AAAAAAAAAA1?t=1h2m3s')")"
is 'a t of its own counts more' \
    'https://www.youtube.com/watch?v=AAAAAAAAAA1&t=7s' \
    "$(url_of "/cite?t=7&url=$(encode 'https://youtu.be/AAAAAAAAAA1?t=90')")"
is 't of an address that is not encoded' \
    'https://www.youtube.com/watch?v=AAAAAAAAAA1&t=90s' \
    "$(url_of '/cite?url=https://www.youtube.com/watch?v=AAAAAAAAAA1&t=90s')"
is 'of=summary' 'https://t.example/pod/episodes/one' \
    "$(url_of '/cite?id=one&of=summary')"

# --- Words

quote='https://www.youtube.com/watch?v=AAAAAAAAAA1&t=754s'
while read -r words; do
    is "q: $words" "$quote" "$(url_of "/cite?q=$(encode "$words")")"
done <<'END'
Don’t ever trust a café that’s proud of its spoons.
"dont ever trust a cafe, that's proud of its spoons"
EVER TRUST A CAFÉ PROUD OF ITS SPOONS
He said: don't ever trust a café that is proud of its spoons
proud spoons
END
is 'q: over lines' "$quote" \
    "$(url_of '/cite?q=proud%0D%0Aof+its%0Aspoons')"
is 'q: a title' two "$(slug_of '/cite?q=title+two')"
is 'q: an address' one "$(slug_of '/cite?q=youtu.be/AAAAAAAAAA1')"
is 'q: with markup in the title' '1 0' "$(get '/cite?q=zwolf' \
    --accept text/html | grep -c '<h1>Cite') $(get '/cite?q=zwolf' \
    --accept text/html | grep -c '<b>')"

# --- Styles by Accept

mla=$(get '/cite?id=one&style=mla')
# accepted RANGES: what the episode answers.
accepted() {
    get /episodes/one --accept "$1"
}
bibliography=text/x-bibliography
is 'Accept: the style that weighs most' "$mla" \
    "$(accepted "$bibliography; style=apa;q=0.2, $bibliography; style=mla")"
is 'Accept: the first of equals' "$mla" \
    "$(accepted "$bibliography; style=mla;q=0.5, $bibliography; style=\"mla\";q=0.5,
$bibliography; style=apa;q=0.5")"
is 'Accept: a style that is known' "$mla" \
    "$(accepted "$bibliography; style=none, $bibliography; style=mla;q=0.1")"
is 'Accept: a style that is not refused' "$mla" \
    "$(accepted "$bibliography; style=apa;q=0, $bibliography; style=mla;q=0.1")"
is 'Accept: no style is apa' "$(get '/cite?id=one&style=apa')" \
    "$(accepted "$bibliography; style=none, $bibliography, text/html;q=0.9")"
is 'Accept: no style that is known' 'There is no such style' "$(
    accepted "$bibliography; style=x, $bibliography; style=y" |
        grep -o 'There is no such style' | head -1)"

# --- Several, none

is 'a video of two is 300' '300 Multiple Choices' \
    "$(status_of '/cite?url=youtu.be/SharedVideo')"
is 'which are named in JSON' 'three two' "$(
    get '/cite?url=youtu.be/SharedVideo' --accept application/json |
        grep -o '"slug":"[^"]*"' | sed 's/.*:"//; s/"//' | xargs)"
is 'and lead on with the style' \
    '/pod/cite?id=three&amp;style=mla /pod/cite?id=two&amp;style=mla' "$(
    get '/cite?url=youtu.be/SharedVideo&style=mla' |
        sed -n 's/^<h2><a href="\([^"]*\)".*/\1/p' | xargs)"
# choices QUERY: where the choices lead, as JSON and then as a page.
choices() {
    get "$1" --accept application/json | grep -o '"cite":"[^"]*"' | sed 's/.*?//; s/"//'
    get "$1" --accept text/html | sed -n 's/^<h2><a href="[^?]*?\([^"]*\)".*/\1/p'
}
moment='id=three&t=30 id=two&t=30 id=three&amp;t=30 id=two&amp;t=30'
for query in url=https%3A%2F%2Fyoutu.be%2FSharedVideo%3Ft%3D30 \
    q=youtu.be/SharedVideo%3Ft%3D30 'url=youtu.be/SharedVideo?t=9&t=30' \
    'q=youtu.be/SharedVideo&t=0:30'; do
    is "and with the moment: $query" "$moment" "$(choices "/cite?$query" | xargs)"
done
is 'a moment and a style' 'id=three&t=7&style=mla' \
    "$(choices '/cite?url=SharedVideo&style=mla&t=7' | head -1)"
is 'a quote has its own moment' 'id=one&quote=mhnue6yd' "$(
    choices '/cite?q=ada+host+lighthouse+spoons&t=9' | head -1)"
is 'a host of all is 300' '300 Multiple Choices' "$(status_of '/cite?q=ada+host')"
is 'a video of none is 404' '404 Not Found' \
    "$(status_of '/cite?url=youtu.be/AAAAAAAAAA2')"
is 'words of none are 404' '404 Not Found' "$(status_of '/cite?q=xylophone')"
is 'a slug of none is 404' '404 Not Found' "$(status_of '/cite?id=ten')"
is 'with what is near' elf-bein-neu "$(
    get '/cite?id=elf-bein-alt-und-so' --accept application/json |
        grep -o '"slug":"[^"]*"' | sed 's/.*:"//; s/"//' | xargs)"
is 'another site is 404' '404 Not Found' \
    "$(status_of '/cite?url=https://example.org/episodes/one')"
check 'what was asked stands in the form' \
    sh -c "'$tlexdr' render '$store' '/pod/cite?q=a%3Cb' |
        grep -q '>a&lt;b</textarea>'"

# --- Parameters

is 'no style is apa' "$(get '/cite?id=one&style=apa')" "$(get '/cite?id=one')"
check 'but a page for a browser' \
    sh -c "'$tlexdr' render '$store' '/pod/cite?id=one' \
        --accept 'text/html,*/*;q=0.8' | grep -q '<h2>In every style'"
is 'empty parameters are none' "$(get '/cite?id=one')" \
    "$(get '/cite?url=&id=one&style=&t=')"
is 'an unknown style is 400' '400 Bad Request' "$(status_of '/cite?id=one&style=x')"
is 'a bad moment is 400' '400 Bad Request' "$(status_of '/cite?id=one&t=x')"
is 'a bad encoding is 400' '400 Bad Request' "$(status_of '/cite?q=%ff')"
is 'no parameters: a form' 1 "$(get /cite | grep -c '<form class="find"')"
is 'it is ready' gzip "$("$tlexdr" render "$store" /pod/cite --head \
    --accept-encoding gzip 2>/dev/null | tr -d '\r' |
    sed -n 's/^Content-Encoding: //p')"
is 'every style is listed' "$(sed -n 's/.*{\.name = SPAN_INIT("\([a-z-]*\)").*/\1/p' \
    "$top_srcdir/src/cite/style.c" | xargs)" "$(get /cite/styles.json |
    grep -o '"style":"[^"]*"' | sed 's/.*:"//; s/"//' | xargs)"

# --- Lists

is 'a list is in its order, with letters' 'Host, A. (Host). (2023).
Host, A. (Host). (2024a, May 1).
Host, A. (Host). (2024b, June 1).' "$(
    get '/cite?id=two&url=first&id=three&style=apa' |
        sed 's/^\(.*([0-9a-z]*[^)]*)\.\) Title.*/\1/')"
is 'a file has each once' 'two one' "$(
    get '/cite?id=two&id=one&id=first&style=bibtex' |
        sed -n 's/^@online{\(.*\),/\1/p' | xargs)"
is 'one file is an array' 2 "$(get '/cite?id=two&id=one&style=csl' |
    grep -o '"id":' | wc -l)"
is 'numbers are as given' '[1] A. Host, “Title of two,”
[2] A. Host, “Title of one,”' "$(get '/cite?id=two&id=one&style=ieee' |
    sed 's/”.*/”/')"
is 'it is named so' 'attachment; filename="citations.ris"' \
    "$(header '/pod/cite?id=two&id=one&style=ris' Content-Disposition)"
is 'one that is not there is 404' '404 Not Found' \
    "$(status_of '/cite?id=two&id=ten')"
is 'one that is several is 300' '300 Multiple Choices' \
    "$(status_of '/cite?id=one&url=youtu.be/SharedVideo')"
fifty=$(yes 'id=one&' | head -n 50 | tr -d '\n')
is 'fifty fit' '200 OK' "$(status_of "/cite?${fifty}")"
is 'more do not' '400 Bad Request' "$(status_of "/cite?${fifty}id=two")"

# --- The command

is 'tlexdr cite' "$(get '/cite?id=one&style=mla')" \
    "$("$tlexdr" cite "$store" one --style mla)"
for key in first /episodes/one https://t.example/pod/episodes/one AAAAAAAAAA1 \
    https://youtu.be/AAAAAAAAAA1; do
    is "tlexdr cite $key" "$(get '/cite?id=one&style=bibtex')" \
        "$("$tlexdr" cite --style bibtex "$store" "$key")"
done
is 'tlexdr cite of words' "$(get "/cite?q=$(encode "proud spoons")&style=mla")" \
    "$("$tlexdr" cite "$store" "proud spoons" --style mla)"
is 'tlexdr cite of several' "$(get '/cite?id=two&id=one&style=ris')" \
    "$("$tlexdr" cite --style ris "$store" two AAAAAAAAAA1)"
is 'tlexdr cite says what is near' 'tlexdr: SharedVideo: Several episodes show that video.
  three
  two' "$("$tlexdr" cite "$store" SharedVideo --style apa 2>&1)"
"$tlexdr" cite "$store" SharedVideo --style apa >"$folder/out" 2>/dev/null
is 'and exits 1, with nothing printed' '1 0' "$? $(wc -c <"$folder/out")"
"$tlexdr" cite "$store" one --style none 2>/dev/null
is 'an unknown style is a usage error' 2 $?
"$tlexdr" cite "$store" one 2>/dev/null
is 'and so is none' 2 $?

finish
