#include "tests/lib/answers.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/lib/fcgi.h"

#define FOLDERS_MAX 4

enum coding { GZIP, IDENTITY, CODINGS };

static const char *const coding_names[CODINGS] = {"gzip", "identity"};

static const char *const verdict_names[VERDICTS] = {"right", "busy", "wrong",
                                                    "cut", "refused"};

struct bytes {
    char *at;
    size_t length;
};

struct page {
    char *variable; /* REQUEST_URI=... */
    struct bytes right[FOLDERS_MAX][CODINGS];
};

struct answers {
    struct page *pages;
    size_t count;
    unsigned folders;
    FILE *stream; /* writes to `got` */
    struct bytes got;
};

static void die(const char *what)
{
    perror(what);
    exit(2);
}

/* The age counts down to midnight; it is taken out. */
static void forget_age(struct bytes *answer)
{
    char *end = strstr(answer->at, "\r\n\r\n");
    char *age = strstr(answer->at, "max-age=");
    size_t digits;

    if (age == NULL || end == NULL || age > end)
        return;
    age += strlen("max-age=");
    digits = strspn(age, "0123456789");
    answer->length -= digits;
    memmove(age, age + digits, answer->length - (size_t)(age - answer->at));
}

static struct bytes read_file(const char *path)
{
    struct bytes bytes = {NULL, 0};
    FILE *file = fopen(path, "r");
    struct stat status;

    if (file == NULL || fstat(fileno(file), &status) != 0)
        die(path);
    bytes.length = (size_t)status.st_size;
    bytes.at = calloc(bytes.length + 1, 1);
    if (bytes.at == NULL ||
        fread(bytes.at, 1, bytes.length, file) != bytes.length)
        die(path);
    fclose(file);
    forget_age(&bytes);
    return bytes;
}

static void load_page(struct answers *answers, const char *line, char **folders)
{
    struct page *page = &answers->pages[answers->count++];
    char path[4096];

    if (asprintf(&page->variable, "REQUEST_URI=%s", line) < 0)
        die(line);
    for (unsigned i = 0; i < answers->folders; i++) {
        for (unsigned coding = 0; coding < CODINGS; coding++) {
            snprintf(path, sizeof path, "%s/%zu.%s", folders[i], answers->count,
                     coding_names[coding]);
            page->right[i][coding] = read_file(path);
        }
    }
}

struct answers *answers_load(const char *list, char **folders)
{
    struct answers *answers = calloc(1, sizeof *answers);
    FILE *file = fopen(list, "r");
    char line[2048];

    if (answers == NULL || file == NULL)
        die(list);
    while (folders[answers->folders] != NULL && answers->folders < FOLDERS_MAX)
        answers->folders++;
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        answers->pages = reallocarray(answers->pages, answers->count + 1,
                                      sizeof *answers->pages);
        if (answers->pages == NULL)
            die("memory");
        load_page(answers, line, folders);
    }
    fclose(file);
    answers->stream = open_memstream(&answers->got.at, &answers->got.length);
    if (answers->stream == NULL)
        die("memory");
    return answers;
}

size_t answers_count(const struct answers *answers)
{
    return answers->count * CODINGS;
}

static bool same(struct bytes a, struct bytes b)
{
    return a.length == b.length && memcmp(a.at, b.at, a.length) == 0;
}

static enum verdict judge(const struct answers *answers, size_t number,
                          unsigned *folder)
{
    const struct page *page = &answers->pages[number / CODINGS];

    for (*folder = 0; *folder < answers->folders; ++*folder) {
        for (unsigned coding = number % CODINGS; coding < CODINGS; coding++) {
            if (same(answers->got, page->right[*folder][coding]))
                return VERDICT_RIGHT;
        }
    }
    return strncmp(answers->got.at, "Status: 5", 9) == 0 ? VERDICT_BUSY
                                                         : VERDICT_WRONG;
}

enum verdict answers_ask(struct answers *answers, const char *address,
                         size_t number, unsigned *folder)
{
    static struct fcgi_buffer request;
    static char method[] = "REQUEST_METHOD=GET";
    static char codings[CODINGS][32] = {"HTTP_ACCEPT_ENCODING=gzip",
                                        "HTTP_ACCEPT_ENCODING=identity"};
    char *variables[] = {method, answers->pages[number / CODINGS].variable,
                         codings[number % CODINGS], NULL};
    enum fcgi_outcome outcome = FCGI_CUT;
    int fd = peer_connect(address);

    if (fd < 0)
        return VERDICT_REFUSED;
    rewind(answers->stream);
    fcgi_request(&request, variables);
    if (fcgi_send(fd, request.bytes, request.length))
        outcome = fcgi_receive(fd, answers->stream);
    close(fd);
    fputc('\0', answers->stream);
    fflush(answers->stream);
    answers->got.length--;
    forget_age(&answers->got);
    return outcome == FCGI_CUT ? VERDICT_CUT : judge(answers, number, folder);
}

/* Where the answer first leaves the way of the first folder's. */
static size_t first_difference(const struct answers *answers, size_t number)
{
    const struct page *page = &answers->pages[number / CODINGS];
    struct bytes right = page->right[0][number % CODINGS];
    size_t at = 0;

    while (at < right.length && at < answers->got.length &&
           right.at[at] == answers->got.at[at])
        at++;
    return at;
}

void answers_describe(const struct answers *answers, size_t number,
                      enum verdict verdict)
{
    const char *got = answers->got.at;
    size_t at = first_difference(answers, number);

    printf("# %s: %s, %s: %.*s; from byte %zu on: ", verdict_names[verdict],
           answers->pages[number / CODINGS].variable,
           coding_names[number % CODINGS], (int)strcspn(got, "\r\n"), got, at);
    for (size_t end = at + 40; at < end && at < answers->got.length; at++)
        putchar(isprint((unsigned char)got[at]) ? got[at] : '?');
    putchar('\n');
    fflush(stdout);
}

void verdicts_print(const long counts[VERDICTS])
{
    for (unsigned i = 0; i < VERDICTS; i++)
        printf("%s%ld %s", i == 0 ? "" : ", ", counts[i], verdict_names[i]);
    printf("\n");
}
