#include "programs/notice.h"

#include <fcntl.h>
#include <sys/inotify.h>
#include <unistd.h>

int notice_begin(const char *folder)
{
    int notice = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);

    if (notice >= 0 &&
        inotify_add_watch(notice, folder, IN_MODIFY | IN_MOVED_TO) >= 0 &&
        fcntl(notice, F_SETOWN, getpid()) == 0 &&
        fcntl(notice, F_SETFL, O_NONBLOCK | O_ASYNC) == 0)
        return notice;
    if (notice >= 0)
        close(notice);
    return -1;
}

void notice_take(int notice)
{
    char events[4096];

    while (notice >= 0 && read(notice, events, sizeof events) > 0)
        ;
}
