/*
 * check_document - prints what is wrong with documents, as `tlexdr check`
 * words it, with no store and no data folder around them.
 *
 *     check_document FILE...
 *
 * A file whose name starts with "site" is read as a site document, others as
 * episodes. Exits 1 where one is rejected.
 */
#include <stdio.h>
#include <stdlib.h>

#include "publish/document.h"

static enum error write_out(struct sink *sink, const char *bytes, size_t length)
{
    (void)sink;
    return fwrite(bytes, 1, length, stdout) == length ? ERROR_NONE
                                                      : ERROR_SYSTEM;
}

static struct span read_file(const char *name)
{
    static char bytes[16 << 20];
    FILE *file = fopen(name, "rb");
    struct span text = {bytes, 0};

    if (file == NULL) {
        perror(name);
        exit(2);
    }
    text.length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return text;
}

static bool check_file(const char *name)
{
    struct span file = span_of_string(name);
    struct complaints complaints = {0};
    struct writer writer = {0};
    struct sink sink = {.drain = write_out};
    struct span record = {0};
    bool good = (span_starts(file, SPAN("site")) ? site_read : episode_read)(
        read_file(name), &complaints, &writer, &record);

    complaints_write(&complaints, file, &sink);
    complaints_free(&complaints);
    writer_free(&writer);
    return good;
}

int main(int argc, char **argv)
{
    bool good = true;

    for (int i = 1; i < argc; i++)
        good = check_file(argv[i]) && good;
    return good ? 0 : 1;
}
