#!/bin/sh
# What compile publishes, counts, says and leaves alone.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/data.sh"

episodes=$data/episodes

# The store's bytes are those of a compile into an empty folder.
same_as_fresh() {
    rm -rf "$folder/fresh"
    "$tlexdr" compile -q "$@" -o "$folder/fresh" "$data" >"$folder/out" 2>&1 &&
        cmp "$store/data.mdb" "$folder/fresh/data.mdb"
}

# Nothing that is named in a compile's store is there but data.mdb.
nothing_else() {
    is "$1: nothing else lies in the store" data.mdb "$(ls -A "$store")"
}

keep_store() {
    cp "$store/data.mdb" "$folder/kept.mdb"
    kept=$(stat -c '%i %Y' "$store/data.mdb")
}

untouched() {
    check "$1: the store keeps every byte" \
        cmp "$store/data.mdb" "$folder/kept.mdb"
    is "$1: it is the same file" "$kept" "$(stat -c '%i %Y' "$store/data.mdb")"
    nothing_else "$1"
}

# --- Counts

site
document a.json a
document b.json b
compile
is 'the last line is the counts' \
    'compiled 2, unchanged 0, removed 0, rejected 0' "$last"
is 'exit 0' 0 "$status"
is 'plain lines before it tell the steps' 'reading: 2 of 2
indexing: 2 of 2
rendering: 8 of 8
storing: 8 of 8' "$(sed '$d' "$folder/out")"
is 'nothing to complain of' '' "$(cat "$folder/err")"
nothing_else 'a first compile'
publishes 'nothing changed' '0: 0 2 0 0'
document b.json b '"number": 2'
document c.json c
publishes 'one changed, one new' '0: 2 1 0 0'
rm "$episodes/a.json"
publishes 'one gone' '0: 0 2 1 0'
is 'what is gone is not served' '404 Not Found' "$(title a)"
touch "$episodes/b.json"
publishes 'a newer date alone is no change' '0: 0 2 0 0'
mv "$episodes/b.json" "$episodes/d.json"
publishes 'a renamed file: one gone, one new' '0: 1 1 1 0'
is 'a renamed file is served on' 'Title of b' "$(title b)"
check 'over earlier stores: the same bytes as into an empty folder' \
    same_as_fresh
check 'on one thread: the same bytes' same_as_fresh -j 1
check 'on four threads: the same bytes' same_as_fresh -j 4
compile -q
is '-q prints the last line alone' "$last" "$(cat "$folder/out" "$folder/err")"
is '-q prints the counts' 'compiled 0, unchanged 2, removed 0, rejected 0' \
    "$last"

script -qec "'$tlexdr' compile -o '$store' '$data' 2>&1 >'$folder/out'" \
    /dev/null </dev/null >"$folder/err"
check 'on a terminal a bar' grep -q '\[[#.]*\] reading 1/' "$folder/err"
is 'which is wiped in the end' "$(printf '\r\033[K')" \
    "$(tail -c 4 "$folder/err")"
is 'and the last line alone' "$last" "$(cat "$folder/out")"

# --- Rejected documents

echo '{"slug": "c", ' >"$episodes/c.json"
publishes 'a broken file' '1: 0 1 0 1'
complains 'is named with line and column' "^$episodes/c.json:2:1: "
is 'keeps what it published last' 'Title of c' "$(title c)"
publishes 'still broken' '1: 0 1 0 1'
document c.json c '"number": "x y z ", "duration": -1'
publishes 'bad in another way' '1: 0 1 0 1'
complains 'is named with a JSON pointer' "^$episodes/c.json: /duration: "
is 'keeps what it published last, still' 'Title of c' "$(title c)"
document c.json c2 '"duration": -1'
publishes 'bad, and its slug changed' '1: 0 1 0 1'
is 'keeps its earlier slug' 'Title of c' "$(title c)"
is 'does not publish its new one' '404 Not Found' "$(title c2)"
document c.json c2
publishes 'mended, its slug changed' '0: 1 1 0 0'
is 'the new slug is served' 'Title of c2' "$(title c2)"
is 'the earlier one is not' '404 Not Found' "$(title c)"
document e.json e '"duration": -1'
publishes 'bad from the start' '1: 0 2 0 1'
is 'publishes nothing' '404 Not Found' "$(title e)"
rm "$episodes/e.json"
publishes 'never published, so not gone' '0: 0 2 0 0'
document c.json c2 '"duration": -1'
mv "$episodes/c.json" "$episodes/e.json"
publishes 'bad and renamed: gone, and bad from the start' '1: 0 1 1 1'
is 'it is a path that keeps what it published' '404 Not Found' "$(title c2)"
rm "$episodes/e.json"
compile
check 'after all that: the same bytes as into an empty folder' same_as_fresh

# --- Duplicates

document one.json same
publishes 'one of its slug' '0: 1 1 0 0'
document two.json same '"number": 2'
document sub/three.json same '"number": 3'
publishes 'three of one slug: all are rejected' '1: 0 1 0 3'
for name in one two sub/three; do
    others=$(printf '%s\n' one two sub/three | grep -vx "$name" |
        sed "s|.*|$episodes/&.json|" | sort | paste -sd, | sed 's/,/, /')
    complains "$name names the others" \
        "^$episodes/$name.json: /slug: .*\"same\".* $others"
done
is 'the first keeps what it published last' 'Title of same' "$(title same)"
is 'which has no number' '' "$(sed -n 's/.*"number".*/number/p' "$folder/json")"
rm "$episodes/two.json"
publishes 'two of one slug' '1: 0 1 0 2'
document sub/three.json third
publishes 'a slug of its own mends both' '0: 1 2 0 0'
echo broken >"$episodes/one.json"
document two.json same '"number": 2'
publishes "a broken file's slug is taken" '1: 0 2 0 2'
complains 'the taker names the file whose it was' \
    "^$episodes/two.json: /slug: .*$episodes/one.json"
is 'whose it was keeps it' '' "$(title same >/dev/null
    sed -n 's/.*"number".*/number/p' "$folder/json")"
rm "$episodes/one.json"
publishes 'gone, so the slug is free' '0: 1 2 1 0'
check 'after duplicates: the same bytes as into an empty folder' same_as_fresh

# --- Nothing is published

keep_store
mv "$data/site.json" "$folder/site.json"
compile
is 'no site.json: exit 1' 1 "$status"
complains 'no site.json: said so' "^$data/site.json: "
untouched 'no site.json'
echo '{"name": "Test"}' >"$data/site.json"
compile
is 'a bad site.json: exit 1' 1 "$status"
complains 'a bad site.json: said so' "^$data/site.json: /*.*: "
untouched 'a bad site.json'
cp "$folder/site.json" "$data/site.json"
mv "$episodes" "$folder/episodes"
compile
is 'no episodes/: exit 1' 1 "$status"
complains 'no episodes/: said so' "^$data/episodes: "
untouched 'no episodes/'
rm -rf "$folder/none"
"$tlexdr" compile -o "$folder/none" "$data" >"$folder/out" 2>&1
check 'no episodes/: no store is made' test ! -e "$folder/none/data.mdb"
mv "$folder/episodes" "$episodes"
document bad.json bad '"duration": -1'
document new.json new
compile --strict
is '--strict, one rejected: exit 1' 1 "$status"
is '--strict, one rejected: counted' \
    'compiled 1, unchanged 3, removed 0, rejected 1' "$last"
complains '--strict, one rejected: named' "^$episodes/bad.json: /duration: "
untouched '--strict, one rejected'
rm "$episodes/bad.json"
compile --strict
is '--strict, none rejected' \
    '0 compiled 1, unchanged 3, removed 0, rejected 0' "$status $last"
document more.json more
keep_store
(
    trap '' XFSZ
    ulimit -f 16
    compile
    echo "$status $last" >"$folder/counts"
)
is 'a store that cannot be written: nothing counts as published' \
    '1 compiled 0, unchanged 0, removed 0, rejected 0' "$(cat "$folder/counts")"
complains 'it says why' "^$store/data.mdb.new: [A-Z]"
untouched 'a store that cannot be written'
rm "$episodes/more.json"
"$tlexdr" compile -o "$folder/none/deep/er" "$data" >"$folder/out" 2>&1
is 'a store that cannot be made: exit 1' 1 $?

# --- Warnings

document warn.json warn '"duration": 60, "takeaways": [{"text": "T", "at": 61}],
    "related": ["nobody", "new"]'
publishes 'warnings change no count and no status' '0: 1 4 0 0'
complains 'a time past the end is one' \
    "^$episodes/warn.json: /takeaways/0/at: warning: "
complains 'a related slug that is not there is one' \
    "^$episodes/warn.json: /related/0: warning: .*nobody"
publishes 'unchanged with warnings' '0: 0 5 0 0'
complains 'they come again' "^$episodes/warn.json: /related/0: warning: "
is 'the related one that is there is shown' 1 \
    "$("$tlexdr" render "$store" /episodes/warn |
        grep -c 'href="/episodes/new"')"
is 'the other is left out' 0 "$(grep -c nobody "$folder/out")$(
    "$tlexdr" render "$store" /episodes/warn | grep -c '"/episodes/nobody"' |
        sed 's/^0$//')"
document nobody.json nobody
publishes 'once it is there' '0: 1 5 0 0'
is 'it is shown' 1 "$("$tlexdr" render "$store" /episodes/warn |
    grep -c 'href="/episodes/nobody"')"
check 'pages of others follow: the same bytes' same_as_fresh
rm "$episodes/warn.json" "$episodes/nobody.json"

# --- Aliases

document new.json new '"aliases": ["old", "older"]'
publishes 'aliases' '0: 1 3 2 0'
is 'an alias leads on' '308 Permanent Redirect /episodes/new' \
    "$(header /episodes/old) $(header /episodes/old Location)"
is 'under a suffix, with its query' '/episodes/new.json?a=b%20c' \
    "$(header '/episodes/older.json?a=b%20c' Location)"
document taker.json taker '"aliases": ["older", "new"]'
publishes 'an alias that is taken is a warning' '0: 1 4 0 0'
complains 'for an alias of another' \
    "^$episodes/taker.json: /aliases/0: warning: .*new.json"
complains 'for an episode' "^$episodes/taker.json: /aliases/1: warning: "
is 'the alias leads where it led' /episodes/new \
    "$(header /episodes/older Location)"
document old.json old
publishes 'an episode takes the place of an alias' '0: 1 5 0 0'
is 'it is served' 'Title of old' "$(title old)"
check 'with aliases: the same bytes' same_as_fresh
rm "$episodes/old.json" "$episodes/taker.json"

# --- Transcripts

vtt() {
    printf 'WEBVTT\n\n00:01.000 --> 00:02.000\n%s\n' "$1"
}

mkdir "$episodes/transcripts"
vtt Hello >"$episodes/transcripts/t.vtt"
document t.json t '"transcript": "transcripts/t.vtt"'
publishes 'a transcript' '0: 1 4 2 0'
publishes 'unchanged' '0: 0 5 0 0'
vtt Goodbye >"$episodes/transcripts/t.vtt"
publishes "a transcript's bytes changed" '0: 1 4 0 0'
check 'then: the same bytes' same_as_fresh
rm "$episodes/transcripts/t.vtt"
publishes 'a transcript gone is a change and a warning' '0: 1 4 0 0'
complains 'it is named' "^$episodes/t.json: /transcript: warning: "
publishes 'it stays gone' '0: 0 5 0 0'
rm -r "$episodes/t.json" "$episodes/transcripts"
compile

# --- Files of all kinds

ln -s nowhere "$episodes/dangling.json"
publishes 'a link to nowhere is rejected' '1: 0 4 0 1'
complains 'a link to nowhere is named' "^$episodes/dangling.json: [A-Z]"
rm "$episodes/dangling.json"
mkfifo "$episodes/pipe.json"
publishes 'a pipe is rejected, and not waited for' '1: 0 4 0 1'
rm "$episodes/pipe.json"
mkdir "$folder/elsewhere"
ln -s ../../elsewhere "$episodes/folder.json"
publishes 'a link to a folder is rejected' '1: 0 4 0 1'
rm "$episodes/folder.json"
if [ "$(id -u)" -ne 0 ]; then
    document secret.json secret
    chmod 0 "$episodes/secret.json"
    publishes 'a file that may not be read is rejected' '1: 0 4 0 1'
    complains 'it is named' "^$episodes/secret.json: Permission denied"
    rm "$episodes/secret.json"
else
    skip 'a file that may not be read is rejected' 'root may read all'
fi
document large.json large
head -c 8388608 /dev/zero | tr '\0' ' ' >>"$episodes/large.json"
publishes 'a file over 8 MiB is rejected' '1: 0 4 0 1'
complains 'its size is why' "^$episodes/large.json: is .*8 MiB"
truncate -s 8388608 "$episodes/large.json"
publishes 'one of 8 MiB is not' '0: 1 4 0 0'
rm "$episodes/large.json"
document ../../elsewhere/linked linked
ln -s ../../elsewhere/linked "$episodes/link.json"
ln -s ../../elsewhere "$episodes/folder"
document ../../elsewhere/hidden.json hidden
publishes 'links to files are followed, links to folders are not' '0: 1 4 1 0'
is 'the link is served' 'Title of linked' "$(title linked)"
is 'what is behind a linked folder is not' '404 Not Found' "$(title hidden)"
document 2026/05/deep.json deep
document '2026/with space & $HOME.json' space
document "2026/line
break.json" break '"duration": -1'
document '2026/ünï→.json' unicode
document '2026/-j.json' dash
document 2026/.hidden.json hidden
document 2026/notes.txt notes
document 2026/UPPER.JSON upper
publishes 'nested folders and odd names' '1: 4 5 0 1'
complains 'a line break in a name is escaped' \
    "^$episodes/2026/line\\\\x0abreak.json: /duration: "
is 'deep is served' 'Title of deep' "$(title deep)"
is 'a name with spaces is served' 'Title of space' "$(title space)"
is 'a name in UTF-8 is served' 'Title of unicode' "$(title unicode)"
is 'a name like an option is served' 'Title of dash' "$(title dash)"
is 'a hidden file is not' '404 Not Found' "$(title hidden)"
is 'a name that does not end in .json is not' '404 Not Found' "$(title notes)"
document "2026/line
break.json" break
publishes 'a line break in a name does no harm' '0: 1 9 0 0'
check 'with odd names: the same bytes' same_as_fresh

# --- An empty folder, a prefix, a store of rubbish

mv "$episodes" "$folder/full"
mkdir "$episodes"
publishes 'an empty episodes folder' '0: 0 0 10 0'
is 'an empty site has a front page' '200 OK' "$(header /)"
is 'an empty site has no second page' '404 Not Found' "$(header '/?page=2')"
check 'an empty site: no faults' sh -c "'$tlexdr' verify '$store' |
    tail -n 1 | grep -q '^verified [0-9]* records, 0 faults\$'"
publishes 'still empty' '0: 0 0 0 0'
rmdir "$episodes"
mv "$folder/full" "$episodes"
publishes 'full again' '0: 10 0 0 0'

site https://x.example/lex
publishes 'another base_url' '0: 0 10 0 0'
is 'its path is the prefix' '200 OK' "$(header /lex/episodes/deep)"
is 'of the front page too' '200 OK' "$(header /lex/)"
is 'without the slash it leads there' '308 Permanent Redirect /lex/' \
    "$(header /lex) $(header /lex Location)"
is 'outside it is nothing' '404 Not Found' "$(header /episodes/deep)"
is 'nor beside it' '404 Not Found' "$(header /lexicon)"
is 'links bear the prefix' '' "$("$tlexdr" render "$store" /lex/ |
    grep -o '\(href\|src\)="/[^"]*"' | grep -v '"/lex/')"
check 'with a prefix: the same bytes' same_as_fresh
site

echo rubbish >"$store/data.mdb"
publishes 'a store of rubbish is made anew' '0: 10 0 0 0'
complains 'with a warning' "^$store.*: warning: "
check 'from rubbish: the same bytes' same_as_fresh
touch "$store/data.mdb.new"
compile
nothing_else 'what a killed compile left is cleared'

# --- Two at once

mkfifo "$folder/go"
flock "$store" sh -c "echo >'$folder/locked'; read -r go <'$folder/go'" &
flock_pid=$!
until [ -e "$folder/locked" ]; do sleep 0.01; done
"$tlexdr" compile -o "$store" "$data" >"$folder/out" 2>"$folder/err" &
compile_pid=$!
tries=0
until grep -q waiting "$folder/err" || [ $tries -ge 500 ]; do
    tries=$((tries + 1))
    sleep 0.02
done
complains 'a second compile says that it waits' "$store.*waiting"
is 'and waits' 'Title of deep' "$(title deep)"
rm "$episodes/2026/05/deep.json"
echo >"$folder/go"
wait "$flock_pid" "$compile_pid"
is 'then it publishes what there is by then' '0 compiled 0, unchanged 9, removed 1, rejected 0' \
    "$? $(tail -n 1 "$folder/out")"
nothing_else 'after two at once'

# --- check

checked() {
    name=$1 want=$2
    shift 2
    "$tlexdr" check "$@" >"$folder/out" 2>"$folder/err"
    is "check: $name" "$want" $?
}

checked 'a good folder' 0 "$data"
checked 'a good document' 0 "$episodes/2026/-j.json"
document bad.json bad '"duration": -1'
checked 'a bad document' 1 "$episodes/bad.json"
complains 'check words it as compile does' "^$episodes/bad.json: /duration: "
checked 'a folder with a bad document' 1 "$data"
checked 'a good document and a bad one' 1 "$episodes/2026/-j.json" \
    "$episodes/bad.json"
checked 'a document that is not there' 1 "$episodes/none.json"
document bad.json dash
checked 'a folder with duplicates' 1 "$data"
complains 'check names the others' \
    "^$episodes/bad.json: /slug: .*$episodes/2026/-j.json"
rm "$episodes/bad.json"

# --- Usage

exits() {
    want=$1
    shift
    "$@" >"$folder/out" 2>"$folder/err" </dev/null
    status=$?
    is "exit $want: $(echo "$*" | sed "s|$top_builddir/||; s|$folder|.|g")" \
        "$want" "$status"
}

exits 2 "$tlexdr"
exits 2 "$tlexdr" publish
exits 2 "$tlexdr" compile
exits 2 "$tlexdr" compile "$data"
exits 2 "$tlexdr" compile -o "$store"
exits 2 "$tlexdr" compile -o "$store" "$data" "$data"
exits 0 "$tlexdr" compile "$data" -q -o "$store"
exits 2 "$tlexdr" compile -o "$store" -j 0 "$data"
exits 2 "$tlexdr" compile -o "$store" -j 2x "$data"
exits 2 "$tlexdr" compile -o "$store" -j 257 "$data"
exits 2 "$tlexdr" compile -o "$store" -j
exits 2 "$tlexdr" compile -o "$store" --unknown "$data"
exits 2 "$tlexdr" check
exits 2 "$tlexdr" check --unknown "$data"
exits 2 "$tlexdr" render "$store"
exits 2 "$tlexdr" render "$store" / /about
exits 2 "$tlexdr" verify
exits 2 "$tlexdr" verify "$store" "$store"
exits 2 "$tlexdr" dump
exits 2 "$tlexdr" dump --unknown
is 'a mistake is told on stderr alone' '' "$(cat "$folder/out")"
check 'with the usage' grep -q '^usage: tlexdr dump' "$folder/err"

for command in compile check render verify dump; do
    exits 0 "$tlexdr" $command --help
    check "$command --help tells its usage" \
        grep -q "^usage: tlexdr $command " "$folder/out"
done
exits 0 "$tlexdr" --help
check '--help lists the commands' grep -q '^  compile ' "$folder/out"
for program in tlexdr tlexdr-fcgi; do
    exits 0 "$top_builddir/$program" --version
    check "$program --version names itself" \
        grep -Eqx "$program [0-9]+(\.[0-9]+)*" "$folder/out"
done
exits 0 "$top_builddir/tlexdr-fcgi" --help
check 'tlexdr-fcgi --help tells its options' \
    grep -q '^  --store STORE' "$folder/out"
exits 1 "$tlexdr" verify "$folder/nowhere"
exits 1 "$tlexdr" dump "$folder/nowhere"
exits 1 "$tlexdr" render "$folder/nowhere" /
exits 1 "$tlexdr" render "$store" /nowhere
exits 0 "$tlexdr" render "$store" /
exits 0 "$tlexdr" dump "$store"
is 'dump prints a line for each episode' 9 "$(wc -l <"$folder/out")"

finish
