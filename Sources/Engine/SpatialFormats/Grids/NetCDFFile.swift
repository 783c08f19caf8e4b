internal import CGDAL

/// Variables of a NetCDF file: any number of dimensions, whole or in part.
///
/// Not `Sendable`: one per task.
public struct NetCDFFile: ~Copyable {
    /// The file's name, for messages.
    public let path: String
    private let dataset: OwnedDataset
    private let root: OpaquePointer

    /// A dimension of a variable.
    public struct Dimension: Hashable, Sendable {
        /// Its name; the coordinate variable, if there is one, has the same.
        public let name: String
        /// Number of places along it.
        public let size: Int
    }

    /// Opens a file; nothing but its header is read.
    public init(_ path: String) throws(FormatError) {
        let dataset = try Library.open(path, kind: GDAL_OF_MULTIDIM_RASTER, drivers: ["netCDF"])
        guard let root = GDALDatasetGetRootGroup(dataset.raw) else {
            throw .unreadable(path: path, reason: Library.lastMessage)
        }
        self.path = path
        self.dataset = dataset
        self.root = root
    }

    deinit { GDALGroupRelease(root) }

    /// The names of all variables, in the file's order.
    public var variables: [String] {
        let names = GDALGroupGetMDArrayNames(root, nil)
        defer { CSLDestroy(names) }
        return strings(names)
    }

    /// The dimensions of a variable, slowest first; none for a single value.
    public func dimensions(of variable: String) throws(FormatError) -> [Dimension] { try array(variable).dimensions }

    /// The attributes of a variable as text, by name; numbers as they are printed, lists joined by blanks.
    public func attributes(of variable: String) throws(FormatError) -> [(name: String, text: String)] {
        try array(variable).attributes
    }

    /// The attributes of the file itself.
    public var attributes: [(name: String, text: String)] {
        var count = 0
        let all = GDALGroupGetAttributes(root, &count, nil)
        defer { GDALReleaseAttributes(all, count) }
        return texts(of: all, count)
    }

    /// The unit of a variable, or nil.
    public func unit(of variable: String) throws(FormatError) -> String? { try array(variable).unit }

    /// How the numbers of a variable are stored.
    public struct Packing: Hashable, Sendable {
        /// What a stored number is multiplied with.
        public let scale: Double?
        /// What is added then.
        public let offset: Double?
        /// The stored number that stands for none.
        public let fill: Double?
    }

    /// How the numbers of a variable are stored; ``doubles(_:)`` undoes it.
    public func packing(of variable: String) throws(FormatError) -> Packing { try array(variable).packing }

    /// The values of an integer variable as stored, last dimension fastest, without scale, offset or fill value.
    /// - Throws: ``FormatError`` if there is no such variable or its numbers do not fit 32 bits.
    public func integers(_ variable: String) throws(FormatError) -> [Int32] {
        let array = try array(variable)
        guard try array.holdsIntegers else {
            throw .unsuitable(path: path, reason: "the variable \(variable) does not hold integers of 32 bits or less")
        }
        return try array.read(GDT_Int32, array.whole, zero: Int32(0), path)
    }

    /// The values of a numeric variable, last dimension fastest; scale and offset applied, NaN for the fill value.
    public func doubles(_ variable: String) throws(FormatError) -> [Double] {
        let array = try array(variable)
        return try array.scaled(try array.read(GDT_Float64, array.whole, zero: 0.0, path))
    }

    /// A part of a variable: for each dimension a range of places.
    public func doubles(_ variable: String, _ part: [Range<Int>]) throws(FormatError) -> [Double] {
        let array = try array(variable)
        let fits =
            part.count == array.dimensions.count
            && zip(part, array.dimensions).allSatisfy { !$0.isEmpty && $0.lowerBound >= 0 && $0.upperBound <= $1.size }
        guard fits else {
            let sizes = array.dimensions.map { "\($0.name) \($0.size)" }.joined(separator: ", ")
            throw .unsuitable(
                path: path, reason: "the part \(part) does not lie in the variable \(variable) (\(sizes))")
        }
        return try array.scaled(try array.read(GDT_Float64, part, zero: 0.0, path))
    }

    private func array(_ variable: String) throws(FormatError) -> NetCDFArray {
        Library.begin()
        guard let raw = GDALGroupOpenMDArray(root, variable, nil) else {
            let known = variables.prefix(30).joined(separator: ", ")
            throw .unsuitable(path: path, reason: "there is no variable \(variable); there are \(known)")
        }
        return NetCDFArray(raw: raw)
    }
}

/// The one owner of an open variable.
private struct NetCDFArray: ~Copyable {
    let raw: OpaquePointer
    let dimensions: [NetCDFFile.Dimension]

    init(raw: OpaquePointer) {
        self.raw = raw
        var count = 0
        let all = GDALMDArrayGetDimensions(raw, &count)
        defer { GDALReleaseDimensions(all, count) }
        dimensions = (0..<count).compactMap { i in
            guard let dimension = all?[i] else { return nil }
            return NetCDFFile.Dimension(
                name: GDALDimensionGetName(dimension).map { String(cString: $0) } ?? "",
                size: Int(GDALDimensionGetSize(dimension)))
        }
    }

    deinit { GDALMDArrayRelease(raw) }

    var whole: [Range<Int>] { dimensions.map { 0..<$0.size } }

    var unit: String? {
        guard let text = GDALMDArrayGetUnit(raw), text.pointee != 0 else { return nil }
        return String(cString: text)
    }

    var attributes: [(name: String, text: String)] {
        var count = 0
        let all = GDALMDArrayGetAttributes(raw, &count, nil)
        defer { GDALReleaseAttributes(all, count) }
        return texts(of: all, count)
    }

    var holdsIntegers: Bool {
        get throws(FormatError) {
            let type = GDALMDArrayGetDataType(raw)
            defer { GDALExtendedDataTypeRelease(type) }
            guard GDALExtendedDataTypeGetClass(type) == GEDTC_NUMERIC else { return false }
            return [GDT_Byte, GDT_UInt16, GDT_Int16, GDT_Int32].contains(GDALExtendedDataTypeGetNumericDataType(type))
        }
    }

    func read<T>(_ type: GDALDataType, _ part: [Range<Int>], zero: T, _ path: String) throws(FormatError) -> [T] {
        Library.begin()
        var values = [T](repeating: zero, count: part.reduce(1) { $0 * $1.count })
        guard !values.isEmpty else { return [] }
        let start = part.map { UInt64($0.lowerBound) }
        let counts = part.map(\.count)
        let buffer = GDALExtendedDataTypeCreate(type)
        defer { GDALExtendedDataTypeRelease(buffer) }
        let bytes = values.count * MemoryLayout<T>.stride
        // 0 on failure
        let done = values.withUnsafeMutableBytes { memory in
            GDALMDArrayRead(raw, start, counts, nil, nil, buffer, memory.baseAddress, memory.baseAddress, bytes)
        }
        guard done != 0 else { throw .unreadable(path: path, reason: Library.lastMessage) }
        return values
    }

    var packing: NetCDFFile.Packing {
        var (hasFill, hasScale, hasOffset): (Int32, Int32, Int32) = (0, 0, 0)
        let fill = GDALMDArrayGetNoDataValueAsDouble(raw, &hasFill)
        let scale = GDALMDArrayGetScale(raw, &hasScale)
        let offset = GDALMDArrayGetOffset(raw, &hasOffset)
        return NetCDFFile.Packing(
            scale: hasScale != 0 ? scale : nil, offset: hasOffset != 0 ? offset : nil, fill: hasFill != 0 ? fill : nil)
    }

    /// Fill values made NaN, the rest times the scale plus the offset.
    func scaled(_ stored: [Double]) throws(FormatError) -> [Double] {
        let packing = packing
        guard packing != NetCDFFile.Packing(scale: nil, offset: nil, fill: nil) else { return stored }
        return stored.map { value in
            if let fill = packing.fill, value == fill { return .nan }
            return value * (packing.scale ?? 1) + (packing.offset ?? 0)
        }
    }
}

private func texts(
    of attributes: UnsafeMutablePointer<OpaquePointer?>?, _ count: Int
) -> [(name: String, text: String)] {
    (0..<count).compactMap { i in
        guard let attribute = attributes?[i], let name = GDALAttributeGetName(attribute) else { return nil }
        let values = GDALAttributeReadAsStringArray(attribute)
        defer { CSLDestroy(values) }
        return (String(cString: name), strings(values).joined(separator: " "))
    }
}
