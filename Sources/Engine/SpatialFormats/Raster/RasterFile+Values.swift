internal import CGDAL
internal import SpatialEngine

/// The values of a band as numbers of one type.
extension RasterFile {
    /// The values of some rows of a band, north row first, scale and offset applied; NaN where there is no value.
    ///
    /// What the file masks, by a no-data number, a mask band or transparency, has no value.
    public func values(band number: Int = 1, rows: Range<Int>) throws(FormatError) -> [Float] {
        let raw = try handle(number)
        // Whole numbers of 32 bits and doubles lose digits as floats, by which they could pass for the no-data number.
        guard [GDT_Byte, GDT_UInt16, GDT_Int16, GDT_Float32].contains(GDALGetRasterDataType(raw)) else {
            return try narrowed(band: number, rows)
        }
        return try read(raw, rows, GDT_Float32) { $0.matches(float: $1) }
    }

    /// The same with the digits of a file of doubles or whole numbers.
    public func doubles(band number: Int = 1, rows: Range<Int>) throws(FormatError) -> [Double] {
        let raw = try handle(number)
        let isFloat = GDALGetRasterDataType(raw) == GDT_Float32
        return try read(raw, rows, GDT_Float64) { isFloat ? $0.matches(float: Float($1)) : $0.number == $1 }
    }

    /// Doubles strip by strip, so that no second array of the whole size is needed.
    private func narrowed(band number: Int, _ rows: Range<Int>) throws(FormatError) -> [Float] {
        var values: [Float] = []
        values.reserveCapacity(rows.count * grid.shape.columns)
        for first in stride(from: rows.lowerBound, to: rows.upperBound, by: 256) {
            let strip = try doubles(band: number, rows: first..<min(first + 256, rows.upperBound))
            values.append(contentsOf: strip.lazy.map { Float($0) })
        }
        return values
    }

    private func read<Value: BinaryFloatingPoint>(
        _ raw: UnsafeMutableRawPointer, _ rows: Range<Int>, _ type: GDALDataType,
        _ isAbsent: (NoDataNumber, Value) -> Bool
    ) throws(FormatError) -> [Value] {
        precondition(rows.lowerBound >= 0 && rows.upperBound <= grid.shape.rows, "rows \(rows) of \(grid.shape.rows)")
        var values = [Value](repeating: .nan, count: rows.count * grid.shape.columns)
        guard !values.isEmpty else { return values }
        try transfer(raw, rows, type, &values)
        let flags = GDALGetMaskFlags(raw)
        if flags == GMF_NODATA {
            // Comparing here saves a second passage through the file.
            let noData = NoDataNumber(of: raw)
            for i in values.indices where isAbsent(noData, values[i]) { values[i] = .nan }
        } else if flags & GMF_ALL_VALID == 0 {
            guard let mask = GDALGetMaskBand(raw) else { throw .unreadable(path: path, reason: Library.lastMessage) }
            var valid = [UInt8](repeating: 0, count: values.count)
            try transfer(mask, rows, GDT_Byte, &valid)
            for i in values.indices where valid[i] == 0 { values[i] = .nan }
        }
        rescale(raw, &values)
        if isSouthUp { values.reverseRows(of: grid.shape.columns) }
        return values
    }

    private func rescale<Value: BinaryFloatingPoint>(_ raw: UnsafeMutableRawPointer, _ values: inout [Value]) {
        var (hasScale, hasOffset): (Int32, Int32) = (0, 0)
        let scale = GDALGetRasterScale(raw, &hasScale)
        let offset = GDALGetRasterOffset(raw, &hasOffset)
        guard hasScale != 0 && scale != 1 || hasOffset != 0 && offset != 0 else { return }
        let factor = hasScale != 0 ? scale : 1
        let shift = hasOffset != 0 ? offset : 0
        for i in values.indices { values[i] = Value(Double(values[i]) * factor + shift) }
    }
}

/// The number that stands for no value in a band.
private struct NoDataNumber {
    let number: Double

    init(of band: UnsafeMutableRawPointer) { number = GDALGetRasterNoDataValue(band, nil) }

    /// Whether `value`, as it is kept in a file of floats, is the number; digits that a float cannot hold do not count.
    func matches(float value: Float) -> Bool {
        let narrowed = Float(number)
        return value == narrowed && (narrowed.isFinite || number.isInfinite)
    }
}

extension Array {
    fileprivate mutating func reverseRows(of columns: Int) {
        let rows = count / columns
        for row in 0..<rows / 2 {
            for column in 0..<columns { swapAt(row * columns + column, (rows - 1 - row) * columns + column) }
        }
    }
}
