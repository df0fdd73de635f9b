#include "text/letter.h"

#include <stddef.h>
#include <utf8proc.h>

struct range {
    uint32_t first;
    uint32_t last;
};

static bool in_ranges(const struct range *ranges, size_t count, uint32_t point)
{
    for (size_t i = 0; i < count; i++) {
        if (point <= ranges[i].last) {
            return point >= ranges[i].first;
        }
    }
    return false;
}

#define IN(ranges, point)                                                      \
    in_ranges((ranges), sizeof(ranges) / sizeof((ranges)[0]), (point))

uint32_t letter_upper(uint32_t point)
{
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)point);
}

uint32_t letter_lower(uint32_t point)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)point);
}

bool letter_is_han(uint32_t point)
{
    static const struct range han[] = {
        {0x3005, 0x3007}, {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},
        {0xF900, 0xFAFF}, {0x20000, 0x323AF},
    };

    return IN(han, point);
}

bool letter_is_hangul(uint32_t point)
{
    static const struct range hangul[] = {
        {0x1100, 0x11FF},
        {0x3131, 0x318E},
        {0xAC00, 0xD7A3},
    };

    return IN(hangul, point);
}

bool letter_is_cjk(uint32_t point)
{
    static const struct range kana[] = {
        {0x3041, 0x30FA},
        {0x30FC, 0x312F},
        {0x31F0, 0x31FF},
    };

    return letter_is_han(point) || letter_is_hangul(point) || IN(kana, point);
}

bool letter_is_spaced(uint32_t point)
{
    static const struct range spaced[] = {
        {'-', '-'},       {'0', '9'},       {'A', 'Z'},       {'a', 'z'},
        {0x00C0, 0x017F}, {0x0218, 0x021B}, {0x0370, 0x052F}, {0x0590, 0x05D4},
        {0x05D6, 0x06FF}, {0x0E01, 0x0E5B}, {0x1F00, 0x1FFF}, {0x200C, 0x200E},
        {0x202A, 0x202E},
    };

    return IN(spaced, point);
}

bool letter_is_apostrophe(uint32_t point)
{
    return point == '\'' || point == 0x2018 || point == 0x2019 ||
           point == 0x02BB || point == 0x02BC;
}

static bool category_in(uint32_t point, utf8proc_category_t first,
                        utf8proc_category_t last)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)point);

    return category >= first && category <= last;
}

bool letter_is_mark(uint32_t point)
{
    return category_in(point, UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_ME);
}

bool letter_is_word(uint32_t point)
{
    return category_in(point, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_NO);
}

bool letter_is_unspaced(uint32_t point)
{
    static const struct range southern[] = {
        {0x0E01, 0x0E3A},
        {0x0E40, 0x0EDF},
        {0x1000, 0x109F},
        {0x1780, 0x17D3},
    };

    return (letter_is_cjk(point) && !letter_is_hangul(point)) ||
           IN(southern, point);
}
