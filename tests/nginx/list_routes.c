/*
 * Prints the pattern of each row of the route table, one a line.
 */
#include <stdio.h>

#include "serve/route.h"

int main(void)
{
    const struct route *route;

    for (unsigned i = 0; (route = route_at(i)) != NULL; i++)
        printf("%.*s\n", (int)route->pattern.length, route->pattern.at);
    return 0;
}
