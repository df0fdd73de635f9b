/*
 * notice.h - a signal when a file in a folder is written or put there.
 */
#ifndef TLEXDR_PROGRAMS_NOTICE_H
#define TLEXDR_PROGRAMS_NOTICE_H

/*
 * From now on, SIGIO. A descriptor, or -1 where the folder isn't there or the
 * system has no watches left; so who relies on it looks now and then too.
 */
int notice_begin(const char *folder);

/* Takes what there was to tell; after each signal. -1 is nothing. */
void notice_take(int notice);

#endif
