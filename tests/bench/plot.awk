# plot.awk - draws medians as an SVG, for light and dark; see medians.awk.
# Needs -v machine=TEXT and -v episodes=N.

function text(x, y, class, words) {
    gsub(/&/, "\\&amp;", words)
    gsub(/</, "\\&lt;", words)
    printf "<text x=\"%d\" y=\"%d\" class=\"%s\">%s</text>\n", x, y, class, words
}

# 12345.6 as 12,300: no more than the measure says.
function rounded(number,    unit, digits) {
    for (unit = 1; number / unit >= 1000; unit *= 10)
        ;
    digits = sprintf("%d", int(number / unit + 0.5) * unit)
    while (match(digits, /[0-9][0-9][0-9][0-9]($|,)/))
        digits = substr(digits, 1, RSTART) "," substr(digits, RSTART + 1)
    return digits
}

function bar(x, y, length_, class, words) {
    printf "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"12\" rx=\"2\" class=\"%s\"/>\n",
        x, y, length_ < 1 ? 1 : length_, class
    text(x + length_ + 6, y + 10, "number", words)
}

# A column of bars, one a peer, by `bars`.
function column(x, width, title, unit,    i, most, name) {
    text(x, 30, "title", title)
    text(x, 47, "unit", unit)
    for (i = 1; i <= count; i++)
        if (bars[names[i]] > most)
            most = bars[names[i]]
    for (i = 1; i <= count; i++) {
        name = names[i]
        bar(x, top + (i - 1) * step + 4, bars[name] / most * width,
            name ~ /^(module|worker)$/ ? "ours" : "theirs",
            rounded(bars[name]))
    }
}

function style() {
    print "<style>"
    print "text { font: 13px system-ui, sans-serif; fill: #1c1b19 }"
    print ".title, .name { font-weight: 600 }"
    print ".unit, .note { font-size: 12px; fill: #5e5b55 }"
    print ".number { font-variant-numeric: tabular-nums }"
    print ".ours { fill: #1d5fa8 }"
    print ".theirs { fill: #a9a59d }"
    print "@media (prefers-color-scheme: dark) {"
    print "text { fill: #eceae6 }"
    print ".unit, .note { fill: #a9a59d }"
    print ".ours { fill: #7db3ee }"
    print ".theirs { fill: #6c6963 }"
    print "}"
    print "</style>"
}

function peers_named() {
    count = split("module files worker bare php", names, " ")
    split("nginx with our module|nginx with files|tlexdr-fcgi|bare libfcgi|PHP-FPM", \
        titles, "|")
    split("out of the store|gzip_static, open_file_cache" \
        "|behind nginx, out of the store|behind nginx, out of memory" \
        "|behind nginx, out of SQLite", notes, "|")
    for (i = 1; i <= count; i++) {
        text(0, top + (i - 1) * step + 6, "name", titles[i])
        text(0, top + (i - 1) * step + 22, "note", notes[i])
    }
}

END {
    top = 66
    step = 40
    print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 290\"" \
        " width=\"800\" height=\"290\" role=\"img\" aria-labelledby=\"t\">"
    print "<title id=\"t\">An episode's page from five servers: requests a" \
        " second, CPU time and memory</title>"
    style()
    peers_named()
    for (i = 1; i <= count; i++)
        bars[names[i]] = value("rate", "free random 16 " names[i])
    column(210, 130, "Pages a second", "through one nginx process")
    for (i = 1; i <= count; i++)
        bars[names[i]] = value("itself_cpu", "free random 16 " names[i]) + \
            value("nginx_cpu", "free random 16 " names[i])
    column(410, 130, "CPU time a page, \302\265s", "nginx and what is behind it")
    for (i = 1; i <= count; i++)
        bars[names[i]] = memory[names[i]] + memory_nginx[names[i]]
    column(610, 120, "Memory, KiB", "nginx and what is behind it")
    text(0, 282, "note", rounded(episodes) " pages at random, 16 connections. " machine)
    print "</svg>"
}
