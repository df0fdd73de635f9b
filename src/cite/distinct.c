#include "cite/distinct.h"

#include "cite/particles.h"
#include "cite/rivals.h"

static void raise(struct cite_distinct *distinct, size_t index,
                  enum rivalry rivalry)
{
    if (index < DISTINCT_NAMES && distinct->rivalry[index] < rivalry) {
        distinct->rivalry[index] = (uint8_t)rivalry;
    }
}

void distinct_leader(const struct cite_listing *listing, struct cite_item *a,
                     const struct cite_item *b)
{
    const struct cite_people *leaders = cite_leaders(listing, a);
    struct cite_name name;
    enum rivalry rivalry;
    size_t place = 0;

    if (listing->short_names->rivals != RIVALS_LEADERS ||
        !leaders->next(leaders, &place, &name)) {
        return;
    }
    name_settle(&name);
    rivalry = rivalry_of(b, &name, listing->short_names);
    if (rivalry == RIVAL_BY_INITIALS || !listing->initials_alone) {
        raise(&a->distinct, 0, rivalry);
    }
}

bool distinct_names(const struct cite_listing *listing, struct cite_item *a,
                    const struct cite_item *b)
{
    const struct cite_item *const items[] = {a, b};
    const struct cite_people *const people[] = {cite_leaders(listing, a),
                                                cite_leaders(listing, b)};
    size_t index;
    enum rivalry rivalry;

    if (!names_part(items, people, listing->short_names, &index, &rivalry)) {
        return false;
    }
    raise(&a->distinct, index, rivalry);
    if (a->distinct.shown <= index) {
        a->distinct.shown = (uint8_t)(index + 1);
    }
    return true;
}
