#include "cite/item.h"

bool date_known(struct date date)
{
    return date.year != DATE_UNKNOWN;
}

struct span cite_medium(const struct cite_item *item)
{
    if (item->kind != CITE_EPISODE) {
        return SPAN("");
    }
    return item->video ? SPAN("Video podcast episode")
                       : SPAN("Audio podcast episode");
}
