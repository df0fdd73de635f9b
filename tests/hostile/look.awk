# look.awk - looks for hostile text that escaped wrongly; one line a finding:
# "FILE: LINE: what". Each file is what `tlexdr render --head` wrote: status,
# fields, a blank line, body. The fields' Content-Type says what the body must
# withstand.

function found(what) {
    if (findings++ < 5)
        print file ": " line_number ": " what
}

# Text between tags, or a quoted attribute's value: nothing of < > " ' may
# follow a marker, and & only as one of the five entities.
function look_at_html(line,    rest) {
    if (line ~ /zq[0-9]+q[<>"']/)
        found("a raw character of markup")
    rest = line
    gsub(/&(amp|lt|gt|quot|#39);/, "", rest)
    if (rest ~ /zq[0-9]+q[^<]*&/)
        found("a raw ampersand")
    if (line ~ /zq[0-9]+q&amp;&lt;/)
        found("an entity as it was")
    if (line ~ /<img src=x|<script>alert|<b>|onmouseover='/)
        found("an attack as it was")
    if (line ~ /(href|src)="[ \t]*javascript:/)
        found("an address that runs")
}

# Strings and what may stand between them; a string ends on its line.
function look_at_json(line) {
    gsub(/\\u[0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]/, "", line)
    gsub(/\\["\\\/bfnrt]/, "", line)
    gsub(/"[^"\\]*"/, "", line)
    gsub(/true|false|null|-?[0-9]+/, "", line)
    if (line !~ /^[][{}:, ]*$/)
        found("no JSON")
}

function look_at_script(line) {
    if (line ~ /[<>&]/ || line ~ /\342\200[\250\251]/)
        found("a character that ends or changes a script")
    look_at_json(line)
}

# What would be markup is behind a backslash (CommonMark), but in <>, where
# an address ends with the bracket and takes none.
function look_at_markdown(line) {
    gsub(/<https?:[^<> ]*>/, "", line)
    if (line ~ /zq[0-9]+q[][<>&`*_|~]/ || line ~ /zq[0-9]+q\\input/)
        found("a raw character of Markdown")
    if (line ~ /(^|[^\\])<(script|img|b>)/)
        found("an attack as it was")
}

# Outside <v NAME> all of < > & are entities (WebVTT), so that no text is a tag
# or a cue of its own.
function look_at_vtt(line) {
    gsub(/^[0-9:.]+ --> [0-9:.]+$|<\/?v[^<>]*>/, "", line)
    gsub(/&(amp|lt|gt|lrm|rlm|nbsp);/, "", line)
    if (line ~ /[<>]|&[a-z#]/)
        found("a raw character of WebVTT")
}

function look_at_field(line) {
    if (line !~ /^[!-9;-~]+: [ -~]*$/)
        found("a field of other than visible ASCII")
    if (line ~ /^([Ss]et-[Cc]ookie|X-Accel)/)
        found("a field that the text brought")
}

function end_file() {
    if (head)
        found("no end of the fields")
    if (in_script)
        found("a script that doesn't end")
}

FNR == 1 {
    if (NR > 1)
        end_file()
    head = 1
    findings = in_script = unknown = 0
    type = ""
    file = FILENAME
}
{ line_number = FNR }
unknown { next }

head && FNR == 1 {
    sub(/\r$/, "")
    status = $2
    if ($0 !~ /^Status: [1-5][0-9][0-9] [A-Za-z ]+$/)
        found("no status")
    next
}
head {
    if (!sub(/\r$/, ""))
        found("a field that doesn't end in CRLF")
    if ($0 == "") {
        head = 0
        next
    }
    look_at_field($0)
    if (tolower($1) == "content-type:")
        type = $2
    next
}

type ~ /^application\/x-research-info-systems/ && !sub(/\r$/, "") {
    found("a line that doesn't end in CRLF")
}

# No text of ours or of a document brings these; line ends became spaces.
/[\001-\010\013-\037\177]/ { found("a control character") }
/^Set-Cookie/ { found("a line that the text brought") }

type ~ /^text\/html/ {
    line = $0
    if (!in_script && sub(/.*<script type="application\/ld\+json">/, "", line))
        in_script = 1
    if (in_script) {
        ends = sub(/<\/script>.*/, "", line)
        look_at_script(line)
        in_script = !ends
    } else {
        look_at_html(line)
    }
    next
}
type ~ /^application\/(ld\+)?json/ { look_at_json($0); next }
type ~ /^application\/vnd\.citationstyles\.csl\+json/ {
    look_at_json($0)
    next
}
type ~ /^application\/x-bibtex/ {
    if (/\\input/)
        found("an attack as it was")
    next
}
type ~ /^application\/x-research-info-systems/ {
    if (!/^([A-Z][A-Z0-9]  - .*)?$/)
        found("a line that is no field")
    next
}
type ~ /^text\/markdown/ { look_at_markdown($0); next }
type ~ /^image\/svg\+xml/ { look_at_html($0); next }
type ~ /^text\/vtt/ { look_at_vtt($0); next }
type ~ /^text\/(plain|css|javascript)/ {
    if (type !~ /plain/ && /zq[0-9]+q/)
        found("hostile text where none belongs")
    next
}
{
    found("nothing is known about " type)
    unknown = 1
}

END { end_file() }
