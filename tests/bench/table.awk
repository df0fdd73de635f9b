# table.awk - prints medians as a table; see medians.awk. Needs -v held=PERCENT
# and -v episodes=N. Exits 1 where a mark is missed or a request failed.

function is_nginx(name) {
    return name == "module" || name == "files"
}

function failures(key,    numbers, count, i, sum) {
    count = split(of["failed", key], numbers)
    for (i = 1; i <= count; i++)
        sum += numbers[i]
    missed = missed || sum > 0
    return sum > 0 ? "  " sum " failed" : ""
}

function block(mode, pages, connections, title,    i, key, name) {
    printf "\n%s\n", title
    for (i = 1; i <= count; i++) {
        name = names[i]
        key = mode " " pages " " connections " " name
        printf "  %-8s %9d %8.2f %8.2f   %8s %7.1f %7.1f   %8s %7d %7d%s\n", name,
            value("rate", key), value("p50", key), value("p99", key),
            is_nginx(name) ? "" : sprintf("%.1f", value("itself_cpu", key)),
            value("nginx_cpu", key), value("wrk_cpu", key),
            is_nginx(name) ? "" : sprintf("%d", value("itself_busy", key)),
            value("nginx_busy", key), value("wrk_busy", key), failures(key)
    }
}

# Why a measure can't count: a letter of the legend, or nothing.
function doubt(key,    part, name, busy, limit) {
    split(key, part, " ")
    name = part[4]
    busy = value((is_nginx(name) ? "nginx" : "itself") "_busy", key)
    limit = part[1] == "held" ? held : 100
    if (value("wrk_busy", key) > 80)
        return "w"
    if (!is_nginx(name) && value("nginx_busy", key) > 80)
        return "n"
    return busy < limit * 0.8 ? "i" : ""
}

# The ratio of requests a second; notes it in `result` where it counts.
function compare(setting, ours, theirs,    doubts, got) {
    ours = setting " " ours
    theirs = setting " " theirs
    if (of["rate", ours] == "")
        return "-"
    got = ratio("rate", ours, theirs)
    doubts = doubt(ours) doubt(theirs)
    if (doubts == "")
        result = got
    return sprintf("%.2f%s", got, substr(doubts, 1, 1))
}

# The last word has what counts: requests where all are held, else those of
# the free runs, else the CPU.
function mark_line(ours, theirs, pages, least,    cpu, free, more, held_text, who) {
    who = is_nginx(ours) ? "nginx_cpu" : "itself_cpu"
    result = cpu = 1 / ratio(who, "free " pages " 16 " ours,
        "free " pages " 16 " theirs)
    more = compare("free " pages " 256", ours, theirs)
    free = compare("free " pages " 16", ours, theirs)
    held_text = compare("held " pages " 16", ours, theirs)
    printf "  %-17s %-7s %8s %8s %8s %8.2f %8.2f   %s\n", ours " / " theirs,
        pages, free, more, held_text, cpu, least,
        (result >= least ? "reached" : sprintf("missed by %.1f %%",
            (1 - result / least) * 100))
    missed = missed || result < least
}

END {
    count = split("module files worker bare php", names, " ")
    printf "%-10s %9s %8s %8s   %24s   %24s\n", "", "requests", "p50", "p99",
        "CPU, ms a 1,000 requests", "busy, % of a core"
    printf "%-10s %9s %8s %8s   %8s %7s %7s   %8s %7s %7s\n", "", "a second",
        "ms", "ms", "itself", "nginx", "wrk", "itself", "nginx", "wrk"
    many = episodes " pages at random, "
    block("free", "one", 16, "One page, 16 connections")
    block("free", "one", 256, "One page, 256 connections")
    block("free", "random", 16, many "16 connections")
    block("free", "random", 256, many "256 connections")
    if (of["rate", "held one 16 module"] != "") {
        block("held", "one", 16, "One page, each held to " held " % of a core")
        block("held", "random", 16, many "each held to " held " % of a core")
    }
    printf "\nMemory, KiB (Anonymous and VmPTE; what processes share, once)\n"
    printf "  %-8s %9s %9s\n", "", "itself", "nginx"
    for (i = 1; i <= count; i++)
        printf "  %-8s %9s %9d\n", names[i],
            is_nginx(names[i]) ? "" : memory[names[i]], memory_nginx[names[i]]

    printf "\nRatios of requests a second; last, of CPU a request\n"
    printf "  %-17s %-7s %8s %8s %8s %8s %8s\n", "", "pages", "16", "256",
        "held", "CPU", "mark"
    mark_line("module", "files", "one", 1.25)
    mark_line("module", "files", "random", 1.25)
    mark_line("worker", "bare", "one", 0.9)
    mark_line("worker", "bare", "random", 0.9)
    mark_line("worker", "php", "one", 5)
    mark_line("worker", "php", "random", 5)
    print "  A letter: this one doesn't count. w, n: wrk, or nginx before a"
    print "  worker, was busy over 80 % of its core; i: the peer itself was"
    print "  not. A mark is for the held ones, else 16, else 256, else CPU."
    exit missed
}
