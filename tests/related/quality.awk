# quality.awk - how many of the first three related episodes are right.
#
#     tlexdr dump STORE | awk -f quality.awk judged -
#
# Prints a line a way of choosing three: ours; the number of topics that two
# episodes share, then the slug, as the plainest program would do it; and three
# at random, which is worked out and not drawn. Then, what is most: an episode
# with one right one can have only one right.

# The strings of the list behind the first "NAME":[ in a line.
function list(line, name, items,    count) {
    if (!match(line, "\"" name "\":\\["))
        return 0
    line = substr(line, RSTART + RLENGTH)
    for (count = 0; match(line, /^,?"([^"\\]|\\.)*"/); count++) {
        items[count + 1] = substr(line, RSTART, RLENGTH)
        gsub(/^,?"|"$/, "", items[count + 1])
        line = substr(line, RSTART + RLENGTH)
    }
    return count
}

# Episodes with more topics of the slug's, in the order of slugs; three.
function by_topics(slug, best,    i, n, other, most) {
    n = 0
    for (most = 9; most > 0; most--) {
        for (i = 1; i <= episodes && n < 3; i++) {
            other = slugs[i]
            if (other != slug && shared(slug, other) == most)
                best[++n] = other
        }
    }
    return n
}

function shared(a, b,    i, n) {
    for (i = 1; i <= topics[a]; i++)
        n += (b, topic[a, i]) in covers
    return n + 0
}

function right(slug, chosen, count,    i, n) {
    for (i = 1; i <= count && i <= 3; i++)
        n += (slug, chosen[i]) in judged
    return n + 0
}

function row(name, value, from) {
    printf "%-28s %5.1f of %d  %3.0f %%\n", name, value, from, 100 * value / from
}

FNR == NR {
    if ($1 == "#")
        next
    for (i = 2; i <= NF; i++)
        judged[$1, $i]
    known[$1] = NF - 1
    next
}

{
    match($0, /"slug":"[^"]*"/)
    slug = slugs[++episodes] = substr($0, RSTART + 8, RLENGTH - 9)
    topics[slug] = list($0, "topics", items)
    for (i = 1; i <= topics[slug]; i++) {
        topic[slug, i] = tolower(items[i])
        covers[slug, topic[slug, i]]
    }
    sub(/.*"computed":/, "")
    delete items
    count = list($0, "related", items)
    ours += right(slug, items, count)
}

END {
    for (i = 1; i <= episodes; i++) {
        plain += right(slugs[i], best, by_topics(slugs[i], best))
        random += 3 * known[slugs[i]] / (episodes - 1)
        most += known[slugs[i]] < 3 ? known[slugs[i]] : 3
        delete best
    }
    row("related", ours, 3 * episodes)
    row("shared topics alone", plain, 3 * episodes)
    row("at random", random, 3 * episodes)
    row("most", most, 3 * episodes)
}
