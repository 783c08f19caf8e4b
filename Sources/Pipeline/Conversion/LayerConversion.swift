internal import Export
internal import Foundation
public import SpatialFormats

/// A layer carried from one vector file to another: same features, same order, same ids, property names and types.
public struct LayerConversion {
    /// The file; `-` is standard input.
    public let input: String
    /// The output; `-` is standard output.
    public let output: String
    /// Replace what is there.
    public var overwrite = false
    /// How the input is written; nil to tell by its extension, or by its first bytes without one.
    public var inputFormat: StreamFormat?
    /// How to write the output; nil to tell by its extension, GeoJSON for standard output.
    public var outputFormat: StreamFormat?
    /// Which layer of the input; in formats without layers, what to call the one that is written.
    public var layer: String?
    /// Told of each stage: bytes or features done, and all of them, as far as that is known.
    public var progress: (_ stage: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in }

    /// What came of a conversion.
    public struct Outcome: Sendable {
        /// How the input was read.
        public let inputFormat: StreamFormat
        /// How the output was written.
        public let outputFormat: StreamFormat
        /// The layer, with its columns, counts and notes.
        public let survey: LayerSurvey
    }

    /// A conversion between two paths.
    public init(input: String, output: String) { (self.input, self.output) = (input, output) }

    /// Converts.
    ///
    /// - Throws: ``RequestError``, ``FormatError``, ``OutputError``.
    public func run() throws -> Outcome {
        let target = try targetFormat()
        try AtomicOutput.requirePlace(output, overwrite: overwrite)
        if !target.isText { try AtomicOutput.requireFile(output, overwrite: overwrite) }
        let source = try ReadableInput(input)
        let format = try inputFormat ?? source.format()
        var conversion = FeatureConversion(input: source.path, format: format, layer: layer, name: layerName)
        let total = format.isText ? source.size : 0
        conversion.progress = { [progress] stage, done in progress(stage, done, total) }
        let survey: LayerSurvey
        do { survey = try write(conversion, target) } catch { throw source.renamed(error) }
        return Outcome(inputFormat: format, outputFormat: target, survey: survey)
    }

    private func targetFormat() throws -> StreamFormat {
        if let outputFormat { return outputFormat }
        if let format = StreamFormat(path: output) { return format }
        if output == "-" || output.hasPrefix("/dev/") { return .geojson }
        throw RequestError(
            .wrongUsage,
            "\(output) has no known extension; name it .geojson, .geojsonl, .csv, .gpkg or .fgb, or pass --to FORMAT")
    }

    /// The input's name without folder and extension.
    private var layerName: String {
        if let layer { return layer }
        let name = input == "-" || input.hasPrefix("/dev/") ? "layer" : URL(filePath: input).lastPathComponent
        guard let point = name.lastIndex(of: "."), point != name.startIndex else { return name }
        return String(name[..<point])
    }

    private func write(_ conversion: FeatureConversion, _ target: StreamFormat) throws -> LayerSurvey {
        guard target.isText else {
            var survey: LayerSurvey?
            try AtomicOutput.replace(output, overwrite: overwrite) { temporary in
                do { survey = try Self.layerFile(conversion, target, temporary) } catch {
                    throw renamed(error, from: temporary)
                }
            }
            guard let survey else { throw OutputError.failed(path: output, reason: "nothing was written") }
            return survey
        }
        let bytes = try OutputBytes(path: output, overwrite: overwrite)
        let survey = try conversion.write(target) { try bytes.write($0) }
        try bytes.commit()
        return survey
    }

    /// The error with the name of the output, not of the file that was to become it.
    private func renamed(_ error: any Error, from temporary: String) -> any Error {
        func named(_ text: String) -> String { text.replacingOccurrences(of: temporary, with: output) }
        switch error {
        case let error as RequestError: return RequestError(error.kind, named(error.description))
        case FormatError.unwritable(let path, let reason):
            return FormatError.unwritable(path: named(path), reason: named(reason))
        default: return error
        }
    }

    private static func layerFile(
        _ conversion: FeatureConversion, _ target: StreamFormat, _ temporary: String
    ) throws -> LayerSurvey {
        // The library goes by the ending.
        let ending = "." + target.rawValue
        let file = temporary.hasSuffix(ending) ? temporary : temporary + ending
        let survey = try conversion.write(target, toFile: file, moment: moment)
        if file != temporary { try FileManager.default.moveItem(atPath: file, toPath: temporary) }
        return survey
    }

    /// What stands in a GeoPackage as its date: the epoch unless `SOURCE_DATE_EPOCH` says otherwise, never the clock.
    private static var moment: String {
        let seconds = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap(Int.init) ?? 0
        return "\(DataDate(secondsSince1970: seconds))"
    }
}

/// An output that a writer can be handed as a function.
private final class OutputBytes {
    private var output: AtomicOutput?

    init(path: String, overwrite: Bool) throws { output = try AtomicOutput(path: path, overwrite: overwrite) }

    func write(_ bytes: UnsafeRawBufferPointer) throws { try output?.write(bytes) }

    func commit() throws { try output.take()?.commit() }
}
