#!/bin/sh
# Each header reads alone: it includes what it needs.
. "$top_srcdir/tests/lib/tap.sh"
cd "$top_builddir" || exit 1

for path in "$top_srcdir"/src/*/*.h; do
    header=${path#"$top_srcdir/src/"}
    echo "#include \"$header\"" >"header-alone.$$.c"
    # shellcheck disable=SC2086 # lists of words
    check "$header compiles alone" ${CC:-cc} $test_cppflags -std=gnu11 \
        -Wall -Wextra -Werror -fsyntax-only "header-alone.$$.c"
done
rm -f "header-alone.$$.c"

finish
