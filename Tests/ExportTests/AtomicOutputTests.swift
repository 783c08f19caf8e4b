import Export
import Foundation
import Testing

private struct Stop: Error {}

@Suite struct AtomicOutputTests {
    @Test func `chunks appear under the final name only after the commit`() throws {
        let scratch = try Scratch()
        var output = try AtomicOutput(path: scratch.file("a.csv"), overwrite: false)
        try output.write("id\n")
        try output.write([0x31, 0x0A])
        #expect(!scratch.names.contains("a.csv"))
        try output.commit()
        #expect(scratch.names == ["a.csv"])
        #expect(try scratch.text("a.csv") == "id\n1\n")
    }

    @Test func `an output that is given up leaves nothing behind`() throws {
        let scratch = try Scratch()
        do {
            var output = try AtomicOutput(path: scratch.file("a.csv"), overwrite: false)
            try output.write("half")
            throw Stop()
        } catch is Stop {}
        #expect(scratch.names.isEmpty)
    }

    @Test func `an existing file is refused unless overwriting is asked for`() throws {
        let scratch = try Scratch()
        try AtomicOutput.write(Array("old".utf8), to: scratch.file("a"), overwrite: false)
        #expect(throws: OutputError.exists(path: scratch.file("a"))) {
            try AtomicOutput.write(Array("new".utf8), to: scratch.file("a"), overwrite: false)
        }
        #expect(try scratch.text("a") == "old")
        try AtomicOutput.write(Array("new".utf8), to: scratch.file("a"), overwrite: true)
        #expect(try scratch.text("a") == "new")
        #expect(scratch.names == ["a"])
    }

    @Test func `a file that appears while writing is not replaced`() throws {
        let scratch = try Scratch()
        var output = try AtomicOutput(path: scratch.file("a"), overwrite: false)
        try output.write("mine")
        try Data("theirs".utf8).write(to: URL(filePath: scratch.file("a")))
        do {
            try output.commit()
            Issue.record("the commit replaced a file")
        } catch {
            #expect(error == .exists(path: scratch.file("a")))
        }
        #expect(try scratch.text("a") == "theirs")
        #expect(scratch.names == ["a"])
    }

    @Test func `a missing folder, a folder as the file and an empty name are told apart`() throws {
        let scratch = try Scratch()
        #expect(throws: OutputError.folderMissing(path: scratch.file("no/a"), folder: scratch.file("no"))) {
            try AtomicOutput.write([], to: scratch.file("no/a"), overwrite: false)
        }
        #expect(throws: OutputError.isFolder(path: scratch.path)) {
            try AtomicOutput.write([], to: scratch.path, overwrite: true)
        }
        #expect(throws: OutputError.isFolder(path: "")) { try AtomicOutput.write([], to: "", overwrite: false) }
        #expect(scratch.names.isEmpty)
    }

    @Test func `a full device is reported as no space`() {
        #expect(throws: OutputError.noSpace(path: "/dev/full")) {
            try AtomicOutput.write([1, 2, 3], to: "/dev/full", overwrite: false)
        }
    }

    @Test(.enabled(if: getuid() != 0)) func `a folder without permission is reported as such`() throws {
        let scratch = try Scratch()
        #expect(chmod(scratch.path, 0o500) == 0)
        defer { chmod(scratch.path, 0o700) }
        #expect(throws: OutputError.noPermission(path: scratch.file("a"))) {
            try AtomicOutput.write([1], to: scratch.file("a"), overwrite: false)
        }
    }

    @Test func `a link is followed and its file replaced`() throws {
        let scratch = try Scratch()
        try AtomicOutput.write(Array("old".utf8), to: scratch.file("real"), overwrite: false)
        #expect(symlink("real", scratch.file("link")) == 0)
        try AtomicOutput.write(Array("new".utf8), to: scratch.file("link"), overwrite: true)
        #expect(try scratch.text("real") == "new")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch.file("link")) == "real")
    }

    @Test func `a writer with a path of its own gets one with the same extension`() throws {
        let scratch = try Scratch()
        try AtomicOutput.replace(scratch.file("a.gpkg"), overwrite: false) { temporary in
            #expect(temporary.hasSuffix(".gpkg"))
            try Data("x".utf8).write(to: URL(filePath: temporary))
        }
        #expect(scratch.names == ["a.gpkg"])
        #expect(throws: Stop.self) {
            try AtomicOutput.replace(scratch.file("b.gpkg"), overwrite: false) { temporary in
                try Data("x".utf8).write(to: URL(filePath: temporary))
                throw Stop()
            }
        }
        #expect(scratch.names == ["a.gpkg"])
    }
}

@Suite struct AtomicFolderTests {
    private func fill(_ path: String, with text: String, overwrite: Bool) throws {
        let folder = try AtomicFolder(path: path, overwrite: overwrite, marker: "manifest.json")
        let rasters = folder.workingPath + "/rasters"
        try FileManager.default.createDirectory(atPath: rasters, withIntermediateDirectories: false)
        try Data(text.utf8).write(to: URL(filePath: rasters + "/a"))
        try Data("{}".utf8).write(to: URL(filePath: folder.workingPath + "/manifest.json"))
        try folder.commit()
    }

    @Test func `a folder appears whole and an earlier result is replaced only on request`() throws {
        let scratch = try Scratch()
        try fill(scratch.file("out/"), with: "1", overwrite: false)
        #expect(scratch.names == ["out"])
        #expect(throws: OutputError.exists(path: scratch.file("out"))) {
            try fill(scratch.file("out"), with: "2", overwrite: false)
        }
        #expect(try scratch.text("out/rasters/a") == "1")
        try fill(scratch.file("out"), with: "2", overwrite: true)
        #expect(try scratch.text("out/rasters/a") == "2")
        #expect(scratch.names == ["out"])
    }

    @Test func `a folder that holds folders and is no earlier result is never replaced`() throws {
        let scratch = try Scratch()
        try FileManager.default.createDirectory(atPath: scratch.file("home/letters"), withIntermediateDirectories: true)
        try Data("keep".utf8).write(to: URL(filePath: scratch.file("home/letter")))
        #expect(throws: OutputError.foreignFolder(path: scratch.file("home"), missing: "manifest.json")) {
            try fill(scratch.file("home"), with: "2", overwrite: true)
        }
        #expect(try scratch.text("home/letter") == "keep")
    }

    @Test func `a folder that is given up is removed with all in it`() throws {
        let scratch = try Scratch()
        do {
            let folder = try AtomicFolder(path: scratch.file("out"), overwrite: false, marker: "manifest.json")
            try Data("x".utf8).write(to: URL(filePath: folder.workingPath + "/a"))
            throw Stop()
        } catch is Stop {}
        #expect(scratch.names.isEmpty)
    }
}
