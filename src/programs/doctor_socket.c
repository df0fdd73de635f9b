/*
 * Whether nginx can reach the worker's socket.
 */
#include "programs/doctor.h"

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"

#define GROUPS_MAX 64

/* Whoever nginx runs as, and all groups of theirs. */
struct visitor {
    char name[64];
    uid_t user;
    gid_t groups[GROUPS_MAX];
    int group_count;
};

/* The user that nginx.conf names, where that can be read and names one. */
static bool read_configured(char name[64])
{
    FILE *file = fopen("/etc/nginx/nginx.conf", "re");
    char line[512];
    bool found = false;

    while (file != NULL && !found && fgets(line, sizeof line, file) != NULL)
        found = sscanf(line, " user %63[^; \t\n]", name) == 1;
    if (file != NULL)
        fclose(file);
    return found;
}

static bool find_visitor(struct visitor *visitor)
{
    static const char *const usual[] = {"www-data", "nginx", "http"};
    const struct passwd *entry = NULL;

    if (read_configured(visitor->name))
        entry = getpwnam(visitor->name);
    for (size_t i = 0; entry == NULL && i < sizeof usual / sizeof *usual; i++)
        entry = getpwnam(usual[i]);
    if (entry == NULL)
        return false;
    snprintf(visitor->name, sizeof visitor->name, "%s", entry->pw_name);
    visitor->user = entry->pw_uid;
    visitor->group_count = GROUPS_MAX;
    if (getgrouplist(entry->pw_name, entry->pw_gid, visitor->groups,
                     &visitor->group_count) < 0)
        visitor->group_count = GROUPS_MAX;
    return true;
}

/* Whether mode bits give the visitor all of `wanted`, 1 to 7. */
static bool may(const struct visitor *visitor, const struct stat *status,
                unsigned wanted)
{
    unsigned granted = status->st_mode & 7;

    for (int i = 0; i < visitor->group_count; i++) {
        if (visitor->groups[i] == status->st_gid)
            granted = status->st_mode >> 3 & 7;
    }
    if (visitor->user == status->st_uid)
        granted = status->st_mode >> 6 & 7;
    return visitor->user == 0 || (granted & wanted) == wanted;
}

static void write_mode(struct sink *sink, mode_t mode)
{
    LIT(sink, "0");
    sink_decimal(sink, mode >> 6 & 7);
    sink_decimal(sink, mode >> 3 & 7);
    sink_decimal(sink, mode & 7);
}

static void write_owner(struct sink *sink, const struct stat *status)
{
    const struct passwd *user = getpwuid(status->st_uid);
    const struct group *group = getgrgid(status->st_gid);

    LIT(sink, "mode ");
    write_mode(sink, status->st_mode);
    LIT(sink, ", of user ");
    if (user != NULL)
        log_text(sink, span_of_string(user->pw_name));
    else
        sink_decimal(sink, (int64_t)status->st_uid);
    LIT(sink, " and group ");
    if (group != NULL)
        log_text(sink, span_of_string(group->gr_name));
    else
        sink_decimal(sink, (int64_t)status->st_gid);
}

/* The first folder on the way to `path` that the visitor can't pass. */
static bool find_barrier(const struct visitor *visitor, char *path)
{
    struct stat status;

    for (char *slash = strchr(path + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (stat(path, &status) == 0 && !may(visitor, &status, 1))
            return true;
        *slash = '/';
    }
    return false;
}

static void examine_way(struct doctor *doctor, const struct visitor *visitor,
                        const char *path, const struct stat *status)
{
    struct span name = span_of_string(visitor->name);
    char way[PATH_MAX];
    struct sink *out;

    if (realpath(path, way) == NULL)
        return;
    if (find_barrier(visitor, way)) {
        out = doctor_begin(doctor, FINDING_PROBLEM, SPAN("socket"));
        log_text(out, name);
        LIT(out, ", who nginx runs as, can't pass the folder ");
        log_text(out, span_of_string(way));
        doctor_end(doctor, SPAN("put the socket elsewhere, as below /run, or "
                                "let others pass: chmod o+x"));
    } else if (!may(visitor, status, 2)) {
        out = doctor_begin(doctor, FINDING_PROBLEM, SPAN("socket"));
        log_text(out, name);
        LIT(out, ", who nginx runs as, may not connect");
        doctor_end(doctor, SPAN("run the worker with nginx's group, as with "
                                "Group= in its unit, and start it again"));
    } else {
        out = doctor_begin(doctor, FINDING_GOOD, SPAN("socket"));
        log_text(out, name);
        LIT(out, ", who nginx runs as, may connect");
        doctor_end(doctor, SPAN(""));
    }
}

void doctor_examine_socket(struct doctor *doctor, const char *path)
{
    struct visitor visitor;
    struct stat status;
    struct sink *out;
    bool open;
    bool there = stat(path, &status) == 0;
    const char *reason = there ? "is no socket" : strerror(errno);

    if (!there && doctor_is_barred(doctor, SPAN("socket"), path))
        return;
    if (!there || !S_ISSOCK(status.st_mode)) {
        out = doctor_begin(doctor, FINDING_PROBLEM, SPAN("socket"));
        log_text(out, span_of_string(path));
        LIT(out, ": ");
        log_text(out, span_of_string(reason));
        doctor_end(doctor, SPAN("start tlexdr-fcgi with --listen unix: and "
                                "this path, or name another with --socket"));
        return;
    }
    open = (status.st_mode & S_IWOTH) != 0;
    out = doctor_begin(doctor, open ? FINDING_PROBLEM : FINDING_GOOD,
                       SPAN("socket"));
    log_text(out, span_of_string(path));
    LIT(out, ": ");
    write_owner(out, &status);
    if (open)
        LIT(out, ": everybody may connect, and it is the security boundary");
    doctor_end(doctor, open ? SPAN("chmod 0660, or SocketMode=0660 in its unit")
                            : SPAN(""));
    if (find_visitor(&visitor))
        examine_way(doctor, &visitor, path, &status);
    else
        doctor_find(doctor, FINDING_UNKNOWN, SPAN("socket"),
                    SPAN("there is no user that nginx may run as"), SPAN(""));
}
