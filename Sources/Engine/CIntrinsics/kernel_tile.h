// The inner loop of a kernel density, as many cells at once as the machine's registers hold: Swift has no word for "this
// function for that set of instructions".

/// Adds max(0, s − q(dx² + dy²))² to each of 8 rows of 16 sums for every event.
///
/// events: x, y, s and q of each, in cells; (x, y) is the centre of the first cell.
#define ADD_QUARTIC(lanes_type, ramp) \
    lanes_type rows[8]; \
    for (int row = 0; row < 8; row++) __builtin_memcpy(&rows[row], sums + 16 * row, sizeof(lanes_type)); \
    const lanes_type lanes = ramp, zero = {0}; \
    for (const float *event = events; event < events + 4 * count; event += 4) { \
        const float s = event[2], q = event[3]; \
        const lanes_type dx = lanes + (x - event[0]); \
        const lanes_type across = s - q * dx * dx; \
        const eight_floats dy = eight + (y - event[1]); \
        eight_floats down = q * dy * dy; \
        /* Eight loads are cheaper than eight shuffles of a register. */ \
        __asm__("" : "+m"(down)); \
        _Pragma("clang loop unroll(full)") for (int row = 0; row < 8; row++) { \
            const lanes_type rest = __builtin_elementwise_max(across - down[row], zero); \
            rows[row] += rest * rest; \
        } \
    } \
    for (int row = 0; row < 8; row++) __builtin_memcpy(sums + 16 * row, &rows[row], sizeof(lanes_type));

typedef float eight_floats __attribute__((vector_size(32)));
typedef float sixteen_floats __attribute__((vector_size(64)));

__attribute__((always_inline)) static inline void
add_quartic_half(float *sums, const float *events, long count, float x, float y)
{
#pragma clang fp contract(fast)
    const eight_floats eight = {0, 1, 2, 3, 4, 5, 6, 7};
    ADD_QUARTIC(eight_floats, eight)
}

#if defined(__x86_64__)
__attribute__((target("avx512f"), noinline)) static void
add_quartic_avx512(float *sums, const float *events, long count, float x, float y)
{
#pragma clang fp contract(fast)
    const eight_floats eight = {0, 1, 2, 3, 4, 5, 6, 7};
    const sixteen_floats sixteen = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    ADD_QUARTIC(sixteen_floats, sixteen)
}

__attribute__((target("avx2,fma"), noinline)) static void
add_quartic_avx2(float *sums, const float *events, long count, float x, float y)
{
    add_quartic_half(sums, events, count, x, y);
    add_quartic_half(sums + 8, events, count, x + 8, y);
}
#endif

static inline void
add_quartic(float *sums, const float *events, long count, float x, float y)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) {
        add_quartic_avx512(sums, events, count, x, y);
        return;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        add_quartic_avx2(sums, events, count, x, y);
        return;
    }
#endif
    add_quartic_half(sums, events, count, x, y);
    add_quartic_half(sums + 8, events, count, x + 8, y);
}
