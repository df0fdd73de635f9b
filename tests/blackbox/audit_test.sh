#!/bin/sh
# What check and compile say of quotes, times and numbers beside a
# transcript, and what --strict makes of it.
. "$top_srcdir/tests/lib/tap.sh"

tlexdr=$top_builddir/tlexdr
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
data=$work/data
mkdir -p "$data/episodes"
cp "$top_srcdir/data/site.json" "$data/"

cat > "$data/episodes/talk.srt" <<'END'
1
00:00:01,000 --> 00:00:04,000
ANN LEE: Well, I'd say the river froze... and nobody walked;

2
00:00:04,000 --> 00:00:08,000
it was cold. Some twenty-seven thousand people stood there.

3
00:00:03,000 --> 00:00:10,000
BOB: Thank you very much. I don't believe that.

4
00:00:30,000 --> 00:00:32,000
ANN LEE: Thank you very much. Thank you very much.
END

# document NAME QUOTES: writes an episode with these quotes and no more.
document() {
    cat > "$data/episodes/$1.json" <<END
{"slug": "$1", "title": "A talk", "people": [{"name": "Ann Lee"}],
 "duration": 20, "transcript": "talk.srt",
 "takeaways": [{"text": "27,000 stood there, or 28,000.", "at": 5},
               {"text": "H20 froze.", "at": 5}, {"text": "Cold.", "at": 6}],
 "quotes": [$2]}
END
}

# quote TEXT [AT]
quote() {
    printf '{"text": "%s", "speaker": "Ann Lee"%s}' "$1" "${2:+, \"at\": $2}"
}

run() {
    "$tlexdr" "$@" 2>&1 | sed "s|$data/episodes/||"
}

document good "$(quote "I'd say the river froze… and"),
    $(quote 'It was cold.' 4)"
is 'what is odd but no quote' \
"good.json: /transcript: warning: 1 cues start before the one above them, \
the first in line 10 of the file
good.json: /transcript: warning: 1 cues start past the end of the video
good.json: /takeaways/0/text: warning: the transcript has no 28,000
good.json: /takeaways/0/at: warning: 5 is the time of 2 takeaways, and looks \
like a placeholder" "$(run check "$data")"
is 'compile takes it' 'compiled 1, unchanged 0, removed 0, rejected 0' \
    "$(run compile -q --strict -o "$work/store" "$data" | tail -n 1)"

document bare ''
document bad "$(quote 'nobody skated; it was cold.'),
    $(quote "I don't believe that."), $(quote 'Thank you very much.'),
    $(quote 'it was COLD.' 15), $(quote 'So it was never said by anyone')"
quotes="\
bad.json: /quotes/0/text: warning: the transcript doesn't hold this quote; \
what comes nearest stands at 0:00:01: nobody walked; it was cold.
bad.json: /quotes/1/speaker: warning: in the transcript BOB says this, at \
0:00:03
bad.json: /quotes/2/text: warning: stands in 2 places of the transcript, \
first at 0:00:30; \"at\" can say which is meant
bad.json: /quotes/3/text: warning: capitals differ from the transcript's at \
0:00:04: it was cold.
bad.json: /quotes/4/text: warning: the transcript doesn't hold this quote, \
nor anything near it
bad.json: /quotes/3/at: warning: 15 is not when the transcript has this, \
which is 4 (0:00:04)"
is 'check names each quote' "$quotes" \
    "$(run check "$data" | grep '^bad.json: /quotes')"
is 'compile does too' "$quotes" \
    "$(run compile -q -o "$work/store" "$data" | grep '^bad.json: /quotes')"
is '--strict rejects what failed, published before or not' \
"bad.json: /quotes/0/text
bad.json: /quotes/1/speaker
bad.json: /quotes/2/text
bad.json: /quotes/4/text" "$(run compile -q --strict -o "$work/store" "$data" |
    grep '^bad.json: /quotes' | grep -v ': warning: ' | cut -d : -f 1,2)"
check 'and ends with 1' sh -c "! '$tlexdr' compile -q --strict \
    -o '$work/store' '$data' 2>/dev/null"

# answer PATH: its body, each JSON object on a line of its own.
answer() {
    "$tlexdr" render "$work/store" "/episodes/$1" | sed 's/},/},\
/g; s/:\[{/:[\
{/g'
}

is 'verify.json tells of the transcript' \
'{"transcript":{"sha256":"'"$(sha256sum <"$data/episodes/talk.srt" |
    cut -d ' ' -f 1)"'","cues":4,"words":34,"speakers":true},' \
    "$(answer good/verify.json | head -n 1)"
is 'and of each quote' \
'"verified":true,"match":"typography","at":1,"transcript_speaker":"ANN LEE","passage":"I'"'d say the river froze... and"'"}
"verified":true,"match":"first-letter","at":4,"transcript_speaker":"ANN LEE","passage":"it was cold."}' \
    "$(answer good/verify.json | grep -o '"verified".*}')"
is 'of each time and number' \
'{"item":"takeaway-1","at":5,"state":"placeholder"}
{"item":"takeaway-2","at":5,"state":"placeholder"}
{"item":"takeaway-3","at":6,"state":"ok"}
{"item":"takeaway-1","number":"27,000","state":"found"}
{"item":"takeaway-1","number":"28,000","state":"not-found"}' \
    "$(answer good/verify.json | grep -o '{"item":"t[^}]*}')"
is 'classes of what fails' 'none other-speaker ambiguous case none' \
    "$(answer bad/verify.json | sed -n 's/.*"match":"\([a-z-]*\)".*/\1/p' |
        paste -s -d ' ')"
is 'computed says the same' \
'"at":1,"match":"typography","verified":true}
"at":4,"match":"first-letter","verified":true}' \
    "$(answer good.json | grep -o '"at":[0-9]*,"match".*true}')"
id=$(answer good.json | sed -n 's/.*{"id":"\([a-z2-7]*\)","at":4,.*/\1/p')
is 'a quote has a page with its place marked' \
    'nobody walked; <mark>it was cold.</mark> Some twenty-seven' \
    "$(answer "good/quotes/$id" | grep -o 'nobody walked; .* Some twenty-seven')"
is 'the page counts' 'Of the quotes, 2 of 2 stand in the transcript' \
    "$(answer good | grep -o 'Of the quotes, [^.]* transcript')"
is 'numbers too' 'Of the numbers in takeaways, 1 of 2 are said' \
    "$(answer good | grep -o 'Of the numbers .* said')"
is 'times as well' 'Of the times, 2 of 4 have nothing against them' \
    "$(answer good | grep -o 'Of the times, .* them')"
is 'without a quote the numbers are told too, and where to look' \
'<p>Of the numbers in takeaways, 1 of 2 are said in the transcript, near the
time of their own if they have one. Of the times, 1 of 3 have nothing
against them. <a href="/episodes/bare/verify">What was checked</a>.</p>' \
    "$(answer bare | grep '<p>Of the numbers' | fold -s -w 77 | sed 's/ $//')"
is 'a number is not called near where all was searched' \
    '27,000: said there 28,000: not said there' \
    "$(answer bare/verify | sed -n 's/.*, \(2[78],000: .*\)<.li>/\1/p' |
        paste -s -d ' ')"
is 'and marks' 2 "$(answer good | grep -c '>✓ in the transcript</a>')"
is 'what failed bears no mark' '' "$(answer bad | grep -o '✓ in .*')"

sed 's/^[A-Z ]*: //' "$data/episodes/talk.srt" >"$work/talk.srt"
mv "$work/talk.srt" "$data/episodes/talk.srt"
"$tlexdr" compile -q -o "$work/store" "$data" >"$work/said" 2>&1
is 'without speakers, the mark says so' 2 "$(answer good |
    grep -c '>✓ in the transcript, which names no speaker</a>')"

echo 'so to speak' > "$data/episodes/talk.srt"
is 'a bad transcript is named with line and column' \
"talk.srt:1:1: expected a cue's number or its times, or WEBVTT in the file's \
first line" "$(run check "$data/episodes/good.json")"
check 'and rejects its document' \
    sh -c "! '$tlexdr' check '$data/episodes/good.json' 2>/dev/null"

mkdir "$data/episodes/below"
for link in ../talk.srt below/talk.srt; do
    printf '1\n00:01 --> 00:02\n%s\n' "It was cold." |
        tee "$data/talk.srt" >"$data/episodes/below/talk.srt"
    ln -sf "$link" "$data/episodes/talk.srt"
    run check "$data/episodes/good.json" >"$work/${link%%/*}.said"
done
is 'a link out of the folder is not followed' \
"good.json: /transcript: warning: a link leads out of the document's folder, \
so the file is not read and the quotes are not matched" \
    "$(head -n 1 "$work/...said")"
is 'one that stays in it is' 1 "$(grep -c "/quotes/0/text: .* doesn't hold" \
    "$work/below.said")"

rm "$data/episodes/talk.srt"
is 'an absent one is a warning' \
"good.json: /transcript: warning: the file can't be read, so the quotes are \
not matched" "$(run check "$data/episodes/good.json" | head -n 1)"

finish
