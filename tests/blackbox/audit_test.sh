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

echo 'so to speak' > "$data/episodes/talk.srt"
is 'a bad transcript is named with line and column' \
"talk.srt:1:1: expected a cue's number or its times, or WEBVTT in the file's \
first line" "$(run check "$data/episodes/good.json")"
check 'and rejects its document' \
    sh -c "! '$tlexdr' check '$data/episodes/good.json' 2>/dev/null"

rm "$data/episodes/talk.srt"
is 'an absent one is a warning' \
"good.json: /transcript: warning: the file can't be read, so the quotes are \
not matched" "$(run check "$data/episodes/good.json" | head -n 1)"

finish
