internal import Export
internal import Ingest
internal import Network
internal import SpatialEngine
internal import SpatialFormats

/// `sea route --prepare`: the structure for shortest passages that avoid land, made once.
public struct SeaPreparation: Sendable {
    /// Where boats may go.
    public var waters: SeaWaters.Options
    /// The file to write.
    public var output: String
    /// Replace what is there.
    public var overwrite = false
    /// Threads to use; the bytes do not depend on it.
    public var threads = 1

    /// What was made.
    public struct Outcome: Sendable {
        /// How long it took, reading and writing apart.
        public let seconds: Double
        /// The size of the file.
        public let bytes: Int
        /// Corners of the coast that a shortest way may bend at.
        public let corners: Int
        /// Distances between them that are kept.
        public let distances: Int
    }

    /// A preparation with the defaults of the command line.
    public init(waters: SeaWaters.Options, output: String) {
        self.waters = waters
        self.output = output
    }

    /// Reads the waters, prepares and writes.
    ///
    /// - Throws: ``SpatialFormats/RequestError`` for a plane without an extent, and the errors of the files.
    public func run(_ progress: @escaping SeaProgress) throws -> Outcome {
        if waters.isPlanar, waters.extent == nil {
            throw RequestError(
                .wrongUsage, "--prepare on a plane has no ends to draw a window round; give --extent BOX")
        }
        try OutputFormat.requirePlace(output, overwrite: overwrite)
        progress("reading", 0, 3)
        let region = waters.needsRegion ? try RegionPack.load(try RegionPack.defaultFolder()) : nil
        let water = try SeaWaters(waters, region: region, ends: [])
        progress("preparing", 1, 3)
        let clock = ContinuousClock()
        let began = clock.now
        let prepared = try PreparedSea(preparing: water, threads: threads)
        let seconds = Double((clock.now - began) / .microseconds(1)) / 1e6
        progress("writing", 2, 3)
        let bytes = try prepared.write(to: output, overwrite: overwrite)
        return Outcome(
            seconds: seconds, bytes: bytes, corners: prepared.network.cornerCount,
            distances: prepared.network.distanceCount)
    }
}
