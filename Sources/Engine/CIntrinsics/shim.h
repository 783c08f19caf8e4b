// Single instructions for which Swift has no word.

/// A hint that a line of memory is about to be read.
static inline void prefetch_line(const void *address) { __builtin_prefetch(address); }

/// The whole part, for a value that is known to be a number within the range of long.
static inline long whole_part_float(float value) { return (long)value; }
static inline long whole_part_double(double value) { return (long)value; }
