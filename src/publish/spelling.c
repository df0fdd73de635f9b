#include "publish/spelling.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Levenshtein's distance, a row of his table at a time. */
static unsigned distance_of(struct span a, struct span b)
{
    unsigned row[SPELLING_MAX + 1];

    for (unsigned j = 0; j <= b.length; j++)
        row[j] = j;
    for (unsigned i = 1; i <= a.length; i++) {
        unsigned diagonal = row[0];

        row[0] = i;
        for (unsigned j = 1; j <= b.length; j++) {
            unsigned changed =
                diagonal + (lower(a.at[i - 1]) != lower(b.at[j - 1]));

            diagonal = row[j];
            row[j] = least(changed, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[b.length];
}

bool spelling_near(struct span word, struct span known, unsigned *distance)
{
    if (word.length > SPELLING_MAX || known.length > SPELLING_MAX)
        return false;
    *distance = distance_of(word, known);
    return *distance <= (known.length + 1) / 3;
}
