import CGDAL
import Foundation

/// A NetCDF file of the classic format, put together in memory (netCDF file format specification, version 1).
struct ClassicNetCDF {
    enum Kind: UInt32 {
        case short = 3
        case integer = 4
        case float = 5
        case double = 6
    }

    enum Attribute {
        case text(String)
        case number(Double, Kind)
    }

    struct Variable {
        var name: String
        var dimensions: [String]
        var kind: Kind
        var attributes: [(String, Attribute)]
        var values: [Double]
    }

    var dimensions: [(name: String, size: Int)]
    var variables: [Variable]

    /// Changes the variable of that name, which must be there.
    mutating func change(_ name: String, _ body: (inout Variable) -> Void) {
        for i in variables.indices where variables[i].name == name { body(&variables[i]) }
    }

    /// The file, written to `path`.
    func write(_ path: String) throws { try bytes.write(to: URL(filePath: path)) }

    /// The same content as NetCDF 4, copied by GDAL.
    func writeNetCDF4(_ path: String) throws {
        struct CopyFailed: Error {}
        let classic = path + ".classic.nc"
        try write(classic)
        defer { try? FileManager.default.removeItem(atPath: classic) }
        GDALAllRegister()
        guard let source = GDALOpenEx(classic, UInt32(GDAL_OF_MULTIDIM_RASTER), nil, nil, nil) else {
            throw CopyFailed()
        }
        defer { GDALClose(source) }
        let arguments = CSLAddString(CSLAddString(nil, "-of"), "netCDF")
        defer { CSLDestroy(arguments) }
        let options = GDALMultiDimTranslateOptionsNew(arguments, nil)
        defer { GDALMultiDimTranslateOptionsFree(options) }
        var sources: GDALDatasetH? = source
        guard let copy = GDALMultiDimTranslate(path, nil, 1, &sources, options, nil) else { throw CopyFailed() }
        GDALClose(copy)
    }

    private var bytes: Data {
        // The header's length does not depend on where the values begin.
        let start = header(begins: variables.map { _ in 0 }).count
        var (begins, at): ([Int], Int) = ([], start)
        for variable in variables {
            begins.append(at)
            at += Self.padded(variable.data).count
        }
        return variables.reduce(into: header(begins: begins)) { $0 += Self.padded($1.data) }
    }

    private func header(begins: [Int]) -> Data {
        var data = Data("CDF".utf8) + [1] + Self.word(0)
        data += Self.word(0x0A) + Self.word(dimensions.count)
        for dimension in dimensions { data += Self.name(dimension.name) + Self.word(dimension.size) }
        data += Self.word(0) + Self.word(0)
        data += Self.word(0x0B) + Self.word(variables.count)
        for (variable, begin) in zip(variables, begins) {
            data += Self.name(variable.name) + Self.word(variable.dimensions.count)
            for name in variable.dimensions {
                data += Self.word(dimensions.firstIndex { $0.name == name } ?? dimensions.count)
            }
            data += Self.list(variable.attributes) + Self.word(Int(variable.kind.rawValue))
            data += Self.word(Self.padded(variable.data).count) + Self.word(begin)
        }
        return data
    }

    private static func list(_ attributes: [(String, Attribute)]) -> Data {
        guard !attributes.isEmpty else { return word(0) + word(0) }
        var data = word(0x0C) + word(attributes.count)
        for (label, attribute) in attributes {
            switch attribute {
            case .text(let text):
                data += name(label) + word(2) + word(text.utf8.count) + padded(Data(text.utf8))
            case .number(let number, let kind):
                data += name(label) + word(Int(kind.rawValue)) + word(1) + padded(kind.encoded(number))
            }
        }
        return data
    }

    private static func name(_ text: String) -> Data { word(text.utf8.count) + padded(Data(text.utf8)) }

    private static func padded(_ data: Data) -> Data { data + Data(count: (4 - data.count % 4) % 4) }

    fileprivate static func word(_ number: Int) -> Data {
        withUnsafeBytes(of: UInt32(number).bigEndian) { Data($0) }
    }
}

extension ClassicNetCDF.Kind {
    /// A number in the format's byte order.
    func encoded(_ number: Double) -> Data {
        switch self {
        case .short: withUnsafeBytes(of: Int16(number).bigEndian) { Data($0) }
        case .integer: withUnsafeBytes(of: Int32(number).bigEndian) { Data($0) }
        case .float: withUnsafeBytes(of: Float(number).bitPattern.bigEndian) { Data($0) }
        case .double: withUnsafeBytes(of: number.bitPattern.bigEndian) { Data($0) }
        }
    }
}

extension ClassicNetCDF.Variable {
    fileprivate var data: Data { values.reduce(into: Data()) { $0 += kind.encoded($1) } }
}
