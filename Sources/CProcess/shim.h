#pragma once
#include <sys/prctl.h>

// Swift cannot call prctl itself, because its number of arguments varies.
static inline int process_forbid_dump(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
