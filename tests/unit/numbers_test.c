#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "publish/numbers.h"

static char listed[1024];

static void list(void *context, const struct number *number)
{
    size_t used = strlen(listed);

    (void)context;
    snprintf(listed + used, sizeof listed - used, "%s%.14g%s",
             used > 0 ? " " : "", number->value, number->digits ? "d" : "");
}

static const char *numbers_in(const char *text)
{
    listed[0] = '\0';
    numbers_find(span_of_string(text), list, NULL);
    return listed;
}

static void reads_numbers(void **state)
{
    static const struct {
        const char *text;
        const char *numbers;
    } cases[] = {
        {"", ""},
        {"no number at all", ""},
        {"27,000 euros", "27000d"},
        {"cost $6 million, or $6bn.", "6000000d 6000000000d"},
        {"1.5 and 1.50", "1.5d 1.5d"},
        {"\xE2\x82\xAC"
         "40k (30%)",
         "40000d 30d"},
        {"the 21st of 1,000,000", "21d 1000000d"},
        {"an H20, GPT-4 and 5:06", ""},
        {"twenty-one", "21"},
        {"a hundred and five", "105"},
        {"one hundred and five thousand two hundred", "105200"},
        {"six hundred and seventy-one billion", "671000000000"},
        {"two point five", "2.5"},
        {"two point two five million", "2250000"},
        {"nineteen ninety-five", "19 95 1995"},
        {"twenty twenty four", "20 24 2024"},
        {"one, two, three", "1 2 3"},
        {"one two three", "1 2 3"},
        {"four hundred dollars", "400"},
        {"half a million", "1000000"},
        {"and point and", ""},
        {"999999999999999999999999999999999", "1e+33d"},
        {"1. 2, 3? .5 ,6", "1d 2d 3d 5d 6d"},
        {"10-15 plants", "10d 15d"},
        {"10\xE2\x80\x93"
         "99, \xE2\x80\x9C"
         "77 of them, cost\xE2\x80\x94"
         "88.",
         "10d 99d 77d 88d"},
        {"\xC2\xAB 60 \xC2\xBB, \xE2\x88\x92"
         "40 and \xE2\x80\x98seventy\xE2\x80\x99",
         "60d 40d 70"},
        {"$6\xC2\xA0"
         "billion, 12\xE2\x80\xAF%",
         "6000000000d 12d"},
        {"27\xC2\xA0"
         "000 or 27\xE2\x80\xAF"
         "000 of 1\xC2\xA0"
         "2027",
         "27000d 27000d 1d 2027d"},
        {"1,5 and 12,34 and 1,00,000 and 1,234,567.8",
         "1.5d 12.34d 100000d 1234567.8d"},
        {"1,2,3 and 1,2345 and 1.234,5", "1d 1d 1.234d"},
        {"4 point 5, two point 25 million, 3 point 1000", "4.5d 2250000 3.1d"},
        {"it\xE2\x80\x99s GPT\xE2\x80\x91"
         "4",
         ""},
        {"20 and 30, or 20 30-hour weeks", "20d 30d 20d 30d"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(numbers_in(cases[i].text), cases[i].numbers);
}

static void compares_numbers(void **state)
{
    (void)state;
    assert_true(number_equal(0.1 + 0.2, 0.3));
    assert_true(number_equal(0, 0));
    assert_false(number_equal(2, 2.00001));
    assert_false(number_equal(1e12, 1e12 + 1e4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_numbers),
        cmocka_unit_test(compares_numbers),
    };

    return cmocka_run_group_tests_name("numbers", tests, NULL, NULL);
}
