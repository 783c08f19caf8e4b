/// Buckets of equal width (Dial 1969, doi:10.1145/363269.363610): O(1) an operation while the keys in the queue span few
/// widths.
///
/// With a width no greater than the cheapest edge no cell of a bucket can improve another of the same bucket, so the order
/// inside a bucket does not matter. Buckets cover one window of keys at a time; cells beyond it wait in `far`.
struct BucketQueue: ~Copyable, CellQueue {
    private static let bucketCount = 1 << 16
    private static let none: Int32 = -1

    private let inverseWidth: Double
    /// First node of each bucket.
    private let heads: UnsafeMutablePointer<Int32>
    /// A node is a cell and the node after it; released nodes form a list of their own.
    private var nodes: UnsafeMutablePointer<(cell: Int32, next: Int32)>
    private var capacity = 1 << 12
    private var used = 0
    private var released = BucketQueue.none
    private var windowStart = 0.0
    private var current = 0
    private var inWindow = 0
    private var far: [(cell: Int32, bucket: Double)] = []

    /// - Parameter width: Above 0 and no greater than any edge.
    init(width: Double) {
        precondition(width > 0 && width.isFinite, "a bucket needs a width above 0, got \(width)")
        inverseWidth = 1 / width
        heads = .allocate(capacity: Self.bucketCount)
        heads.initialize(repeating: Self.none, count: Self.bucketCount)
        nodes = .allocate(capacity: capacity)
    }

    deinit {
        heads.deallocate()
        nodes.deallocate()
    }

    @inline(__always)
    mutating func push(_ cell: Int32, key: Double) {
        let bucket = key * inverseWidth - windowStart
        if bucket < Double(Self.bucketCount) {
            insert(cell, into: Int(bucket))
        } else {
            far.append((cell, (key * inverseWidth).rounded(.down)))
        }
    }

    @inline(__always)
    private mutating func insert(_ cell: Int32, into bucket: Int) {
        let node: Int32
        if released != Self.none {
            node = released
            released = nodes[Int(node)].next
        } else {
            if used == capacity { grow() }
            node = Int32(truncatingIfNeeded: used)
            used += 1
        }
        nodes[Int(node)] = (cell, heads[bucket])
        heads[bucket] = node
        inWindow += 1
    }

    @inline(__always)
    mutating func pop() -> Int32? {
        if inWindow == 0 {
            guard !far.isEmpty else { return nil }
            moveWindow()
        }
        while heads[current] == Self.none { current += 1 }
        let node = heads[current]
        let (cell, next) = nodes[Int(node)]
        heads[current] = next
        nodes[Int(node)].next = released
        released = node
        inWindow -= 1
        return cell
    }

    /// Starts the window at the nearest waiting cell and lets in all that now fall into it.
    @inline(never)
    private mutating func moveWindow() {
        windowStart = far.reduce(Double.infinity) { min($0, $1.bucket) }
        current = 0
        let waiting = far
        far.removeAll(keepingCapacity: true)
        for (cell, bucket) in waiting {
            if bucket - windowStart < Double(Self.bucketCount) {
                insert(cell, into: Int(bucket - windowStart))
            } else {
                far.append((cell, bucket))
            }
        }
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<(cell: Int32, next: Int32)>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: nodes, count: capacity)
        nodes.deallocate()
        nodes = larger
        capacity *= 2
    }
}
