public import SpatialEngine
public struct LocalGStarResult: Sendable { public var z: Double?; public var pNorm: Double?; public var pSim: Double?; public var q: Double?; public var bin: Int }
public struct Gate: Sendable { public enum State: Sendable { case supported, descriptive, refused }; public var state: State; public var reason: String?; public var detectableRelativeRisk: Double?
 public static func localStatistic(values: [Double], minimumUnits: Int) -> Gate { Gate(state: .refused, reason: "x", detectableRelativeRisk: nil) } }
public enum HotspotError: Error { case bad }
public struct SpatialWeights { public static func contiguity(neighbours: [[Int]]) throws(HotspotError) -> SpatialWeights { SpatialWeights() } }
public enum LocalGStar { public static func compute(values: [Double], weights: SpatialWeights, permutations: Int, random: SplitMix64, threads: Int) throws(HotspotError) -> [LocalGStarResult] { [] } }
public enum KernelDensity { public static func quartic(points: [GeographicPoint], weights: [Double], bandwidth: Metres, grid: Grid, mask: [Bool], threads: Int) throws(HotspotError) -> Raster { Raster(grid: grid, values: [Float](repeating: .nan, count: grid.shape.count)) } }
