#!/bin/sh
# tlexdr watch: what is saved is published, however editors save.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/data.sh"

episodes=$data/episodes
pid=''
trap '[ -z "$pid" ] || kill "$pid"; rm -rf "$folder"' EXIT

# start [COMMAND...]: watch as a child of COMMAND, until it has published.
start() {
    : >"$folder/out"
    "$@" "$tlexdr" watch -o "$store" "$data" >"$folder/out" 2>"$folder/err" &
    pid=$!
    wait_for publishes_said 1
}

stop() {
    kill -"$1" "$pid"
    wait "$pid"
    status=$?
    pid=''
}

wait_for() {
    wait_tries=0
    until "$@" 2>/dev/null; do
        wait_tries=$((wait_tries + 1))
        [ $wait_tries -lt 1000 ] || return 1
        sleep 0.02
    done
}

said() {
    grep -c '^compiled ' "$folder/out"
}

publishes_said() {
    [ "$(said)" -ge "$1" ]
}

titled() {
    [ "$(title "$1")" = "$2" ]
}

complained() {
    grep -q -e "$1" "$folder/err"
}

site
document a.json a
start
check 'it publishes what is there' publishes_said 1
check 'the first page is there' titled a 'Title of a'

# --- Saves

sed -i 's/Title of a/Second/' "$episodes/a.json"
check 'a file that is replaced by renaming' wait_for titled a Second
sed 's/Second/Third/' "$episodes/a.json" >"$folder/copy"
cat "$folder/copy" >"$episodes/a.json"
check 'a file that is written over' wait_for titled a Third
mv "$episodes/a.json" "$episodes/a.json~"
sed 's/Third/Fourth/' "$folder/copy" >"$episodes/a.json"
check 'a file that is moved aside and written anew' wait_for titled a Fourth
document new/deep/b.json b
check 'a file in folders that are new' wait_for titled b 'Title of b'
sed -i 's/Title of b/Second/' "$episodes/new/deep/b.json"
check 'and again' wait_for titled b Second
document ../../linked.json c
ln -s "$folder/linked.json" "$episodes/c.json"
check 'a link that is made' wait_for titled c 'Title of c'
sleep 0.5
before=$(said)
chmod 600 "$episodes/a.json"
check 'a mode, which may have been what was wrong' \
    wait_for publishes_said $((before + 1))
sed -i 's/Test Show/Other Show/' "$data/site.json"
check 'the site' wait_for sh -c \
    "'$tlexdr' render '$store' /episodes/a | grep -q 'Other Show'"
rm -r "$episodes/new"
check 'a folder that is gone' wait_for titled b '404 Not Found'

# --- What is wrong with a save

echo '{"slug": "a", "title": "Fif' >"$episodes/a.json"
check 'a rejected save says why, and where' \
    wait_for complained '/a.json:1:28: '
is 'and the page stays' Fourth "$(title a)"
document a.json a
check 'a mended one is published' wait_for titled a 'Title of a'
rm "$data/site.json"
check 'a site that is gone is named' wait_for complained 'site.json: '
is 'and the page stays with it' 'Title of a' "$(title a)"
site
document a.json a '"number": 9'
check 'it goes on with the next' wait_for sh -c \
    "'$tlexdr' render '$store' /episodes/a.json | grep -q '\"number\": *9'"

# --- Much at once, and what is no save

before=$(said)
number=0
while [ $number -lt 100 ]; do
    document "many/$number.json" "many-$number"
    number=$((number + 1))
done
check 'a hundred files' wait_for titled many-99 'Title of many-99'
check 'not one by one' test $(($(said) - before)) -lt 100

# The last one may have come a moment before its line.
sleep 0.5
before=$(said)
echo x >"$episodes/.a.json.swp"
echo x >"$episodes/a.json~"
echo x >"$data/notes.txt"
sleep 0.5
is 'what editors leave is no change' 0 $(($(said) - before))

(while :; do
    echo x >"$episodes/.b.json.swp"
    sleep 0.05
done) &
noise_pid=$!
document b.json b
check 'nor do they hold a change up' wait_for titled b 'Title of b'
kill $noise_pid
wait $noise_pid 2>/dev/null
rm "$episodes/b.json"

mv "$data" "$folder/away"
check 'a data folder that is gone is named' wait_for complained 'is gone; '
mv "$folder/away" "$data"
document a.json a '"subtitle": "Back"'
check 'it is watched again when it is back' wait_for sh -c \
    "'$tlexdr' render '$store' /episodes/a.json | grep -q Back"
document a.json a '"subtitle": "Here"'
check 'and again' wait_for sh -c \
    "'$tlexdr' render '$store' /episodes/a.json | grep -q Here"

stop TERM
is 'SIGTERM ends it with 0' 0 "$status"

# --- Starts

store=$episodes/store
start
check 'a store among the documents' publishes_said 1
stop INT
is 'SIGINT ends it with 0' 0 "$status"
check 'is not watched itself' test "$(said)" -le 2
rm -r "$store"
store=$folder/store

"$tlexdr" watch -o "$store" "$folder/nowhere" >"$folder/out" 2>"$folder/err"
is 'no data folder: 1' 1 $?
check 'which it says' complained '/nowhere: No such file'
"$tlexdr" watch "$data" >"$folder/out" 2>&1
is 'no -o: misuse' 2 $?
"$tlexdr" watch -o "$store" >"$folder/out" 2>&1
is 'no DATA: misuse' 2 $?

# --- A system without watches, or with few of them

if strace -o "$folder/trace" true 2>/dev/null; then
    for when in 1+ 3+; do
        rm -f "$folder/trace"
        start strace -D -o "$folder/trace" -e trace=inotify_add_watch \
            -e inject=inotify_add_watch:error=ENOSPC:when=$when
        check "watches from $when refused: it says so" \
            wait_for complained 'no inotify watches left'
        document many/deeper/d.json d "\"subtitle\": \"$when\""
        check "watches from $when refused: it finds changes all the same" \
            wait_for sh -c "'$tlexdr' render '$store' /episodes/d.json |
                grep -qF '$when'"
        before=$(said)
        chmod 600 "$episodes/many/deeper/d.json"
        check "watches from $when refused: it finds another mode" \
            wait_for publishes_said $((before + 1))
        chmod 644 "$episodes/many/deeper/d.json"
        stop TERM
    done
    start strace -D -o "$folder/trace" -e trace=inotify_init1 \
        -e inject=inotify_init1:error=EMFILE
    check 'no inotify at all: it says so' \
        wait_for complained 'no inotify watches left'
    stop TERM
else
    skip 'few watches' 'there is no strace that may trace'
fi

finish
