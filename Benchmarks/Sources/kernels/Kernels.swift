import Foundation
import SpatialEngine

/// `kernels NAME INPUT… RESULT` does one computation, writes its result and prints the CPU seconds of the computation
/// alone, the SHA-256 of the result, and the seconds on the clock.
@main
struct Kernels {
    static func main() {
        do {
            try run(Array(CommandLine.arguments.dropFirst()))
        } catch {
            FileHandle.standardError.write(Data("error: \(error)\n".utf8))
            exit(2)
        }
    }

    private static func run(_ words: [String]) throws {
        guard let name = words.first else { throw KernelError.noKernel }
        if name == "versions" {
            print("PROJ \(LibraryVersions.proj), GEOS \(LibraryVersions.geos)")
            return
        }
        guard let kernel = Kernel.all.first(where: { $0.name == name }) else { throw KernelError.unknownKernel(name) }
        guard words.count == kernel.inputs.count + 2 else { throw KernelError.wrongInputs(kernel) }
        let measurement = try kernel.measure(Inputs(words: Array(words.dropFirst().dropLast())))
        try Data(measurement.result).write(to: URL(filePath: words[words.count - 1]))
        print(measurement.cpuSeconds, SHA256.hexDigest(of: measurement.result), measurement.wallSeconds)
    }
}

/// A computation that can be timed by name.
struct Kernel: Sendable {
    let name: String
    /// What each word after the name means; the suffix of a file says what its numbers are.
    let inputs: [String]
    let measure: @Sendable (Inputs) throws -> Measurement

    static let all: [Kernel] = [
        Kernel(name: "isotropic-cost", inputs: ["COLUMNS", "SOURCE", "COST.f32"], measure: isotropicCost),
        Kernel(name: "exact-cost", inputs: ["COLUMNS", "SOURCE", "COST.f32"], measure: exactCost),
        Kernel(
            name: "anisotropic-cost", inputs: ["COLUMNS", "SOURCE", "FUNCTION", "HEIGHTS.f32"],
            measure: anisotropicCost),
        Kernel(name: "sea-passages", inputs: ["COAST", "PAIRS"], measure: seaPassages),
        Kernel(name: "sea-preparation", inputs: ["COAST", "PAIRS", "THREADS"], measure: seaPreparation),
        Kernel(name: "sea-network", inputs: ["COAST", "PAIRS", "PREPARED"], measure: seaNetwork),
        Kernel(name: "sea-ports", inputs: ["COAST", "PAIRS", "PREPARED", "PORTS.f64"], measure: seaPorts),
        Kernel(name: "sea-mask", inputs: ["COLUMNS", "FROM", "TO", "WATER.f32"], measure: seaMask),
        Kernel(
            name: "local-g-star", inputs: ["PERMUTATIONS", "SEED", "THREADS", "VALUES.f64", "NEIGHBOURS.i32"],
            measure: localGStar),
        Kernel(
            name: "local-moran", inputs: ["PERMUTATIONS", "SEED", "THREADS", "VALUES.f64", "NEIGHBOURS.i32"],
            measure: localMoran),
        Kernel(
            name: "poisson-scan",
            inputs: ["REPLICATES", "SEED", "THREADS", "PLACES.f64", "POPULATION.f64", "COUNTS.f64"],
            measure: poissonScan),
        Kernel(
            name: "kernel-density", inputs: ["COLUMNS", "CELL", "BANDWIDTH", "THREADS", "X", "Y", "POINTS.f64"],
            measure: kernelDensity),
        Kernel(name: "geodesic-distance", inputs: ["PAIRS.f64"], measure: geodesicDistance),
        Kernel(name: "geodesic-inverse", inputs: ["PAIRS.f64"], measure: geodesicInverse),
        Kernel(name: "transformation", inputs: ["FROM", "TO", "POSITIONS.f64"], measure: transformation),
        Kernel(name: "geojson-decoding", inputs: ["POINTS.geojson"], measure: geoJSONDecoding),
        Kernel(name: "geojson-encoding", inputs: ["POINTS.geojson"], measure: geoJSONEncoding),
    ]
}

/// Why there is nothing to time.
enum KernelError: Error, CustomStringConvertible {
    case noKernel
    case unknownKernel(String)
    case wrongInputs(Kernel)
    case notANumber(String, meaning: String)
    case unreadable(path: String)
    case wrongSize(path: String, count: Int, multipleOf: Int)

    var description: String {
        switch self {
        case .noKernel:
            "no kernel is named; give one of \(Kernel.all.map(\.name).joined(separator: ", ")), or versions"
        case .unknownKernel(let name):
            "there is no kernel \(name); give one of \(Kernel.all.map(\.name).joined(separator: ", ")), or versions"
        case .wrongInputs(let kernel):
            "the inputs do not fit; write: kernels \(kernel.name) \(kernel.inputs.joined(separator: " ")) RESULT"
        case .notANumber(let word, let meaning):
            "\(meaning) is \"\(word)\"; a whole number of 0 or more is needed"
        case .unreadable(let path): "\(path) cannot be read; give a file that exists"
        case .wrongSize(let path, let count, let factor):
            "\(path) holds \(count) numbers; a multiple of \(factor), and above 0, is needed"
        }
    }
}
