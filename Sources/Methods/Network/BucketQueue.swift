/// Cells waiting in buckets of equal cost width, the cheapest first (Dial 1969, doi:10.1145/363269.363610).
///
/// Buckets form a ring that covers one window of costs; what lies beyond waits in `far`. A bucket is taken as a whole, and
/// what comes into it meanwhile is taken next (delta-stepping, Meyer and Sanders 2003, doi:10.1016/S0196-6774(03)00076-2):
/// right for any width, with the fewest repeats where no step is cheaper than the width.
struct BucketQueue: ~Copyable {
    private struct Bucket {
        var cells: UnsafeMutablePointer<Int32>?
        var count = 0
        var capacity = 0
    }

    private let ring: UnsafeMutablePointer<Bucket>
    private let mask: Int
    /// Room of buckets that were taken, for the next that fill.
    private var spares: [(cells: UnsafeMutablePointer<Int32>, capacity: Int)] = []
    private var far: [(bucket: Int, cell: Int32)] = []
    private var nearestFar = Int.max
    private var taken = Bucket()
    /// The bucket that is being taken.
    private(set) var current = 0

    /// - Parameter span: Buckets that the window must cover to keep most cells out of `far`.
    init(span: Int) {
        var count = 16
        while count < span, count < 1 << 20 { count *= 2 }
        mask = count - 1
        ring = .allocate(capacity: count)
        ring.initialize(repeating: Bucket(), count: count)
    }

    deinit {
        for bucket in 0...mask { ring[bucket].cells?.deallocate() }
        for spare in spares { spare.cells.deallocate() }
        taken.cells?.deallocate()
        ring.deallocate()
    }

    /// - Parameter bucket: ``current`` or later.
    @inline(__always)
    mutating func push(_ cell: Int32, bucket: Int) {
        if bucket &- current <= mask {
            append(cell, to: ring + (bucket & mask))
        } else {
            pushFar(cell, bucket)
        }
    }

    @inline(__always)
    private mutating func append(_ cell: Int32, to bucket: UnsafeMutablePointer<Bucket>) {
        let count = bucket.pointee.count
        if count == bucket.pointee.capacity { grow(bucket) }
        bucket.pointee.cells.unsafelyUnwrapped[count] = cell
        bucket.pointee.count = count &+ 1
    }

    @inline(never)
    private mutating func grow(_ bucket: UnsafeMutablePointer<Bucket>) {
        if bucket.pointee.capacity == 0, let spare = spares.popLast() {
            bucket.pointee.cells = spare.cells
            bucket.pointee.capacity = spare.capacity
            return
        }
        let capacity = max(16, bucket.pointee.capacity * 2)
        let cells = UnsafeMutablePointer<Int32>.allocate(capacity: capacity)
        if let old = bucket.pointee.cells {
            cells.moveInitialize(from: old, count: bucket.pointee.count)
            old.deallocate()
        }
        bucket.pointee.cells = cells
        bucket.pointee.capacity = capacity
    }

    @inline(never)
    private mutating func pushFar(_ cell: Int32, _ bucket: Int) {
        far.append((bucket, cell))
        nearestFar = min(nearestFar, bucket)
    }

    /// Moves to the first bucket that holds cells and takes them all; nil when nothing waits.
    ///
    /// - Returns: The cells, valid until the next call.
    mutating func take() -> UnsafeMutableBufferPointer<Int32>? {
        if let cells = taken.cells { spares.append((cells, taken.capacity)) }
        taken = Bucket()
        var empty = 0
        while true {
            // The far cells come in while every bucket between them and the current one is still in the window.
            if nearestFar - current <= mask {
                admitFar()
                empty = 0
            }
            let bucket = ring + (current & mask)
            if bucket.pointee.count > 0 {
                taken = bucket.pointee
                bucket.pointee = Bucket()
                return UnsafeMutableBufferPointer(start: taken.cells, count: taken.count)
            }
            if empty > mask {
                guard nearestFar < .max else { return nil }
                current = nearestFar
                empty = 0
            } else {
                current += 1
                empty += 1
            }
        }
    }

    @inline(never)
    private mutating func admitFar() {
        var kept: [(bucket: Int, cell: Int32)] = []
        nearestFar = .max
        for entry in far {
            if entry.bucket - current <= mask {
                append(entry.cell, to: ring + (entry.bucket & mask))
            } else {
                kept.append(entry)
                nearestFar = min(nearestFar, entry.bucket)
            }
        }
        far = kept
    }
}
