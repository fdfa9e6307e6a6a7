// glibc's allocator statistics, which Swift's own module for glibc leaves out. Elsewhere there is nothing in here.
#pragma once

#include <stdlib.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif
