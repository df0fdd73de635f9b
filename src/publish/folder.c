#include "publish/folder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "publish/document.h"
#include "publish/intake.h"

static void complain_of(struct sink *messages, const char *path,
                        const char *reason)
{
    log_text(messages, span_of_string(path));
    LIT(messages, ": ");
    sink_ready(messages, span_of_string(reason));
    LIT(messages, "\n");
}

bool folder_read_site_file(const char *file, struct sink *messages,
                           struct writer *writer, struct span *record)
{
    struct complaints complaints = {0};
    char *bytes;
    size_t length;
    bool good = false;

    if (file_read(file, DOCUMENT_BYTES_MAX, &bytes, &length) != ERROR_NONE) {
        complain_of(messages, file,
                    errno == ENOENT ? "is missing; a data folder needs one"
                                    : strerror(errno));
    } else {
        good = site_read((struct span){bytes, length}, &complaints, writer,
                         record);
        complaints_write(&complaints, span_of_string(file), messages);
        free(bytes);
    }
    complaints_free(&complaints);
    return good;
}

bool folder_read_site(const char *data, struct sink *messages,
                      struct writer *writer, struct span *record)
{
    char *file = path_in_data(data, "site.json");
    bool good =
        file != NULL && folder_read_site_file(file, messages, writer, record);

    free(file);
    return good;
}

void folder_read_links(const char *data, struct sink *messages,
                       struct links *links)
{
    struct complaints complaints = {0};
    char *file = path_in_data(data, LINKS_FILE);

    if (!links_read(data, links, &complaints) && file != NULL) {
        complaints_write(&complaints, span_of_string(file), messages);
        complain_of(messages, file,
                    "warning: not used; references count as not checked");
    }
    complaints_free(&complaints);
    free(file);
}

bool folder_find_documents(const char *data, struct sink *messages,
                           struct file_list *list)
{
    char failed[512];
    enum error error = file_find(data, "episodes", list, failed, sizeof failed);
    char *path;

    if (error == ERROR_NONE)
        return true;
    path = path_in_data(data, failed);
    complain_of(messages, path == NULL ? data : path,
                errno == ENOENT ? "is missing; episodes go there"
                                : strerror(errno));
    free(path);
    return false;
}
