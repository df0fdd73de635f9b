#include "programs/library.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STATUS_NOT_LOADED 127

static void *not_null(void *found)
{
    if (found == NULL) {
        fprintf(stderr, "tlexdr: while loading shared libraries: %s\n",
                dlerror());
        exit(STATUS_NOT_LOADED);
    }
    return found;
}

void library_load(const char *file, const struct library_function *functions,
                  size_t count)
{
    void *library = not_null(dlopen(file, RTLD_NOW));

    for (size_t i = 0; i < count; i++) {
        void *function = not_null(dlsym(library, functions[i].name));

        memcpy(functions[i].pointer, &function, sizeof function);
    }
}
