/// The way of a layer from one file to another, feature by feature, in memory that does not grow with the file.
///
/// The file is read twice: to know its columns, types, ids and bounds, and to write it. Whatever is wrong with a feature is
/// found before the first byte is written.
public struct FeatureConversion {
    /// Where the features are.
    public let input: String
    /// How they are written there.
    public let format: StreamFormat
    /// Which of several layers; nil for the only one.
    public let layer: String?
    /// What the layer is called if the file does not say.
    public let name: String
    /// Told of each stage.
    public var progress: StreamProgress = { _, _ in }

    /// A conversion of a file, which must be one that can be read twice.
    public init(input: String, format: StreamFormat, layer: String? = nil, name: String) {
        (self.input, self.format, self.layer, self.name) = (input, format, layer, name)
    }

    /// Writes the features as text: GeoJSON, a sequence, or CSV.
    ///
    /// - Throws: ``RequestError`` naming file, line, feature and column; ``FormatError``; and what `consumer` throws.
    /// - Complexity: O(*n*) for *n* bytes; memory for the largest feature, whatever the number of features.
    public func write(_ target: StreamFormat, to consumer: @escaping ByteConsumer) throws -> LayerSurvey {
        switch format {
        case .geojson, .geojsonl:
            return try write(GeoJSONFeatureReader(path: input, isSequence: format == .geojsonl), target, consumer)
        case .csv: return try write(tableReader(), target, consumer)
        case .gpkg, .fgb: return try write(LayerFeatureReader(path: input, layer: layer), target, consumer)
        }
    }

    /// Writes the features into a new GeoPackage or FlatGeobuf.
    ///
    /// - Parameter moment: What stands in a GeoPackage as the time of its last change, `YYYY-MM-DDThh:mm:ss.sssZ`.
    /// - Throws: As ``write(_:to:)``.
    public func write(_ target: StreamFormat, toFile path: String, moment: String) throws -> LayerSurvey {
        let file = LayerFile(path: path, format: target, moment: moment)
        switch format {
        case .geojson, .geojsonl:
            return try write(GeoJSONFeatureReader(path: input, isSequence: format == .geojsonl), into: file)
        case .csv: return try write(tableReader(), into: file)
        case .gpkg, .fgb: return try LayerCopy(input: input, layer: layer, progress: progress).write(into: file)
        }
    }

    private func tableReader() throws -> CommaSeparatedFeatureReader {
        do { return try CommaSeparatedFeatureReader.opened(input) } catch let fault as StreamFault {
            throw RequestError(.badData, "\(input), line 1: \(fault.problem)")
        }
    }

    private func write<Reader: FeatureReading & ~Copyable>(
        _ reader: consuming Reader, _ target: StreamFormat, _ consumer: @escaping ByteConsumer
    ) throws -> LayerSurvey {
        var stream = FeatureStream(path: input, reader: reader, appliesRules: true, progress: progress)
        var survey = try stream.survey(name: name, to: target)
        if let layer, !format.hasLayers { survey.name = layer }
        if target == .csv {
            var writer = CommaSeparatedFeatureWriter(survey, to: consumer)
            try stream.forEach(survey) { try writer.write($0) }
            try writer.finish()
        } else {
            var writer = GeoJSONFeatureWriter(survey, isSequence: target == .geojsonl, to: consumer)
            try stream.forEach(survey) { try writer.write($0) }
            try writer.finish()
        }
        return survey
    }

    private func write<Reader: FeatureReading & ~Copyable>(
        _ reader: consuming Reader, into file: LayerFile
    ) throws -> LayerSurvey {
        var stream = FeatureStream(path: input, reader: reader, appliesRules: false, progress: progress)
        var survey = try stream.survey(name: name, to: file.format)
        if let layer { survey.name = layer }
        try file.create(isEmpty: survey.features == 0) { dataset, options in
            var writer = try LayerFeatureWriter(
                survey, in: dataset, options: options + file.columnOptions(survey.columns.map(\.name)), path: file.path)
            try stream.forEach(survey) { try writer.write($0) }
            return writer.gaps
        }
        return survey
    }
}

extension StreamFormat {
    /// Whether a file can hold several layers with names.
    fileprivate var hasLayers: Bool { self == .gpkg || self == .fgb }
}
