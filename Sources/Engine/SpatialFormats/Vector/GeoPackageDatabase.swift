internal import CGDAL

/// The tables of a GeoPackage that the library does not fill itself, written as SQL.
struct GeoPackageDatabase {
    let path: String
    /// The time that every row is given.
    let moment: String

    func addExtensionTable(_ dataset: borrowing OwnedDataset) throws(FormatError) {
        try run(
            """
            CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, \
            definition TEXT NOT NULL, scope TEXT NOT NULL, \
            CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))
            """, dataset)
    }

    // MARK: - Styles

    /// QGIS's table, with types in upper case, which validators of the format insist on.
    func addStyles(of layers: [GeoPackage.Layer], _ dataset: borrowing OwnedDataset) throws(FormatError) {
        guard layers.contains(where: { $0.style != nil }) else { return }
        try run(
            """
            CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT(256), \
            f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), \
            styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), \
            update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))
            """, dataset)
        try run(
            """
            INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) \
            VALUES ('layer_styles', 'attributes', 'layer_styles', 'Layer styles for QGIS', \(quoted(moment)))
            """, dataset)
        for layer in layers {
            guard let style = layer.style else { continue }
            try run(
                """
                INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, \
                styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) VALUES ('', '', \
                \(quoted(layer.content.name)), 'geom', \(quoted(String(style.name.prefix(30)))), \(quoted(style.qml)), \
                \(quoted(style.sld)), 1, \(quoted(style.description)), '', NULL, \(quoted(moment)))
                """, dataset)
        }
    }

    // MARK: - Data dictionary

    /// The schema extension (annex F.9): what each column means.
    func addDictionary(of layers: [GeoPackage.Layer], _ dataset: borrowing OwnedDataset) throws(FormatError) {
        try run(
            """
            CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, \
            description TEXT, mime_type TEXT, constraint_name TEXT, \
            CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name))
            """, dataset)
        try run(
            """
            CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, \
            value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, \
            CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))
            """, dataset)
        for table in ["gpkg_data_columns", "gpkg_data_column_constraints"] {
            try addExtension("gpkg_schema", table, "http://www.geopackage.org/spec121/#extension_schema", dataset)
        }
        for layer in layers {
            for column in LayerWriter(layer: layer.content, path: path).columns {
                try run(
                    """
                    INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) VALUES \
                    (\(quoted(layer.content.name)), \(quoted(column.name)), \(quoted(column.name)), \
                    \(quoted(column.title.isEmpty ? column.name : column.title)), \(quoted(column.description)))
                    """, dataset)
            }
        }
    }

    // MARK: - Lineage

    /// The metadata extension (annex F.8), each text referring to the file as a whole.
    func addLineage(_ lineage: [GeoPackage.Lineage], _ dataset: borrowing OwnedDataset) throws(FormatError) {
        guard !lineage.isEmpty else { return }
        try run(
            """
            CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, \
            md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL, \
            mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '')
            """, dataset)
        try run(
            """
            CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, \
            row_id_value INTEGER, timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), \
            md_file_id INTEGER NOT NULL, md_parent_id INTEGER, \
            CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id), \
            CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id))
            """, dataset)
        for table in ["gpkg_metadata", "gpkg_metadata_reference"] {
            try addExtension("gpkg_metadata", table, "http://www.geopackage.org/spec121/#extension_metadata", dataset)
        }
        for (i, item) in lineage.enumerated() {
            try run(
                """
                INSERT INTO gpkg_metadata (id, md_scope, md_standard_uri, mime_type, metadata) VALUES (\(i + 1), 'dataset', \
                \(quoted(item.standard)), \(quoted(item.mediaType)), \(quoted(item.text)))
                """, dataset)
            try run(
                """
                INSERT INTO gpkg_metadata_reference (reference_scope, timestamp, md_file_id) VALUES ('geopackage', \
                \(quoted(moment)), \(i + 1))
                """, dataset)
        }
    }

    /// Gives every table the same date.
    func setDates(_ dataset: borrowing OwnedDataset) throws(FormatError) {
        try run("UPDATE gpkg_contents SET last_change = \(quoted(moment))", dataset)
    }

    // MARK: - SQL

    private func addExtension(
        _ name: String, _ table: String, _ definition: String, _ dataset: borrowing OwnedDataset
    ) throws(FormatError) {
        try run(
            """
            INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope) VALUES \
            (\(quoted(table)), NULL, \(quoted(name)), \(quoted(definition)), 'read-write')
            """, dataset)
    }

    private func run(_ statement: String, _ dataset: borrowing OwnedDataset) throws(FormatError) {
        Library.begin()
        if let result = GDALDatasetExecuteSQL(dataset.raw, statement, nil, nil) {
            GDALDatasetReleaseResultSet(dataset.raw, result)
        }
        guard CPLGetLastErrorType() != CE_Failure else { throw .unwritable(path: path, reason: Library.lastMessage) }
    }

    private func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
}
