#!/bin/sh
# tlexdr.db(5) describes the records that are written: shapes, fields, types
# and slots are those of fields.h, the header is that of format.h, and the
# keys are those of keys.h.
src=${top_srcdir:-.}/src
page=$src/store/tlexdr.db.5
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
number=0

# same NAME: compares $work/code with $work/page.
same() {
    number=$((number + 1))
    if [ -s "$work/code" ] && cmp -s "$work/code" "$work/page"; then
        echo "ok $number - $1"
    else
        echo "not ok $number - $1"
        diff "$work/code" "$work/page" | sed 's/^/# /'
    fi
}

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

shapes=$(cut -d ' ' -f 1,2 "$work/fields.code" "$work/fields.page" | sort -u)
echo "1..$(($(echo "$shapes" | wc -l) + 2))"
echo "$shapes" > "$work/shapes"
while read -r shape; do
    for side in code page; do
        grep "^$shape " "$work/fields.$side" > "$work/$side"
    done
    same "shape $shape"
done < "$work/shapes"

sed -n 's|^ *AT_\([A-Z_]*\) = \([0-9]*\), */\* \([a-z0-9]*\).*|\2 \1|p' \
    "$src/record/format.h" | tr 'A-Z_' 'a-z ' > "$work/code"
sed -n 's/^\.It \([0-9]*\) Ta [a-z0-9]* Ta \([a-z ]*\): .*/\1 \2/p' \
    "$page" > "$work/page"
same "header of a record"

sed -n "s/^ *KEY_\([A-Z]*\) = '\(.\)'.*/\2 \1/p" "$src/store/keys.h" |
    tr 'A-Z' 'a-z' > "$work/code"
sed -n 's/^\.It \([a-z]\)\( Ns Ar [A-Z]*\)\{0,1\} Ta \([a-z]*\) Ta .*/\1 \3/p' \
    "$page" > "$work/page"
same "keys"
