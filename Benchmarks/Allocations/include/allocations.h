#pragma once

/// How often this process has asked for memory so far. Always 0 where the C library is not glibc.
unsigned long allocation_count(void);
