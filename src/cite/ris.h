/*
 * ris.h - RIS, the tagged form that reference managers exchange: UTF-8, a
 * field a line, lines end in CRLF.
 */
#ifndef TLEXDR_CITE_RIS_H
#define TLEXDR_CITE_RIS_H

#include "cite/item.h"

/*
 * One entry an item: SOUND for a conversation, ELEC for a summary. Hosts are
 * AU, guests A2. Control bytes in a text become spaces.
 */
void ris_file(struct sink *sink, const struct cite_item *items, size_t count);

#endif
