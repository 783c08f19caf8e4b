internal import CGDAL

/// A number type that ``NumberArrayFile`` can read into.
public enum ArrayNumber: Sendable {
    case int16, uint16, int32, float64

    fileprivate var gdalType: GDALDataType {
        switch self {
        case .int16: GDT_Int16
        case .uint16: GDT_UInt16
        case .int32: GDT_Int32
        case .float64: GDT_Float64
        }
    }
}

/// Why an array file could not be read.
public struct NumberArrayError: Error, Equatable, CustomStringConvertible {
    /// The path as it was asked for.
    public let path: String
    /// The array and what failed, in the library's words where it has some.
    public let reason: String

    /// One sentence with the path and the reason.
    public var description: String { "\(path): \(reason)" }
}

/// A NetCDF file as named arrays of numbers, opened through GDAL's multidimensional interface.
///
/// Not `Sendable`: one per task.
public final class NumberArrayFile {
    private let path: String
    private let dataset: GDALDatasetH
    private let root: GDALGroupH

    /// Opens the file at `path` for reading.
    ///
    /// - Throws: ``NumberArrayError`` when GDAL does not know it as a file of arrays.
    public init(path: String) throws(NumberArrayError) {
        GDALAllRegister()
        CPLPushErrorHandler(CPLQuietErrorHandler)
        defer { CPLPopErrorHandler() }
        CPLErrorReset()
        // null on failure; the reason is GDAL's last message
        guard let dataset = GDALOpenEx(path, UInt32(GDAL_OF_MULTIDIM_RASTER), nil, nil, nil) else {
            throw NumberArrayError(path: path, reason: Self.lastMessage("not a file of arrays"))
        }
        // null when the driver has no groups
        guard let root = GDALDatasetGetRootGroup(dataset) else {
            GDALClose(dataset)
            throw NumberArrayError(path: path, reason: Self.lastMessage("no group of arrays"))
        }
        (self.path, self.dataset, self.root) = (path, dataset, root)
    }

    deinit {
        GDALGroupRelease(root)
        GDALClose(dataset)
    }

    /// The names of all arrays, in file order.
    public var names: [String] {
        // null when there are none; freed with CSLDestroy
        guard let list = GDALGroupGetMDArrayNames(root, nil) else { return [] }
        defer { CSLDestroy(list) }
        return (0..<Int(CSLCount(list))).compactMap { list[$0].map { String(cString: $0) } }
    }

    /// The lengths of an array's dimensions, slowest first.
    public func shape(of name: String) throws(NumberArrayError) -> [Int] {
        let array = try open(name)
        defer { GDALMDArrayRelease(array) }
        return shape(of: array)
    }

    /// All values of an array, in file order (last dimension fastest), without scaling.
    ///
    /// - Throws: ``NumberArrayError`` when there is no such array or it cannot be read.
    /// - Complexity: O(*n*) time and space for *n* values.
    public func int16(_ name: String) throws(NumberArrayError) -> [Int16] { try read(name, .int16, 0) }

    /// As ``int16(_:)``, for arrays of unsigned 16-bit numbers.
    public func uint16(_ name: String) throws(NumberArrayError) -> [UInt16] { try read(name, .uint16, 0) }

    /// As ``int16(_:)``, for arrays of 32-bit numbers.
    public func int32(_ name: String) throws(NumberArrayError) -> [Int32] { try read(name, .int32, 0) }

    /// As ``int16(_:)``, for numbers of any type.
    public func float64(_ name: String) throws(NumberArrayError) -> [Double] { try read(name, .float64, 0) }

    /// The number in attribute `attribute` of an array, or nil when there is none.
    public func number(_ attribute: String, of name: String) throws(NumberArrayError) -> Double? {
        let array = try open(name)
        defer { GDALMDArrayRelease(array) }
        CPLPushErrorHandler(CPLQuietErrorHandler)
        defer { CPLPopErrorHandler() }
        // null when the array has no such attribute
        guard let found = GDALMDArrayGetAttribute(array, attribute) else { return nil }
        defer { GDALAttributeRelease(found) }
        return GDALAttributeReadAsDouble(found)
    }

    private func read<Value>(_ name: String, _ type: ArrayNumber, _ zero: Value) throws(NumberArrayError) -> [Value] {
        let array = try open(name)
        defer { GDALMDArrayRelease(array) }
        let shape = shape(of: array)
        let start = shape.map { _ in UInt64(0) }
        let count = shape.map { $0 }
        guard let number = GDALExtendedDataTypeCreate(type.gdalType) else {
            throw NumberArrayError(path: path, reason: "out of memory")
        }
        defer { GDALExtendedDataTypeRelease(number) }
        var values = [Value](repeating: zero, count: shape.reduce(1, *))
        let bytes = values.count * MemoryLayout<Value>.stride
        CPLPushErrorHandler(CPLQuietErrorHandler)
        defer { CPLPopErrorHandler() }
        CPLErrorReset()
        // zero on failure; null steps and strides mean every value, packed
        let done = values.withUnsafeMutableBytes {
            GDALMDArrayRead(array, start, count, nil, nil, number, $0.baseAddress, $0.baseAddress, bytes)
        }
        guard done != 0 else {
            throw NumberArrayError(path: path, reason: Self.lastMessage("array \(name) cannot be read"))
        }
        return values
    }

    /// The caller releases the array.
    private func open(_ name: String) throws(NumberArrayError) -> GDALMDArrayH {
        CPLPushErrorHandler(CPLQuietErrorHandler)
        defer { CPLPopErrorHandler() }
        // null when there is no such array
        guard let array = GDALGroupOpenMDArray(root, name, nil) else {
            throw NumberArrayError(path: path, reason: "there is no array \(name)")
        }
        return array
    }

    private func shape(of array: GDALMDArrayH) -> [Int] {
        var count = 0
        // null for an array without dimensions; each dimension and the list are released together
        guard let dimensions = GDALMDArrayGetDimensions(array, &count) else { return [] }
        defer { GDALReleaseDimensions(dimensions, count) }
        return (0..<count).map { Int(GDALDimensionGetSize(dimensions[$0])) }
    }

    private static func lastMessage(_ otherwise: String) -> String {
        let text = CPLGetLastErrorMsg().map { String(cString: $0) } ?? ""
        return text.isEmpty ? otherwise : "\(otherwise) (\(text))"
    }
}
