internal import CGDAL

/// Workbooks that GDAL reads: `.xlsx` and `.ods`.
public enum Spreadsheet {
    /// Hands the rows of the first sheet that has any to `body`, each as the texts of its cells, the header among them.
    ///
    /// Numbers have no point unless they have a fraction; days are `YYYY/MM/DD`.
    /// - Throws: ``FormatError`` if the file is missing or damaged or holds no row, and what `body` throws.
    public static func forEachRow(
        of path: String, _ body: ([String]) throws(FormatError) -> Void
    ) throws(FormatError) {
        let kinds = path.lowercased().hasSuffix(".ods") ? ("OGR_ODS_HEADERS", "ODS") : ("OGR_XLSX_HEADERS", "XLSX")
        // Without headers every column that has a title is text, so that no cell is changed by its neighbours' type.
        try Library.with(kinds.0, "DISABLE") { () throws(FormatError) in
            let dataset = try Library.open(path, kind: GDAL_OF_VECTOR, drivers: [kinds.1])
            for i in 0..<GDALDatasetGetLayerCount(dataset.raw) {
                guard let sheet = GDALDatasetGetLayer(dataset.raw, i), OGR_L_GetFeatureCount(sheet, 1) > 0 else {
                    continue
                }
                OGR_L_ResetReading(sheet)
                while let row = OGR_L_GetNextFeature(sheet) {
                    defer { OGR_F_Destroy(row) }
                    let cells = (0..<OGR_F_GetFieldCount(row)).map { column in
                        OGR_F_IsFieldSetAndNotNull(row, column) == 0
                            ? "" : String(cString: OGR_F_GetFieldAsString(row, column))
                    }
                    try body(cells)
                }
                return
            }
            throw .unsuitable(path: path, reason: "no sheet has a row")
        }
    }
}
