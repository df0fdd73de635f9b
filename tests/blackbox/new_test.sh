#!/bin/sh
# tlexdr new: documents that check accepts, from arguments and from feeds.
. "$top_srcdir/tests/lib/tap.sh"

tlexdr=$top_builddir/tlexdr
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
data=data

# new SLUG ARGUMENT...: in data; what it says is in said and complaints.
new() {
    "$tlexdr" new "$@" -d "$data" >said 2>complaints
}

# field SLUG NAME: the line of a document that holds it.
field() {
    sed -n "s/^  \"$2\": \(.*[^,]\),*\$/\1/p" "$data/episodes/$1.json"
}

# people SLUG: its people, a line each.
people() {
    sed -n '/^  "people": \[$/,/^  \]/s/^    {\(.*\)},*$/\1/p' \
        "$data/episodes/$1.json"
}

# --- Arguments alone

new first-light
is 'a slug is enough' 0 $?
is 'it prints what it wrote' data/episodes/first-light.json "$(cat said)"
is 'the title is the slug in words' '"First light"' \
    "$(field first-light title)"
is 'nobody is made up' '[]' "$(field first-light people)"
is 'and no date' '' "$(field first-light published)"
check 'the site is there, and it says so' \
    grep -q '^data/site.json: is new' complaints
empty 'check accepts both, without a word' \
    "$("$tlexdr" check "$data" 2>&1 || echo "exit $?")"
check 'compile too' "$tlexdr" compile -o store "$data"
check 'the episode is on the start page' \
    sh -c "'$tlexdr' render store / | grep -q 'First light'"

cp "$data/episodes/first-light.json" kept
echo '{"name": "Mine", "base_url": "https://a.example", "show": {"name": "S"}}' \
    >"$data/site.json"
cp "$data/site.json" kept-site
new first-light --title Other
is 'a second one of the slug is refused' 1 $?
check 'it names the first' grep -q '^data/episodes/first-light.json: ' \
    complaints
check 'and leaves it alone' cmp kept "$data/episodes/first-light.json"
mkdir "$data/episodes/old"
mv "$data/episodes/first-light.json" "$data/episodes/old/renamed.json"
new first-light
is 'also where another file has it' 1 $?
check 'which is named' grep -q '^data/episodes/old/renamed.json: ' complaints
is 'then nothing is written' no \
    "$([ -e "$data/episodes/first-light.json" ] || echo no)"
echo '{' >"$data/episodes/second.json"
new second
is 'a broken document is not written over either' 1 $?
is 'it is as it was' '{' "$(cat "$data/episodes/second.json")"
rm "$data/episodes/second.json"

new second --title ' A "second"  one: \ &
    more ' --youtube 'https://youtu.be/_1f-o0nqpEI?si=x'
is 'a title and a video' 0 $?
is 'the title is a text' '"A \"second\" one: \\ & more"' \
    "$(field second title)"
is 'the video is its id' '"_1f-o0nqpEI"' "$(field second youtube)"
check 'a site that is there stays' cmp kept-site "$data/site.json"

printf 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n' \
    >"$data/episodes/third.vtt"
new third
is 'a transcript that is there is named' '"third.vtt"' \
    "$(field third transcript)"

echo nonsense >"$data/episodes/fourth.vtt"
mkdir "$data/episodes/fourth.srt"
new fourth
is 'what is no transcript is not named' '' "$(field fourth transcript)"
check 'it says why, and where' grep -q '^data/episodes/fourth.vtt:1:' complaints
check 'a folder is none' \
    grep -q '^data/episodes/fourth.srt: warning: .*Is a directory' complaints
empty 'check accepts the document' \
    "$("$tlexdr" check "$data/episodes/fourth.json" 2>&1 || echo "exit $?")"
rm -r "$data"/episodes/fourth.*

for slug in 'Bad Slug' ../up a--b ''; do
    new "$slug"
    is "no slug: '$slug'" 1 $?
    check "which it says: '$slug'" grep -q ': /slug: ' complaints
done
is 'nothing came of it' 'old second.json third.json third.vtt' \
    "$(find "$data/episodes" -mindepth 1 -maxdepth 1 -printf '%f\n' |
        sort | tr '\n' ' ' | sed 's/ $//')"
emoji() {
    printf "%0$1d" 0 | sed 's/0/🛶/g'
}
new boats --title "$(emoji 300)"
is 'a title of 300 characters of four bytes' "\"$(emoji 300)\"" \
    "$(field boats title)"
rm "$data/episodes/boats.json"
new fourth --title "$(printf '%0400d' 0)"
is 'a title that is too long is refused' 1 $?
new fourth --title "$(emoji 301)"
is 'of such characters too, not cut' 2 $?
for arguments in '' 'a b' 'a --youtube nonsense' 'a --colour red'; do
    # shellcheck disable=SC2086 # a list of words
    new $arguments
    is "misuse: new $arguments" 2 $?
done
"$tlexdr" new slug >said 2>complaints
is 'misuse: no -d' 2 $?

# --- A feed with everything

cat >feed.xml <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/DTDs/Podcast-1.0.dtd"
  xmlns:podcast="https://podcastindex.org/namespace/1.0"
  xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>The Harbour Hour</title>
<atom:link href="https://harbour.example/feed" rel="self"/>
<language>en_GB</language>
<itunes:author>Ada Moor</itunes:author>
<item>
  <title>#12 – Tide mills</title>
  <itunes:duration>1:02:03</itunes:duration>
  <pubDate>Tue, 07 Jan 2025 06:00:00 GMT</pubDate>
</item>
<item>
  <podcast:transcript url="https://harbour.example/13.html" type="text/html"/>
  <podcast:transcript url="https://harbour.example/13'.vtt" type="text/vtt"/>
  <enclosure url="https://harbour.example/13.mp4" type="video/mp4"/>
  <enclosure type="audio/mpeg" url="https://harbour.example/13.mp3?a=1&amp;b=2"/>
  <podcast:person role="guest" href="https://reed.example">Tom
    Reed</podcast:person>
  <podcast:person role="Audio Editor">Nobody</podcast:person>
  <podcast:person>Bea Lund</podcast:person>
  <podcast:person role="Guest">Tom Reed</podcast:person>
  <itunes:duration>3723</itunes:duration>
  <link>https://www.youtube.com/watch?v=_1f-o0nqpEI</link>
  <pubDate>Mon, 3 Feb 25 23:30:00 -0500</pubDate>
  <itunes:episode>13</itunes:episode>
  <title><![CDATA[#13 – Locks &amp; weirs <again>]]></title>
</item>
<item>
  <title>2024: a look back</title>
  <pubDate>31 December 2024</pubDate>
  <itunes:season>2</itunes:season><itunes:episode>7</itunes:episode>
  <itunes:duration>for ever</itunes:duration>
  <enclosure url="ftp://harbour.example/x.mp3" type="audio/mpeg"/>
</item>
<item>
  <title>Tide tables</title>
  <pubDate>Thu, 30 Feb 2025 06:00:00 GMT</pubDate>
  <itunes:author>The Harbour Hour</itunes:author>
  <podcast:person role="host" xmlns:podcast="urn:other">Ada Moor</podcast:person>
</item>
</channel></rss>
END

rm -r "$data"
new the-newest --feed feed.xml
is 'the newest of a feed' 0 $?
check 'it says which' grep -q 'of 4 episodes, took .*Locks' complaints
is 'title, without number or markup' '"Locks & weirs <again>"' \
    "$(field the-newest title)"
is 'number' 13 "$(field the-newest number)"
is 'date, as written' '"2025-02-03"' "$(field the-newest published)"
is 'duration' 3723 "$(field the-newest duration)"
is 'language' '"en-GB"' "$(field the-newest language)"
is 'audio, and no video' '"https://harbour.example/13.mp3?a=1&b=2"' \
    "$(field the-newest audio)"
is 'the video that is linked to' '"_1f-o0nqpEI"' "$(field the-newest youtube)"
is 'hosts first, once each, and who is heard alone' \
    '"name": "Bea Lund", "role": "host"
"name": "Tom Reed", "role": "guest", "url": "https://reed.example"' \
    "$(people the-newest)"
check 'the transcript is named on stderr' \
    grep -qF "  https://harbour.example/13'.vtt" complaints
is 'the site has the name of the show' '  "show": {"name": "The Harbour Hour"}' \
    "$(grep show "$data/site.json")"
new the-locks --title 'LOCKS &' --feed feed.xml
is 'words of a title choose' '"LOCKS &" 13' \
    "$(field the-locks title) $(field the-locks number)"
new tide-mills --feed feed.xml
is 'so do the words of the slug' '"Tide mills" 12 3723' \
    "$(field tide-mills title) $(field tide-mills number) $(
        field tide-mills duration)"
is 'the author is the host' '"name": "Ada Moor", "role": "host"' \
    "$(people tide-mills)"
new a-year --title '2024: A Look Back' --feed feed.xml
is 'the number is not of the title, the season counts' '"S02E07" "2024-12-31"' \
    "$(field a-year number) $(field a-year published)"
is 'what is no duration and no address is left out' ' ' \
    "$(field a-year duration) $(field a-year audio)"
is 'which it says' 2 "$(grep -c '^feed.xml: warning: ' complaints)"
new tables --title 'Tide tables' --feed feed.xml
is 'a day that is not is left out' '' "$(field tables published)"
check 'which it says' grep -q 'warning: its date is none.*30 Feb' complaints
is 'the show is no person' '"name": "Ada Moor", "role": "host"' \
    "$(people tables)"
new tides --title Tide --feed feed.xml
is 'words of several choose none' 1 $?
check 'and name them' grep -q '^  Tide tables$' complaints
new absent --title 'Whale song' --feed feed.xml
is 'words of none choose none' 1 $?
is 'and nothing is written' no "$([ -e "$data/episodes/absent.json" ] || echo no)"
new the-newest-again --youtube aaaaaaaaaaa --feed feed.xml
is 'an argument goes before the feed' '"aaaaaaaaaaa"' \
    "$(field the-newest-again youtube)"
empty 'check accepts all of it' \
    "$("$tlexdr" check "$data" 2>&1 || echo "exit $?")"

# --- Other feeds

cat >atom.xml <<'END'
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015"
  xmlns="http://www.w3.org/2005/Atom"><title>Harbour TV</title>
<author><name>Harbour TV</name>
<uri>https://www.youtube.com/channel/UC1</uri></author>
<entry><yt:videoId>bbbbbbbbbbb</yt:videoId><title>Sluices</title>
<author><name>Ada Moor</name>
<uri>https://www.youtube.com/channel/UC2</uri></author>
<published>2025-03-01T10:00:00+00:00</published></entry></feed>
END
new sluices --feed atom.xml
is "YouTube's own" '"Sluices" "bbbbbbbbbbb" "2025-03-01"' \
    "$(field sluices title) $(field sluices youtube) $(field sluices published)"
is 'its author' '"name": "Ada Moor", "role": "host"' "$(people sluices)"

cat >untyped.xml <<'END'
<rss><channel><title>Untyped</title><item><title>Ferries</title>
<podcast:transcript url="https://harbour.example/14.srt?a=1"/></item>
</channel></rss>
END
new ferries --feed untyped.xml
check 'a transcript of a type that is not told' \
    grep -q '^The feed has a transcript, application/srt:$' complaints
check 'is to be named by what it is' grep -qF '"transcript": "ferries.srt"' \
    complaints

cat >loose.xml <<'END'
<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE rss [<!ENTITY host "Somebody Else">
<!ENTITY file SYSTEM "file:///etc/hostname">]>
<rss><channel><title>Loose</title><item>
<itunes:duration>62:03</itunes:duration>
<author>mail@loose.example (Ada Mo&#xF8;r)</author>
<title>&file;Caf~ &host;time</title>
</item></channel></rss>
END
LC_ALL=C tr '~' '\351' <loose.xml >loose-latin.xml
new loose --feed loose-latin.xml
is 'no namespace, Latin-1, entities of its own unread' '"Café time" 3723' \
    "$(field loose title) $(field loose duration)"
is 'an author of RSS' '"name": "Ada Moør", "role": "host"' "$(people loose)"
new lone --title 'My own title' --feed loose-latin.xml
is 'a lone episode is meant whatever it is called' '"My own title" 3723' \
    "$(field lone title) $(field lone duration)"

# broken NAME PATTERN: feed NAME.xml is refused with words that match.
broken() {
    new "$1" --feed "$1.xml"
    is "$1: refused" 1 $?
    check "$1: it says why" grep -qE "$2" complaints
    is "$1: nothing is written" no \
        "$([ -e "$data/episodes/$1.json" ] || echo no)"
}
head -c 900 feed.xml >cut.xml
broken cut '^cut.xml:[0-9]+:[0-9]+: '
printf '<rss>\n<channel>\n<item><title>A</titel></item>\n' >crossed.xml
broken crossed '^crossed.xml:3:[0-9]+: .*titel'
printf '<rss><channel>\n<item><title>R&D</title></item></channel></rss>' \
    >ampersand.xml
broken ampersand '^ampersand.xml:2:[0-9]+: '
: >empty.xml
broken empty '^empty.xml: is empty'
echo '<html><body><item>x</item></body></html>' >page.xml
broken page '^page.xml: this is no podcast.s feed'
echo '{"items": []}' >json.xml
broken json '^json.xml:1:1: '
broken nowhere '^nowhere.xml: No such file'
{
    echo '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">'
    for pair in 'b a' 'c b' 'd c' 'e d' 'f e' 'g f' 'h g'; do
        set -- $pair
        echo "<!ENTITY $1 '&$2;&$2;&$2;&$2;&$2;&$2;&$2;&$2;&$2;&$2;'>"
    done
    echo ']><rss><channel><item><title>T&h;</title></item></channel></rss>'
} >bomb.xml
new bomb --feed bomb.xml
is 'entities that multiply are left out, or the feed' T "$(
    if [ -e "$data/episodes/bomb.json" ]; then
        field bomb title | tr -d '"'
    else
        echo T
    fi)"
{
    echo '<rss><channel><item><title>Deep'
    awk 'BEGIN { for (i = 0; i < 100000; i++) printf "<b>" }'
} >deep.xml
broken deep '^deep.xml:[0-9]+:[0-9]+: '

# libxml2 is loaded for feeds alone, and missed then alone.
library=$(grep -ao 'libxml2\.so[.0-9]*' "$tlexdr" | head -n 1)
mkdir broken
: >"broken/$library"
is 'without libxml2 there is an episode' 0 "$(
    LD_LIBRARY_PATH=$PWD/broken new unfed
    echo $?)"
is 'but none of a feed' 127 "$(
    LD_LIBRARY_PATH=$PWD/broken new fed --feed feed.xml
    echo $?)"
check 'which it says' grep -q "$library: file too short" complaints
empty 'all that was written is accepted' \
    "$("$tlexdr" check "$data" 2>&1 || echo "exit $?")"

finish
