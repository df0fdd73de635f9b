#!/bin/sh
# tlexdr.db(5) describes the records that are written: shapes, fields, types
# and slots are those of fields.h, the header is that of format.h, and the
# keys are those of keys.h. tlexdr(1) names every field of a document.
. "$top_srcdir/tests/lib/tap.sh"

src=$top_srcdir/src
page=$src/store/tlexdr.db.5
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# A line a field: shape's number, shape, slot, field, type, rows' shape. A
# field that is no part of a document is named after its constant and *.
awk '
    /^#define .*_FIELDS\(X\)/ { list = $2; sub(/\(X\)/, "", list) }
    /^#define RECORD_SHAPES/ { list = "" }
    {
        line = $0
        while (match(line, /X\([A-Z]+, [A-Z_]+, "[a-z_]*", [A-Z_]+\)/)) {
            field[list, count[list]++] = substr(line, RSTART + 2, RLENGTH - 3)
            line = substr(line, RSTART + RLENGTH)
        }
        if (match(line, /X\([A-Z_]+, [A-Z_]+_FIELDS, "[a-z]+"\)/)) {
            split(substr(line, RSTART + 2, RLENGTH - 3), part, /, /)
            gsub(/"/, "", part[3])
            shapes++
            constant[shapes] = part[1]
            fields[shapes] = part[2]
            name[shapes] = part[3]
            called[part[1]] = part[3]
        }
    }
    END {
        for (s = 1; s <= shapes; s++) {
            for (i = 0; i < count[fields[s]]; i++) {
                split(field[fields[s], i], part, /, /)
                key = part[3]
                gsub(/"/, "", key)
                if (key == "")
                    key = tolower(substr(part[2], \
                                         length(constant[s]) + 2)) "*"
                type = tolower(part[1])
                if (type == "rows")
                    type = type " of " called[part[4]]
                print s, name[s], i, key, type
            }
        }
    }' "$src/record/fields.h" > "$work/fields.code"

awk '
    /^\.Sh / { inside = $2 == "SHAPES" }
    inside && /^\.Ss / { shape = $2 " " $3 }
    inside && /^\.It [0-9]+ Ta / {
        split($0, cell, / Ta ?/)
        print shape, substr(cell[1], 5), cell[2], cell[3]
    }' "$page" > "$work/fields.page"

shapes=$(cut -d ' ' -f 1,2 "$work/fields.code" "$work/fields.page" |
    sort -nu)
check 'there are shapes' test -n "$shapes"
while read -r shape; do
    is "shape $shape" "$(grep "^$shape " "$work/fields.code")" \
        "$(grep "^$shape " "$work/fields.page")"
done <<END
$shapes
END

header=$(sed -n \
    's|^ *AT_\([A-Z_]*\) = \([0-9]*\), */\* \([a-z0-9]*\).*|\2 \1|p' \
    "$src/record/format.h" | tr '[:upper:]_' '[:lower:] ')
check 'there is a header' test -n "$header"
is 'header of a record' "$header" "$(sed -n \
    's/^\.It \([0-9]*\) Ta [a-z0-9]* Ta \([a-z ]*\): .*/\1 \2/p' "$page")"

keys=$(sed -n "s/^ *KEY_\(CORPUS_\)*\([A-Z]*\) = '\(.\)'.*/\3 \L\2/p" \
    "$src/store/keys.h")
check 'there are keys' test -n "$keys"
is 'keys' "$keys" "$(sed -n \
    's/^\.It \([Pa-z]\)\( Ns Ar [A-Z]*\)\{0,1\} Ta \([a-z]*\) Ta .*/\1 \3/p' \
    "$page")"

# A field with an asterisk is no part of a document.
empty 'tlexdr(1) names every field of a document' "$(
    cut -d ' ' -f 4 "$work/fields.code" | grep -v '\*$' | sort -u |
        while read -r field; do
            grep -qw "$field" "$src/programs/tlexdr.1" || echo "$field"
        done)"

finish
