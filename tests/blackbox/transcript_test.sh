#!/bin/sh
# Transcripts as they are shown: whole, in parts, at a second, and what
# becomes of them in a store.
. "$top_srcdir/tests/lib/tap.sh"
. "$top_srcdir/tests/lib/data.sh"

good=$top_srcdir/tests/golden/transcripts/good
read_transcript=$top_builddir/tests/golden/read_transcript

get() {
    "$tlexdr" render "$store" "/episodes/$1"
}

answer() {
    "$tlexdr" render "$store" "/episodes/$1" --head | tr -d '\r' |
        sed -n '/^$/q; /^Status\|^Location/p' | paste -s -d ' '
}

# --- What comes out is what went in

# Both print a line a segment: START END [SPEAKER] WORDS; the times are missing
# where the cue is that of the line above. What a cue repeats is no matter here.
listed() {
    grep '^[0-9]* [0-9]* \[\|^ \[' | sed 's/| //'
}

listed_text() {
    awk -F '\t' '
        function ms(time,    part) {
            split(time, part, /[:.]/)
            return ((part[1] * 60 + part[2]) * 60 + part[3]) * 1000 + part[4]
        }
        NF != 4 { print "not four fields: " $0; next }
        { print ($1 == "" ? "" : ms($1) " " ms($2)) " [" $3 "] " $4 }' | listed
}

site
for file in "$good"/*.vtt "$good"/*.srt; do
    name=$(basename "$file" | tr '.A-Z' '-a-z')
    cp "$file" "$data/episodes/"
    document "$name.json" "$name" "\"transcript\": \"$(basename "$file")\""
done
compile
is 'all are published' 0 "$status"
for file in "$good"/*.vtt "$good"/*.srt; do
    name=$(basename "$file" | tr '.A-Z' '-a-z')
    "$read_transcript" "$file" | listed >"$folder/want"
    get "$name/transcript.vtt" >"$folder/$name.vtt"
    "$read_transcript" "$folder/$name.vtt" | listed >"$folder/got"
    check "$name: .vtt reads back" cmp "$folder/want" "$folder/got"
    get "$name/transcript.txt" | listed_text >"$folder/got"
    check "$name: .txt reads back" cmp "$folder/want" "$folder/got"
done
is 'turns of people without names are paragraphs' \
    '3 <p>&gt;&gt; And one behind a space that is no-break.</p>' \
    "$(get turns-vtt/transcript | grep '&gt;&gt;' | sed -n '/^<p>/p' |
        sed -n '$=; $p' | paste -s -d ' ')"

# --- Parts

# ids SLUG: those of all its parts, in order; sizes: of their pages.
pages() {
    part=1
    while get "$1/transcript?part=$part" >"$folder/part"; do
        cat "$folder/part"
        wc -c <"$folder/part" >>"$folder/sizes"
        part=$((part + 1))
    done
}

ids() {
    pages "$1" | grep -o '<span id="[^"]*"' | sed 's/.*id="//; s/"//'
}

# The same, worked out from the cues.
wanted_ids() {
    get "$1/transcript.txt" | awk -F '\t' '$1 != "" {
        split($1, part, /[:.]/)
        second = (part[1] * 60 + part[2]) * 60 + part[3]
        print "t=" second (seen[second]++ ? "." seen[second] : "")
    }'
}

# Ten hours and 83,000 words of cues that overlap, roll, step back and sit in
# one second; one of them is longer than a page.
awk 'BEGIN {
    print "WEBVTT"
    srand(7)
    for (i = 0; i < 20000; i++) {
        time = i * 1.8
        if (i % 300 == 299)
            time -= 3
        printf "\n%d:%02d:%06.3f --> %d:%02d:%06.3f\n", time / 3600, \
            time / 60 % 60, time % 60, (time + 4) / 3600, \
            (time + 4) / 60 % 60, (time + 4) % 60
        if (i % 50 == 0)
            printf "<v Speaker %d & \"co\">", i / 50 % 3
        if (i == 10000)
            for (k = 0; k < 20000; k++)
                printf "%s \"&\" ", "a-long-cue"
        print "word" i, "of", "four", i % 7 ? "words" : "<b>w&ouml;rds</b>"
    }
}' >"$data/episodes/long.vtt"
address=https://a.example/$(printf '%0100d' 1 | sed 's/0/%26/g').mp3
document long.json long "\"transcript\": \"long.vtt\", \"audio\": \"$address\""
compile
is 'ten hours are published' 0 "$status"
is 'of 83,000 words and more' 1 "$(get long/verify.json |
    sed 's/.*"words":\([0-9]*\).*/\1/' | awk '{ print ($1 > 83000) }')"
rm -f "$folder/sizes"
ids long >"$folder/got"
wanted_ids long >"$folder/want"
check 'each cue has its anchor, once, in order' \
    cmp "$folder/want" "$folder/got"
is 'no page has more than 200,000 bytes' 0 \
    "$(awk '$1 > 200000' "$folder/sizes" | wc -l)"
check 'and few much less' test \
    "$(awk '$1 < 90000' "$folder/sizes" | wc -l)" -le 2
tap_note "$(wc -l <"$folder/sizes") parts"

# --- A second

second() {
    answer "$1/transcript?t=$2" | sed -n 's/^Status: 303.*transcript//p'
}
cat >"$data/episodes/steps.srt" <<'END'
00:10,000 --> 00:12,000
Ten.

00:20,000 --> 00:22,000
Twenty.

00:15,000 --> 00:16,000
Fifteen, late.

00:20,900 --> 00:24,000
Twenty again.
00:10,000 --> 00:12,000
Ten.

00:20,000 --> 00:22,000
Twenty.

00:15,000 --> 00:16,000
Fifteen, late.

00:20,900 --> 00:24,000
Twenty again.
END
document steps.json steps '"transcript": "steps.srt"'
document mute.json mute
compile
is 'in a cue' '?part=1#t=10' "$(second steps 11)"
is 'between cues' '?part=1#t=10' "$(second steps 14)"
is 'at one that stands out of order' '?part=1#t=15' "$(second steps 19)"
is 'the first of two' '?part=1#t=20' "$(second steps 20)"
is 'the last' '?part=1#t=20' "$(second steps 24)"
is 'before the first' '?part=1#t=10' "$(second steps 0)"
is 'past the end' 'Status: 404 Not Found' "$(answer 'steps/transcript?t=25')"
is 'as a clock shows it' '?part=1#t=20' "$(second steps 0:00:22)"
is 'no second' 'Status: 400 Bad Request' \
    "$(answer 'steps/transcript?t=12x')"
part=$(second long 18000 | sed 's/?part=\([0-9]*\)#.*/\1/')
get "long/transcript?part=$part" >"$folder/page"
check 'in the part that it leads to' grep -q '<span id="t=18000"' \
    "$folder/page"
is 'no transcript' 'Status: 404 Not Found' "$(answer mute/transcript)"
get mute/transcript >"$folder/page"
check 'it says so' grep -q 'no transcript of this episode' "$folder/page"
is 'a moment is cited at what was said then' \
    'https://t.example/episodes/steps/transcript?t=16' \
    "$(get 'steps/cite/csl?t=16' | sed 's/.*"URL":"\([^"]*\)".*/\1/')"
get steps >"$folder/page"
check 'the episode links to it' \
    grep -q '/episodes/steps/transcript">Transcript' "$folder/page"
get mute >"$folder/page"
is 'one without has no link' 0 "$(grep -c '/transcript"' "$folder/page")"

# --- In the store

corpora() {
    find "$store" -name 'corpus-*' | wc -l
}

compile
is 'verify counts both files' 0 "$("$tlexdr" verify "$store" |
    sed -n 's/^verified [0-9]* records, //; s/ faults$//p')"
name=$(find "$store" -name 'corpus-*')
before=$(stat -c %i "$name")
document steps.json steps '"transcript": "steps.srt", "number": 4'
compile
is 'a changed summary' 'compiled 1' "${last%%,*}"
is 'leaves transcripts alone' "$before" "$(stat -c %i "$store"/corpus-*)"

sed -i 's/Ten/Eleven/' "$data/episodes/steps.srt"
compile
is 'a changed transcript makes another corpus' 2 "$(corpora)"
get steps/transcript.txt >"$folder/page"
check 'it is shown' grep -q Eleven "$folder/page"
get long/transcript.txt >"$folder/page"
check 'others are as they were' grep -q word19999 "$folder/page"
compile
is 'the old one goes one publish later' 1 "$(corpora)"

"$tlexdr" compile -q -j 3 -o "$folder/fresh" "$data" >"$folder/out" 2>&1
is 'it has the same name however it came to be' "$(ls "$folder/fresh")" \
    "$(ls "$store")"
check 'and the same bytes' cmp "$store"/corpus-* "$folder/fresh"/corpus-*

echo '"' >>"$data/episodes/steps.json"
sed -i 's/Eleven/Twelve/' "$data/episodes/steps.srt"
rm "$data/episodes/long.json"
compile
get steps/transcript.txt >"$folder/page"
check 'a rejected document keeps its transcript' grep -q Eleven "$folder/page"
document steps.json steps '"transcript": "steps.srt"'
compile
compile

# --- Damage

name=$(find "$store" -name 'corpus-*')
grep -abo 'Twenty again' "$name" | cut -d: -f1 | while read -r place; do
    printf '?' | dd of="$name" bs=1 seek="$place" conv=notrunc 2>"$folder/out"
done
is 'a damaged transcript: 500' 'Status: 500 Internal Server Error' \
    "$(answer steps/transcript)"
is 'its episode is well' 'Status: 200 OK' "$(answer steps)"
is 'verify names it' 'tsteps: fails its checksum' \
    "$("$tlexdr" verify "$store" | head -n 1)"
compile
is 'compiling again mends that' 'Status: 200 OK' "$(answer steps/transcript)"
truncate -s 8192 "$name"
is 'a cut corpus: 500' 'Status: 500 Internal Server Error' \
    "$(answer steps/transcript)"
is 'the episode is well' 'Status: 200 OK' "$(answer steps)"
"$tlexdr" verify "$store" >"$folder/out"
is 'verify fails' 1 $?
check 'and tells why' grep -q 'corpus-.*: cut short' "$folder/out"
compile
is 'compiling again mends it' 'Status: 200 OK' "$(answer steps/transcript)"
rm "$store"/corpus-*
is 'no corpus: 500' 'Status: 500 Internal Server Error' \
    "$(answer steps/transcript.vtt)"
is 'the episode is there' 'Status: 200 OK' "$(answer steps)"
echo '"' >>"$data/episodes/steps.json"
compile
complains 'what a rejected document lost is named' \
    'steps.json: /transcript: warning: what was published of it'
is 'and gone' 'Status: 404 Not Found' "$(answer steps/transcript)"
document steps.json steps '"transcript": "steps.srt"'
compile
is 'until it is mended' 'Status: 200 OK' "$(answer steps/transcript)"
rm "$data/episodes"/*.vtt "$data/episodes"/*.srt
compile
compile
is 'no transcripts, no corpus' 'data.mdb' "$(ls "$store")"
finish
