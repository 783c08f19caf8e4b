/// Where a result comes from, as ISO 19115 metadata in the XML of ISO 19139.
struct LineageStatement {
    let region: String
    let model: ManifestModel
    let date: DataDate

    /// The XML text.
    var text: String {
        XMLElement(
            "gmd:MD_Metadata",
            [("xmlns:gmd", "http://www.isotc211.org/2005/gmd"), ("xmlns:gco", "http://www.isotc211.org/2005/gco")],
            [
                string("gmd:fileIdentifier", model.runID),
                string("gmd:language", "eng"),
                XMLElement("gmd:hierarchyLevel", [code("gmd:MD_ScopeCode", "dataset")]),
                contact,
                XMLElement("gmd:dateStamp", [XMLElement("gco:Date", text: date.day)]),
                XMLElement("gmd:identificationInfo", [identification]),
                XMLElement("gmd:dataQualityInfo", [quality]),
            ]
        ).document
    }

    private var contact: XMLElement {
        XMLElement(
            "gmd:contact",
            [
                XMLElement(
                    "gmd:CI_ResponsibleParty",
                    [
                        string("gmd:organisationName", "trocha \(model.version)"),
                        XMLElement("gmd:role", [code("gmd:CI_RoleCode", "processor")]),
                    ])
            ])
    }

    private var identification: XMLElement {
        XMLElement(
            "gmd:MD_DataIdentification",
            [
                XMLElement("gmd:citation", [citation(title: "Route-risk assessment of \(region)")]),
                string("gmd:abstract", model.caveats.map(\.text).joined(separator: " ")),
                string("gmd:language", "eng"),
            ])
    }

    private func citation(title: String) -> XMLElement {
        let day = XMLElement(
            "gmd:CI_Date",
            [
                XMLElement("gmd:date", [XMLElement("gco:Date", text: date.day)]),
                XMLElement("gmd:dateType", [code("gmd:CI_DateTypeCode", "revision")]),
            ])
        return XMLElement("gmd:CI_Citation", [string("gmd:title", title), XMLElement("gmd:date", [day])])
    }

    private var quality: XMLElement {
        let scope = XMLElement("gmd:DQ_Scope", [XMLElement("gmd:level", [code("gmd:MD_ScopeCode", "dataset")])])
        let statement =
            "Made by trocha \(model.version), run \(model.runID), from data \(model.dataHash) with parameters"
            + " \(model.parameterHash). manifest.json lists every input, parameter and file with its sum."
        return XMLElement(
            "gmd:DQ_DataQuality",
            [
                XMLElement("gmd:scope", [scope]),
                XMLElement(
                    "gmd:lineage",
                    [
                        XMLElement(
                            "gmd:LI_Lineage",
                            [string("gmd:statement", statement)]
                                + model.inputs.map { XMLElement("gmd:source", [source($0)]) })
                    ]),
            ])
    }

    private func source(_ input: InputRecord) -> XMLElement {
        XMLElement(
            "gmd:LI_Source",
            [
                string(
                    "gmd:description",
                    "\(input.title) (\(input.path), \(input.role)); licence \(input.licence); SHA-256 \(input.sha256)")
            ])
    }

    private func string(_ name: String, _ text: String) -> XMLElement {
        XMLElement(name, [XMLElement("gco:CharacterString", text: text)])
    }

    private func code(_ list: String, _ value: String) -> XMLElement {
        let catalogue = "http://www.isotc211.org/2005/resources/Codelist/gmxCodelists.xml"
        return XMLElement(
            list, [("codeList", "\(catalogue)#\(list.dropFirst(4))"), ("codeListValue", value)], text: value)
    }
}
