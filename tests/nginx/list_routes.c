/*
 * Prints what there must be a request for, one a line: the pattern of each
 * row of the route table, each format of an episode, each style of a
 * citation.
 */
#include <stdio.h>

#include "cite/style.h"
#include "serve/route.h"

int main(void)
{
    const struct cite_style *style;
    const struct route *route;
    struct span suffix;

    for (unsigned i = 0; (route = route_at(i)) != NULL; i++)
        printf("%.*s\n", (int)route->pattern.length, route->pattern.at);
    for (unsigned i = 0; (suffix = serve_episode_suffix(i)).length > 0; i++)
        printf("/episodes/*.%.*s\n", (int)suffix.length, suffix.at);
    for (size_t i = 0; (style = cite_style_at(i)) != NULL; i++)
        printf("/episodes/*/cite/%.*s\n", (int)style->name.length,
               style->name.at);
    return 0;
}
