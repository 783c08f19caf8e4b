/// A table of the report: a caption, a head and rows whose first cell names the row.
struct ReportTable {
    let id: String
    let caption: Bilingual
    let columns: [Bilingual]
    /// Cells as finished HTML.
    var rows: [[String]] = []
    /// Columns whose cells are figures and stand to the right; the first column never is.
    var figures: Set<Int> = []

    /// The table in a box that scrolls by itself on a narrow screen.
    var html: String {
        var text = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"\(id)-caption\">"
        text += "<table id=\"\(id)\"><caption id=\"\(id)-caption\">\(caption.html)</caption><thead><tr>"
        for (index, column) in columns.enumerated() {
            text += "<th scope=\"col\"\(figures.contains(index) ? " class=\"figure\"" : "")>\(column.html)</th>"
        }
        text += "</tr></thead><tbody>"
        for row in rows {
            text += "<tr>"
            for (index, cell) in row.enumerated() {
                if index == 0 {
                    text += "<th scope=\"row\">\(cell)</th>"
                } else {
                    text += "<td\(figures.contains(index) ? " class=\"figure\"" : "")>\(cell)</td>"
                }
            }
            text += "</tr>"
        }
        return text + "</tbody></table></div>\n"
    }
}
