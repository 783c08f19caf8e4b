import Foundation
import Testing

@testable import Batch

/// Every wrong plan is one line that names the file, the key and how to mend it.
@Suite struct PlanErrorTests {
    let scratch = Scratch()

    @Test(arguments: [
        ("format: 1\nmatrix: {mnth: [1]}\n", "did you mean \"month\"?"),
        ("format: 1\nmatrix: {slope-function: [rees]}\n", "did you mean \"slope_function\"?"),
        ("format: 1\nmatirx: {month: [1]}\n", "did you mean \"matrix\"?"),
        ("format: 1\nmonth: [1]\nmatrix: {seed: 1}\n", "put it under matrix"),
        ("format: 1\nmatrix: {month: [1]}\nset: {budgt: 1}\n", "did you mean \"budget\"?"),
        ("format: 1\nmatrix: {month: [1]}\nexclude: [{sed: 1}]\n", "did you mean \"seed\"?"),
        ("format: 1\nmatrix: {month: [1]}\nextra: [{leverr: both}]\n", "did you mean \"lever\"?"),
        ("format: 1\nmatrix: {month: [1]}\noutputs: [segment]\n", "did you mean \"segments\"?"),
        ("format: 1\nmatrix: {month: [1]}\nformats: [geojsn]\n", "did you mean \"geojson\"?"),
        ("format: 1\nmatrix: {month: [1]}\nlayout: hives\n", "did you mean \"hive\"?"),
        ("format: 1\nmatrix: {direction: [norht]}\n", "did you mean \"north\"?"),
        ("format: 1\nmatrix: {month: [drry]}\n", "did you mean \"dry\"?"),
        ("format: 1\nmatrix: {closure: [[L099]]}\n", "did you mean \"L009\"?"),
        ("format: 1\nmatrix: {slope_function: [tobler]}\n", "did you mean \"toblerOnPath\"?"),
    ]) func `an unknown name is named with the nearest known one`(_ text: String, _ hint: String) throws {
        let error = try #require(try scratch.fault(text))
        #expect(error.kind == .bad && error.description.contains(hint), "\(error)")
    }

    @Test(arguments: [
        ("", "empty"), ("# only a comment\n", "empty"), ("---\n", "empty"), ("[1, 2]\n", "mapping"),
        ("plan\n", "mapping"),
        ("format: 1\n", "matrix"), ("format: 1\nmatrix: {}\n", "empty"), ("format: 1\nmatrix:\n", "mapping"),
        ("format: 1\nmatrix: []\n", "mapping"), ("format: 1\nmatrix: {month: []}\n", "list is empty"),
        ("matrix: {month: [1]}\n", "format"), ("format: 2\nmatrix: {month: [1]}\n", "format 2"),
        ("format: 1\nmatrix: {month: [0]}\n", "1…12"), ("format: 1\nmatrix: {month: [13]}\n", "1…12"),
        ("format: 1\nmatrix: {month: [010]}\n", "octal"), ("format: 1\nmatrix: {month: [1.0]}\n", "whole number"),
        ("format: 1\nmatrix: {seed: [1e3]}\n", "whole number"), ("format: 1\nmatrix: {seed: [-1]}\n", "whole number"),
        ("format: 1\nmatrix: {seed: [0x10]}\n", "whole number"),
        ("format: 1\nmatrix: {seed: [1_000]}\n", "whole number"),
        ("format: 1\nmatrix: {seed: [99999999999999999999999]}\n", "out of range"),
        ("format: 1\nmatrix: {seed: [~]}\n", "no value"), ("format: 1\nmatrix: {seed: [{a: 1}]}\n", "mapping"),
        ("format: 1\nmatrix: {seed: [[1, 2]]}\n", "list"),
        ("format: 1\nset: {seed: [1, 2]}\nmatrix: {month: 1}\n", "list"),
        ("format: 1\nmatrix: {dem: [no]}\n", "write none"),
        ("format: 1\nmatrix: {sea_state: [off]}\n", "write modelled"),
        ("format: 1\nmatrix: {closure: [no]}\n", "unknown leg"),
        ("format: 1\nmatrix: {closure: [[none, L008]]}\n", "none"),
        ("format: 1\nmatrix: {lever: [yes]}\n", "lever"), ("format: 1\nmatrix: {direction: [on]}\n", "direction"),
        ("format: 1\nmatrix: {budget: [.nan]}\n", "number"), ("format: 1\nmatrix: {budget: [-5]}\n", "number"),
        ("format: 1\nmatrix: {slope_function: [minetti]}\n", "energy"),
        ("format: 1\nmatrix: {from: [2015-01-01]}\n", "YYYY-MM"), ("format: 1\nmatrix: {from: [2013-12]}\n", "outside"),
        ("format: 1\nmatrix: {from: [2020-02], to: [2020-01]}\n", "after"),
        ("format: 1\nmatrix: {month: [1]}\nset: {month: 1}\n", "stands in set too"),
        ("format: 1\nmatrix: {month: [1], month: [2]}\n", "twice"),
        ("format: 1\nmatrix: {month: [1]}\nname: a\nname: b\n", "twice"),
        ("format: 1\nmatrix:\n\tmonth: [1]\n", "no YAML"), ("format: 1\nmatrix: {month: [1\n", "no YAML"),
        ("format: 1\n---\nformat: 1\n", "no YAML"), ("format: 1\nmatrix: {month: [*a]}\n", "no YAML"),
        ("format: 1\n<<: {name: a}\nmatrix: {month: [1]}\n", "unknown key"),
        ("format: 1\nmatrix: {[a]: 1}\n", "no text"),
        ("format: 1\nmatrix: {month: [1]}\nexclude: [{}]\n", "names no key"),
        ("format: 1\nmatrix: {month: [1]}\nexclude: [{month: 1}]\n", "no job is left"),
        ("format: 1\nmatrix: {month: [1]}\nmax_jobs: 0\n", "1…"),
        ("format: 1\nmatrix: {month: [1]}\nname: \"a\\nb\"\n", "name"),
        ("format: 1\nmatrix: {month: [1]}\noutputs: []\n", "list is empty"),
        ("format: 1\nmatrix: {month: [1]}\noutputs: [segments]\nformats: [cog]\n", "rasters only"),
    ]) func `what a plan must not say is refused in one line`(_ text: String, _ hint: String) throws {
        let error = try #require(try scratch.fault(text))
        #expect(error.kind == .bad && error.description.contains(hint), "\(error)")
        #expect(error.description.hasPrefix(scratch.path + "/plan.yaml") && !error.description.contains("\n"))
    }

    @Test(arguments: [
        "format: 1\nmatrix: {region: [atlantis]}\n", "format: 1\nmatrix: {dem: [none.tif]}\n",
        "format: 1\nmatrix: {incidents: [none, [a.csv]]}\n", "format: 1\ninclude: other.yaml\nmatrix: {month: [1]}\n",
    ]) func `what is not there is of kind missing`(_ text: String) throws {
        #expect(try scratch.fault(text)?.kind == .missing)
    }

    @Test func `a plan that is not there or is a folder is of kind missing`() {
        for path in [scratch.path, scratch.path + "/nowhere.yaml"] {
            #expect(throws: PlanError.self) { try Scratch.read(path) }
        }
    }

    @Test func `other encodings are refused, a byte order mark is not`() throws {
        let file = try scratch.write("", to: "odd.yaml")
        try Data([0xFF, 0xFE, 0x66, 0x00]).write(to: URL(filePath: file))
        #expect(throws: PlanError.self) { try Scratch.read(file) }
        #expect(try scratch.plan("\u{FEFF}format: 1\nmatrix: {month: [1]}\n").jobs.count == 1)
    }

    @Test func `anchors work and a bomb of aliases does not go off`() throws {
        #expect(try scratch.plan("format: 1\nset: {seed: &s 3}\nmatrix: {month: [*s, 4]}\n").jobs.count == 2)
        var bomb = "format: 1\nmatrix:\n  month: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
        for i in 1..<30 {
            bomb += "  k\(i): &a\(i) [" + Array(repeating: "*a\(i - 1)", count: 9).joined(separator: ", ") + "]\n"
        }
        #expect(try scratch.fault(bomb)?.description.contains("unknown key \"k1\"") == true)
        #expect(try scratch.fault("format: 1\nmatrix: {seed: " + String(repeating: "[", count: 5000) + "\n") != nil)
    }

    @Test func `the embedded region is found, and its legs are known`() throws {
        let region = try PlanRegion.find("darien", besides: "plan.yaml")
        #expect(region.id == "darien" && region.sum.count == 64 && region.legs.contains("L009"))
        #expect(region.monthGroups["dry"] == [1, 2, 3, 4])
        #expect(throws: RegionFault.self) { try PlanRegion.find("atlantis", besides: "plan.yaml") }
    }
}
