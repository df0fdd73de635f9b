#!/bin/sh
# Who may include what: the rooms' order, and which library is whose.
. "$top_srcdir/tests/lib/tap.sh"
cd "$top_srcdir" || exit 1

# Each room and the rooms that it may see besides itself.
rooms='base
text base
record base
store base record
cite base text record
find base text record store
render base record cite
serve base text record store cite find render
publish base text record store cite find render serve
programs base text record store cite find render serve publish'

# Each library's header and the rooms that may include it.
libraries='lmdb.h store
cJSON.h publish
fcgiapp.h programs
utf8proc.h text
libstemmer.h text
xxhash.h text record store render serve publish
libdeflate.h publish
sodium.h publish programs
curl.h programs'

# "FILE HEADER" for each #include in src and nginx.
includes=$(find src nginx -name '*.[ch]' -exec awk '
    /^[ \t]*#[ \t]*include/ {
        gsub(/^[^<"]*[<"]|[>"].*$/, "")
        print FILENAME, $0
    }' {} +)

# Prints where a room includes from a room that it may not see.
outside_rooms() {
    printf '%s\n\n%s\n' "$rooms" "$includes" | awk '
        /^$/ { reading = 1; next }
        !reading {
            known[$1] = 1
            for (i = 1; i <= NF; i++)
                may[$1, $i] = 1
            next
        }
        {
            split($1, file, "/")
            split($2, header, "/")
            if (file[1] == "src" && !(file[2] in known))
                print $1 " is in no known room"
            else if (file[1] == "src" && header[1] in known &&
                     !((file[2], header[1]) in may))
                print $1 " includes " $2
        }'
}

# Prints where a library is included by a room that it isn't for.
outside_libraries() {
    printf '%s\n\n%s\n' "$libraries" "$includes" | awk '
        /^$/ { reading = 1; next }
        !reading {
            known[$1] = 1
            for (i = 2; i <= NF; i++)
                may["src/" $i, $1] = 1
            next
        }
        {
            room = $1
            sub(/\/[^\/]*$/, "", room)
            name = $2
            sub(/.*\//, "", name)
            if (name in known && !((room, name) in may))
                print $1 " includes " $2
            if (name ~ /^ngx_/ && room !~ /^nginx/)
                print $1 " includes " $2
        }'
}

check 'there are includes to look at' test -n "$includes"
empty 'each room includes only what it may see' "$(outside_rooms)"
empty "each library's header stays in its room" "$(outside_libraries)"
empty 'one file at most includes fcgiapp.h' \
    "$(echo "$includes" | grep ' fcgiapp.h$' | tail -n +2)"
empty 'one file alone includes libxml2' \
    "$(echo "$includes" | grep ' libxml/' |
        grep -v '^src/programs/feed_xml\.c ')"
empty 'one file alone includes libcurl' \
    "$(echo "$includes" | grep ' curl/' |
        grep -v '^src/programs/probe\.c ')"
empty 'headers are named by their room, or are no file of ours' "$(
    echo "$includes" | while read -r file header; do
        [ ! -e "$(dirname "$file")/$header" ] || echo "$file: $header"
    done)"

finish
