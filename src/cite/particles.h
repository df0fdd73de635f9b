/*
 * particles.h - the parts of a name as processors of CSL settle them: what a
 * document gave as part of a family or given name, but is a particle or a
 * suffix by how it is written.
 */
#ifndef TLEXDR_CITE_PARTICLES_H
#define TLEXDR_CITE_PARTICLES_H

#include "cite/item.h"

/*
 * Where a name has a given and a family name and no particle of its own:
 * words in lower case before the family name (van der Berg, al-Rashid,
 * d'Artagnan) become its particle, those behind the given name (Ludwig van)
 * the dropping one, and what follows a comma in the given name its suffix.
 */
void name_settle(struct cite_name *name);

#endif
