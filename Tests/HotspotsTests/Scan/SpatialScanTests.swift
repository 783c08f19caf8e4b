import SpatialEngine
import TestSupport
import Testing

@testable import Hotspots

@Suite struct SpatialScanTests {
    /// Random places, some of them on a lattice so that distances tie.
    private func places(_ count: Int, seed: UInt64, lattice: Bool) -> [PlanarPoint] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in
            let (x, y) = (random.nextUnit() * 6, random.nextUnit() * 6)
            return lattice ? PlanarPoint(x: x.rounded(), y: y.rounded()) : PlanarPoint(x: x, y: y)
        }
    }

    private func counts(_ count: Int, below: Int, seed: UInt64) -> [Double] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in Double(Int(random.nextUnit() * Double(below))) }
    }

    private func rows(_ values: [Double], _ steps: Int) -> [[Double]] {
        stride(from: 0, to: values.count, by: steps).map { Array(values[$0..<($0 + steps)]) }
    }

    private struct Case: CustomStringConvertible {
        var model: ScanModel
        var windows: ScanWindows
        var lattice: Bool
        var seed: UInt64
        var description: String {
            "\(model) \(windows.steps) steps, longest \(windows.longest), \(windows.isProspective), \(seed)"
        }
    }

    private static let cases: [Case] =
        [ScanModel.poisson, .bernoulli].flatMap { model in
            [
                Case(model: model, windows: .spatial, lattice: false, seed: 1),
                Case(model: model, windows: .spatial, lattice: true, seed: 2),
                Case(
                    model: model, windows: ScanWindows(steps: 5, longest: 2, prospective: false), lattice: true, seed: 3
                ),
                Case(
                    model: model, windows: ScanWindows(steps: 6, longest: 4, prospective: true), lattice: false, seed: 4
                ),
            ]
        } + [
            Case(
                model: .permutation, windows: ScanWindows(steps: 5, longest: 3, prospective: false), lattice: true,
                seed: 5),
            Case(
                model: .permutation, windows: ScanWindows(steps: 7, longest: 3, prospective: true), lattice: false,
                seed: 6),
        ]

    private func study(_ item: Case, locations: Int = 14) throws -> ScanStudy {
        let cells = locations * item.windows.steps
        let cases = counts(cells, below: 6, seed: item.seed)
        let exposure = counts(cells, below: 9, seed: item.seed + 50)
        return try ScanStudy(
            model: item.model, windows: item.windows, cases: cases,
            exposure: zip(cases, exposure).map { item.model == .bernoulli ? $0 + $1 : 1 + $1 })
    }

    private func reference(_ study: ScanStudy, cases: [Double]? = nil) -> ScanReference {
        ScanReference(
            model: study.model == .bernoulli ? .bernoulli : .poisson,
            cases: rows(cases ?? study.cases, study.windows.steps),
            measure: rows(study.measure, study.windows.steps), steps: study.windows.steps,
            longest: study.windows.longest, prospective: study.windows.isProspective)
    }

    /// Compares clusters with those of plain enumeration, and the largest statistics of replicates with theirs.
    private func check(
        _ scan: SpatialScan, _ zones: ScanZones, _ listed: [(members: Set<Int>, weight: Double)], _ name: String
    ) throws {
        let expected = reference(scan.study).apart(over: listed, most: 4)
        let found = scan.clusters(in: zones, secondary: .noOverlap, most: 4)
        #expect(found.count == expected.count, "\(name)")
        for (cluster, window) in zip(found, expected) {
            #expect(isClose(cluster.statistic, window.statistic), "\(name)")
        }
        if let cluster = found.first, let window = expected.first {
            #expect(Set(cluster.members) == window.members, "\(name)")
            #expect(cluster.steps == window.first...window.last, "\(name)")
        }
        let replicates = ScanReplicates(
            scan.study, cases: Int(scan.study.totalCases), random: SplitMix64(seed: scan.seed))
        let maxima = scan.null(replicates: 40).maxima
        for (index, largest) in maxima.enumerated() {
            let cases = replicate(index, replicates, scan.study)
            #expect(isClose(reference(scan.study, cases: cases).largest(over: listed), largest), "\(name) \(index)")
        }
    }

    private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(1, abs(a)) }

    /// The cases of a replicate; what lies before the windows' steps is put on the first step of the first location.
    private func replicate(_ index: Int, _ replicates: ScanReplicates, _ study: ScanStudy) -> [Double] {
        var cells = [Int32](repeating: 0, count: replicates.cellCount)
        var deck = replicates.makeDeck()
        cells.withUnsafeMutableBufferPointer { replicates.draw(index, into: $0, &deck) }
        let windows = study.windows
        var cases = [Double](repeating: 0, count: study.cases.count)
        for cell in cells.indices.dropLast() {
            let step = windows.step(ofLane: cell % windows.lanes)
            cases[cell / windows.lanes * windows.steps + step] = Double(cells[cell])
        }
        if windows.lanes < windows.steps { cases[0] += study.totalCases - cases.reduce(0, +) }
        return cases
    }

    @Test(arguments: cases.indices)
    func `circles give the clusters and maxima of plain enumeration`(_ index: Int) throws {
        let item = Self.cases[index]
        let study = try study(item)
        let points = places(14, seed: item.seed + 9, lattice: item.lattice)
        let zones = try ScanZones.ellipses(
            about: Positions(points, metric: .euclidean), measure: study.locationMeasure, reach: ScanReach(), threads: 2
        )
        let listed = ScanReference.discs(points, study.locationMeasure, share: 0.5)
        #expect(zones.distinctCount() == Set(listed.map(\.members)).count)
        try check(
            SpatialScan(study: study, zones: .fixed(zones), seed: item.seed, threads: 2), zones, listed, "\(item)")
    }

    @Test func `ellipses with a penalty give the clusters and maxima of plain enumeration`() throws {
        let study = try study(Self.cases[0], locations: 18)
        let points = places(18, seed: 77, lattice: false)
        let shapes = [(1.0, 1), (1.5, 4), (3.0, 5)]
        let zones = try ScanZones.ellipses(
            about: Positions(points, metric: .euclidean), measure: study.locationMeasure,
            reach: ScanReach(share: 0.4, radius: 2.5, locations: 7),
            shapes: shapes.map { ScanShape(ratio: $0.0, angles: $0.1, penalty: 0.5) }, threads: 2)
        let listed = shapes.flatMap { ratio, angles in
            (0..<angles).flatMap { turn in
                ScanReference.discs(
                    points, study.locationMeasure, share: 0.4, radius: 2.5, most: 7, ratio: ratio,
                    angle: 180 * Double(turn) / Double(angles),
                    weight: (4 * ratio / ((ratio + 1) * (ratio + 1))).squareRoot())
            }
        }
        #expect(zones.distinctCount() == Set(listed.map(\.members)).count)
        try check(SpatialScan(study: study, zones: .fixed(zones), seed: 3, threads: 2), zones, listed, "ellipses")
    }

    @Test(arguments: [0, 3]) func `connected sets are those found by trying all subsets`(_ index: Int) throws {
        let study = try study(Self.cases[index], locations: 15)
        let points = places(15, seed: 21, lattice: false)
        let positions = try Positions(points, metric: .euclidean)
        let adjacency = try SpatialWeights.contiguity(
            neighbours: (0..<15).map { i in (0..<15).filter { $0 != i && positions.distance(i, $0) < 2 } })
        let flexible = FlexibleZones(
            about: positions, count: 8, adjacency: adjacency, measure: study.locationMeasure,
            reach: ScanReach(share: 0.45), threads: 2)
        let zones = try flexible.zones()
        let listed = ScanReference.connected(
            points, (0..<15).map { adjacency.neighbours(of: $0) }, count: 8, study.locationMeasure, share: 0.45)
        #expect(zones.distinctCount() == listed.count)
        try check(
            SpatialScan(study: study, zones: .fixed(zones), seed: 3, threads: 2), zones, listed.map { ($0, 1) }, "flex")
    }

    @Test func `restricted sets hold locations in excess only, in the data and in each replicate`() throws {
        let study = try study(Self.cases[0], locations: 16)
        let points = places(16, seed: 5, lattice: false)
        let positions = try Positions(points, metric: .euclidean)
        let adjacency = try SpatialWeights.distanceBand(of: NearestUnits(positions), within: 2.5)
        let links = (0..<16).map { adjacency.neighbours(of: $0) }
        let flexible = FlexibleZones(
            about: positions, count: 9, adjacency: adjacency, measure: study.locationMeasure, reach: ScanReach(),
            threads: 1)
        let scan = SpatialScan(study: study, zones: .restricted(flexible, alpha: 0.45), seed: 8, threads: 2)
        func sets(_ cases: [Double]) -> [(members: Set<Int>, weight: Double)] {
            let kept = cases.indices.map { midP(cases[$0], study.measure[$0]) < 0.45 }
            return ScanReference.connected(points, links, count: 9, study.locationMeasure, share: 0.5, kept: kept)
                .map { ($0, 1) }
        }
        let zones = try scan.observedZones()
        #expect(zones.distinctCount() == sets(study.cases).count)
        let best = try #require(scan.clusters(in: zones, secondary: .noOverlap, most: 1).first)
        #expect(isClose(best.statistic, reference(study).largest(over: sets(study.cases))))
        let replicates = ScanReplicates(study, cases: Int(study.totalCases), random: SplitMix64(seed: 8))
        for (index, largest) in scan.null(replicates: 30).maxima.enumerated() {
            let cases = replicate(index, replicates, study)
            #expect(isClose(reference(study, cases: cases).largest(over: sets(cases)), largest))
        }
    }

    /// By summing the probabilities up to c.
    private func midP(_ c: Double, _ mean: Double) -> Double {
        var (below, term, k) = (0.0, exponential(-mean), 0.0)
        while k < c {
            below += term
            k += 1
            term *= mean / k
        }
        return 1 - below - term / 2
    }

    private func exponential(_ x: Double) -> Double {
        // (1 + x/2³⁰)^(2³⁰) to some nine digits would do; the series does better for moderate x.
        var (sum, term) = (1.0, 1.0)
        for k in 1...200 {
            term *= x / Double(k)
            sum += term
        }
        return sum
    }

    @Test func `on the ellipsoid zones are those of exact distances, ties and places at one spot included`() throws {
        var random = SplitMix64(seed: 4)
        var points = (0..<60).map { _ in PlanarPoint(x: 360 * random.nextUnit() - 180, y: 160 * random.nextUnit() - 80)
        }
        points += (0..<60).map { _ in PlanarPoint(x: -77 + random.nextUnit(), y: 8 + random.nextUnit()) }
        // A lattice about the equator has ties east and west, north and south.
        points += (0..<25).map { PlanarPoint(x: Double($0 % 5) - 2, y: Double($0 / 5) - 2) }
        points += points.prefix(3)
        let positions = try Positions(points, metric: .geodesic)
        let zones = try ScanZones.ellipses(
            about: positions, measure: points.map { _ in 1 }, reach: ScanReach(share: 1), threads: 2)
        for family in zones.families.indices {
            let centre = zones.families[family].centre
            let distances = points.indices.map { $0 == centre ? 0 : positions.distance(centre, $0) }
            let order = points.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
            let ends = order.indices.filter { place in
                place + 1 == order.count || distances[order[place + 1]] > distances[order[place]] * (1 + 1e-10)
            }
            let range = zones.range(family)
            #expect(range.count == order.count)
            #expect(range.filter { zones.entries[$0] >= 0 }.map { $0 - range.lowerBound } == ends)
            for end in ends {
                let members = zones.members(family: family, entry: range.lowerBound + end)
                #expect(Set(members) == Set(order[...end]))
            }
        }
    }

    @Test func `a network's zones are lines with midpoints within a distance along it`() throws {
        // A star with a long arm: lines 0…3 at node 0, line 4 beyond line 3, line 5 apart.
        let network = ScanNetwork([(0, 1, 2), (0, 2, 4), (0, 3, 6), (0, 4, 2), (4, 5, 2), (6, 7, 1)])
        #expect(network.distances(from: 0) == [0, 3, 4, 2, 4, .infinity])
        let zones = try ScanZones.network(
            network, measure: [1, 1, 1, 1, 1, 1], reach: ScanReach(share: 0.7), threads: 1)
        // From line 0: itself; with 3; with 1; then 2 and 4 tie at 4 and would make five of six.
        let first = zones.range(0).filter { zones.entries[$0] >= 0 }.map { zones.members(family: 0, entry: $0) }
        #expect(first == [[0], [0, 3], [0, 3, 1]])
        // Line 5 is reached from nowhere.
        #expect(zones.range(5).count == 1)
    }

    @Test func `replicates are the same at any number of threads and for any number asked for`() throws {
        let study = try study(Self.cases[1], locations: 40)
        let points = places(40, seed: 8, lattice: true)
        let zones = try ScanZones.ellipses(
            about: Positions(points, metric: .euclidean), measure: study.locationMeasure, reach: ScanReach(), threads: 3
        )
        var scan = SpatialScan(study: study, zones: .fixed(zones), seed: 5, threads: 1)
        let maxima = scan.null(replicates: 300).maxima
        scan.threads = 3
        #expect(scan.null(replicates: 300).maxima == maxima)
        #expect(scan.null(replicates: 77).maxima == Array(maxima.prefix(77)))
        let value = maxima.sorted()[200]
        let stopped = scan.null(replicates: 300, until: value, exceedances: 20)
        #expect(stopped.maxima == Array(maxima.prefix(stopped.maxima.count)))
        #expect(stopped.sequentialP(value, exceedances: 20) == 20 / Double(stopped.maxima.count))
    }
}
