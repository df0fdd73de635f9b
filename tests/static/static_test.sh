#!/bin/sh
# What tools find by reading: nothing, of C, of scripts and of manual pages.
. "$top_srcdir/tests/lib/tap.sh"
cd "$top_srcdir" || exit 1

# Files of ours by name, without what builds and packages bring.
ours() {
    find src nginx tests "$@" -not -path '*/node_modules/*' \
        -not -path 'nginx/run.d/*' | sort
}

# As the build has them; any version and name of a library will do.
version='-DPACKAGE_VERSION="0"'
modules=$(sed -n 's/^NEED(\[[A-Z0-9_]*\], *\[\([^]]*\)\].*/\1/p' configure.ac)
# shellcheck disable=SC2086 # a list of words
cppflags="-D_GNU_SOURCE -DXXH_INLINE_ALL -DLIBCURL=PACKAGE_VERSION
    -DLIBXML2=PACKAGE_VERSION -Isrc -I$top_builddir/src
    $(pkg-config --cflags $modules)"

# legacyUninitvar is wrong about an array that a call in its own line fills.
# shellcheck disable=SC2046,SC2086 # lists of words
check 'cppcheck' cppcheck --quiet --std=c11 --error-exitcode=1 -j2 \
    --enable=warning,performance,portability --inline-suppr \
    --suppress=missingIncludeSystem --suppress=legacyUninitvar \
    "$version" $cppflags $(ours -name '*.c')

nginx="-I. -isystem $top_builddir/nginx/objs"
for folder in core event event/modules os/unix http http/modules http/v2; do
    nginx="$nginx -isystem /usr/share/nginx/src/src/$folder"
done

# Outside tests, where cmocka's macros are all that it finds. With huge pages
# it takes a tenth less.
tidy() {
    # shellcheck disable=SC2086 # a list of words
    ours -name '*.c' -not -path 'tests/*' |
        GLIBC_TUNABLES=glibc.malloc.hugetlb=1 xargs -P "$(nproc)" -I FILE \
            clang-tidy --quiet FILE -- -std=gnu11 \
            "$version" $cppflags $nginx 2>/dev/null
}
check 'clang-tidy' tidy

# shellcheck disable=SC2046 # a list of words
check 'clang-format' clang-format --dry-run --Werror $(ours -name '*.[ch]')

# shellcheck disable=SC2046 # a list of words
check 'shellcheck' shellcheck -S warning -x -P SCRIPTDIR -e SC1091,SC2154,SC2317 \
    .ci/run build-aux/debian build-aux/embed nginx/push nginx/run tests/run \
    tests/bench/run tests/bench/run-page tests/bench/run-related \
    tests/bench/run-cold tests/bench/run-memory tests/bench/run-tight \
    tests/campaign/run \
    tests/fuzz/run \
    $(ours -name '*.sh')

pages=$(ours -name '*.[1-9]')
# shellcheck disable=SC2086 # a list of words
[ -z "$pages" ] || check 'mandoc' mandoc -T lint -W warning $pages

finish
