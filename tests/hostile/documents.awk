# documents.awk - writes a data folder of extreme documents below `folder`,
# the same each time. Run by tests/hostile/make.sh, which makes the folders.
#
#   data/           compiles without a complaint
#   refused/*.json  one forbidden thing each
#   markers         a line a hostile text: slug, field, marker
#
# Every text that a person could have written is hostile: marker, attack,
# marker, attack and so on, as many as the field's limit has room for. A
# marker (zq, a number, q) belongs to one field of one document, so whoever
# finds it knows where it came from, and what follows it is an attack.

# An attack as it stands in JSON, and its code points.
function attack(json, points) {
    attacks++
    attack_json[attacks] = json
    attack_points[attacks] = points
}

BEGIN {
    attack("<script>alert(1)</script>", 25)
    attack("\\\"><img src=x onerror=alert(1)>", 31)
    attack("' onmouseover='alert(1)", 23)
    attack("</title></textarea></style></script><!--", 40)
    attack("]]>-->", 6)
    attack("\\\\\\\"'", 3)
    attack("&amp;&lt;b&gt;&#60;", 19)
    attack("javascript:alert(1)", 19)
    attack("\\u202e\\u202d\\u2066\\u2067", 4)
    attack("\\u2028\\u2029", 2)
    attack("\\r\\nSet-Cookie: a=b\\r\\n\\r\\n", 21)
    attack("%0d%0aSet-Cookie:%20a=b%00", 26)
    attack("{{constructor}}${7*7}#{7*7}", 27)
    attack("\\\\input{/etc/passwd}$^_~%#", 25)
    attack("`id`$(id);|%s%n", 15)
    attack("\\ud83d\\udc68\\u200d\\ud83d\\udc69\\u200d\\ud83d\\udc67", 5)
    attack("Z\\u0351\\u036b\\u0343\\u036a\\u0302\\u036b\\u033d\\u034f", 9)
    attack("\\ufffe\\uffff\\ufdd0\\ufeff", 4)
    attack("\\ttab  two\\u00a0\\u3000spaces ", 17)
    for (i = 1; i <= 4; i++)
        hostile("hostile-" i, 1 + (i - 1) * 5)
    longest()
    spans("ten-hours", 36000, 60)
    spans("one-minute", 60, 12)
    spans("one-second", 1, 2)
    spans("no-time", 0, 1)
    only("combining", "en", "\\u0301\\u0308\\u0323\\u20dd\\u0e47")
    only("bidi", "he", "\\u202b\\u05d0\\u202e\\u2067\\u05d1)(\\u2068")
    only("invisible", "en", "\\u200b\\u00ad\\u2060\\u180e\\ufe0f")
    only("one-word", "de", copies("W", 300))
    only("astral", "und", "\\ud800\\udf30\\ud83e\\udd84\\udbff\\udfff")
    refused()
    site()
}

function copies(text, count,    all) {
    while (count-- > 0)
        all = all text
    return all
}

# A hostile text of at most `limit` code points for a field of `slug`.
function hurt(field, limit,    marker, all, at, i) {
    marker = sprintf("zq%dq", ++markers)
    print slug, field, marker > (folder "/markers")
    for (i = 0; i < attacks; i++) {
        at = (first + i - 1) % attacks + 1
        if (limit < length(marker) + attack_points[at])
            continue
        limit -= length(marker) + attack_points[at]
        all = all marker attack_json[at]
    }
    return all
}

function hurt_url(field) {
    return "https://zq.example/" hurt(field, 1900)
}

function open_document(name) {
    slug = name
    file = folder "/data/episodes/" name ".json"
    printf "{\"slug\":\"%s\"", slug > file
}

function put(key, json) {
    printf ",\n\"%s\":%s", key, json > file
}

function close_document() {
    print "}" > file
    close(file)
}

function quoted(text) {
    return "\"" text "\""
}

function pair(key, text) {
    return quoted(key) ":" quoted(text)
}

function person(role) {
    return "{" pair("name", hurt("people.name", 300)) "," \
           pair("given", hurt("people.given", 100)) "," \
           pair("family", hurt("people.family", 100)) "," \
           pair("particle", hurt("people.particle", 100)) "," \
           pair("dropping", hurt("people.dropping", 100)) "," \
           pair("suffix", hurt("people.suffix", 100)) "," \
           pair("url", hurt_url("people.url")) "," pair("role", role) "}"
}

function hostile(name, start) {
    first = start
    open_document(name)
    put("title", quoted(hurt("title", 300)))
    put("subtitle", quoted(hurt("subtitle", 300)))
    put("abstract", quoted(hurt("abstract", 20000)))
    put("people", "[" person("host") "," person("guest") "]")
    put("published", quoted("2025-0" start % 9 + 1))
    put("duration", 3600)
    if (start == 1)
        put("youtube", quoted("___________"))
    put("audio", quoted(hurt_url("audio")))
    put("refreshed", quoted("2026-05-29T06:26:41Z"))
    put("takeaways", "[{" pair("text", hurt("takeaways.text", 20000)) "," \
        pair("why", hurt("takeaways.why", 20000)) ",\"at\":60}]")
    put("insights", "[{" pair("title", hurt("insights.title", 300)) \
        ",\"points\":[" quoted(hurt("insights.points", 20000)) "]}]")
    put("narrative", "[" quoted(hurt("narrative", 20000)) "]")
    put("surprising", "[{" \
        pair("speaker", hurt("surprising.speaker", 300)) "," \
        pair("text", hurt("surprising.text", 20000)) "}]")
    put("topics", "[" quoted(hurt("topics", 300)) "]")
    put("quotes", "[{" pair("text", hurt("quotes.text", 20000)) "," \
        pair("speaker", hurt("quotes.speaker", 300)) ",\"at\":61}]")
    put("open", "[" quoted(hurt("open", 20000)) "]")
    put("glossary", "[{" pair("term", hurt("glossary.term", 300)) "," \
        pair("definition", hurt("glossary.definition", 20000)) "}]")
    put("references", "[{" pair("title", hurt("references.title", 300)) "," \
        pair("by", hurt("references.by", 300)) "," \
        pair("url", hurt_url("references.url")) "}]")
    put("specialist", "[" quoted(hurt("specialist", 20000)) "]")
    put("related", "[\"longest\",\"bidi\"]")
    put_transcript(name "\"><b>'&amp;.vtt", name "\\\"><b>'&amp;.vtt")
    put("aliases", "[" quoted("was-" name) "]")
    close_document()
}

# Puts the path of a transcript, and the transcript there.
function put_transcript(path, json) {
    put("transcript", quoted(json))
    path = folder "/data/episodes/" path
    print "WEBVTT\n\n00:01.000 --> 00:02.000" > path
    print "<v \"&gt;&lt;b&gt;'&amp;lt;>&lt;script&gt;alert(1)&lt;/script&gt;" \
        " \"' onmouseover='alert(1) ]]&gt;--&gt; &amp;lt;b&amp;gt;" > path
    close(path)
}

# `count` code points of four bytes, between a marker and its end.
function fill(field, count,    marker) {
    marker = sprintf("zq%dq", ++markers)
    print slug, field, marker > (folder "/markers")
    return marker copies("\360\235\225\217", count - length(marker) - 3) "end"
}

function longest(    url, name, path) {
    open_document("longest")
    url = "https://zq.example/" copies("u", 1981)
    name = "\"given\":" quoted(fill("people.given", 100)) \
           ",\"family\":" quoted(fill("people.family", 100)) \
           ",\"particle\":" quoted(fill("people.particle", 100)) \
           ",\"dropping\":" quoted(fill("people.dropping", 100)) \
           ",\"suffix\":" quoted(fill("people.suffix", 100))
    put("aliases", "[" quoted(copies("a", 120)) "]")
    put("number", quoted(copies("9", 20)))
    put("title", quoted(fill("title", 300)))
    put("subtitle", quoted(fill("subtitle", 300)))
    put("abstract", quoted(fill("abstract", 20000)))
    put("people", "[{" pair("name", fill("people.name", 300)) "," name "," \
        pair("url", url) "}]")
    put("published", quoted("9999-12-31"))
    put("duration", 359999)
    put("language", quoted("abc-" copies("abcdefgh-", 12) "x1"))
    put("audio", quoted(url))
    put("refreshed", quoted("9999-12-31T23:59:59." copies("9", 30) "Z"))
    put("takeaways", "[{" pair("text", fill("takeaways.text", 20000)) "," \
        pair("why", fill("takeaways.why", 20000)) ",\"at\":359999}]")
    put("insights", "[{" pair("title", fill("insights.title", 300)) \
        ",\"at\":359999,\"points\":[" \
        quoted(fill("insights.points", 20000)) "]}]")
    put("narrative", "[" quoted(fill("narrative", 20000)) "]")
    put("surprising", "[{" \
        pair("speaker", fill("surprising.speaker", 300)) "," \
        pair("text", fill("surprising.text", 20000)) ",\"at\":359999}]")
    put("topics", "[" quoted(fill("topics", 300)) "]")
    put("quotes", "[{" pair("text", fill("quotes.text", 20000)) "," \
        pair("speaker", fill("quotes.speaker", 300)) ",\"at\":359999}]")
    put("open", "[" quoted(fill("open", 20000)) "]")
    put("glossary", "[{" pair("term", fill("glossary.term", 300)) "," \
        pair("definition", fill("glossary.definition", 20000)) "}]")
    put("references", "[{" pair("title", fill("references.title", 300)) "," \
        pair("by", fill("references.by", 300)) "," pair("url", url) "}]")
    put("specialist", "[" quoted(fill("specialist", 20000)) "]")
    put("related", "[" quoted(copies("s", 120)) ",\"no-time\"]")
    path = copies("t", 145)
    system("mkdir -p '" folder "/data/episodes/" path "'")
    path = path "/" copies("t", 150) ".vtt"
    put_transcript(path, path)
    close_document()

    open_document(copies("s", 120))
    put("title", quoted("The longest slug"))
    put("people", "[]")
    close_document()
}

# A conversation of `duration` seconds with `count` takeaways and quotes
# spread over all of it, the first and the last second among them.
function spans(name, duration, count,    i, at, takeaways, quotes, comma) {
    open_document(name)
    put("title", quoted(name))
    put("people", "[{" pair("name", "Nobody") "}]")
    put("duration", duration)
    put("youtube", quoted("-----------"))
    for (i = 0; i < count; i++) {
        at = count == 1 ? 0 : int(duration * i / (count - 1))
        takeaways = takeaways comma "{" pair("text", "Takeaway " i) \
                    ",\"at\":" at "}"
        quotes = quotes comma "{" pair("text", "Quote " i) "," \
                 pair("speaker", "Nobody") ",\"at\":" at "}"
        comma = ",\n"
    }
    put("takeaways", "[" takeaways "]")
    put("quotes", "[" quotes "]")
    close_document()
}

# The same few characters as every text.
function only(name, language, text,    all) {
    open_document(name)
    all = quoted(text)
    put("title", all)
    put("language", quoted(language))
    put("people", "[{\"name\":" all "}]")
    put("takeaways", "[{\"text\":" all ",\"why\":" all "}]")
    put("insights", "[{\"title\":" all ",\"points\":[" all "]}]")
    put("narrative", "[" all "]")
    put("surprising", "[{\"speaker\":" all ",\"text\":" all "}]")
    put("topics", "[" all "," all "]")
    put("quotes", "[{\"text\":" all ",\"speaker\":" all "},{\"text\":" all \
        ",\"speaker\":" all "}]")
    put("open", "[" all "]")
    put("glossary", "[{\"term\":" all ",\"definition\":" all "}]")
    put("references", "[{\"title\":" all ",\"by\":" all "}]")
    put("specialist", "[" all "]")
    close_document()
}

function refuse(name, title) {
    file = folder "/refused/" name ".json"
    printf "{\"slug\":\"%s\",\"title\":\"%s\",\"people\":[]}\n", \
           name, title > file
    close(file)
}

function refused() {
    refuse("nul", "a\\u0000b")
    refuse("escape", "a\\u001bb")
    refuse("delete", "a\\u007fb")
    refuse("next-line", "a\\u0085b")
    refuse("half-a-pair", "a\\ud800b")
    refuse("pair-turned-round", "a\\udc00\\ud800b")
    refuse("raw-line-end", "a\nb")
    refuse("not-utf8", "a\377b")
    refuse("overlong", "a\300\257b")
}

function site(    marker) {
    slug = "site"
    first = 1
    file = folder "/data/site.json"
    printf "{\"name\":\"%s\"", hurt("name", 2000) > file
    marker = sprintf("zq%dq", ++markers)
    put("base_url", quoted("https://zq.example" marker "'" marker "&amp;&lt;"))
    put("tagline", quoted(hurt("tagline", 2000)))
    put("show", "{" pair("name", hurt("show.name", 2000)) "," \
        pair("short", hurt("show.short", 2000)) "," \
        pair("publisher", hurt("show.publisher", 2000)) "," \
        pair("url", hurt_url("show.url")) "}")
    put("premium", "{" pair("price", hurt("premium.price", 2000)) "," \
        pair("upgrade_url", hurt_url("premium.upgrade_url")) "}")
    put("contact", quoted("mailto:" hurt("contact", 1900)))
    put("license", quoted(hurt_url("license")))
    put("accent", quoted("#ffff00"))
    close_document()
}
