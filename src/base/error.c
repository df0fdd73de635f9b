#include "base/error.h"

const char *error_text(enum error error)
{
    static const char *const texts[] = {
        [ERROR_NONE] = "no error",
        [ERROR_FULL] = "no room left",
        [ERROR_MEMORY] = "out of memory",
        [ERROR_SYSTEM] = "a system call failed",
        [ERROR_ABSENT] = "not there",
        [ERROR_DAMAGED] = "damaged",
        [ERROR_FOREIGN] = "made by another version or machine",
        [ERROR_CLOSED] = "the peer is gone",
        [ERROR_COLD] = "not in memory",
        [ERROR_INPUT] = "the input breaks a rule",
    };

    return texts[error];
}
