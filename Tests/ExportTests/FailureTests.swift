import Export
import Foundation
import SpatialEngine
import SpatialFormats
import Testing

/// Failures of the system, each in a process of its own.
@Suite struct FailureTests {
    @Test func `a killed run leaves a hidden folder, and the next run to the same name removes it`() async throws {
        let scratch = try Scratch()
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = scratch.file("out") as String] in
            let folder = try AssessmentFolder(at: path, overwrite: false)
            _ = try? folder.write(SampleAssessment.contents()) {
                kill(getpid(), SIGKILL)
                return SampleAssessment.timings
            }
        }
        #expect(scratch.names.count == 1 && scratch.names[0].hasPrefix(".out.partial-"))
        let folder = try AssessmentFolder(at: scratch.file("out"), overwrite: false)
        _ = try folder.write(SampleAssessment.contents()) { SampleAssessment.timings }
        #expect(scratch.names == ["out"])
    }

    @Test func `an interrupted run removes its hidden folder and keeps the earlier result`() async throws {
        let scratch = try Scratch()
        let first = try AssessmentFolder(at: scratch.file("out"), overwrite: false)
        _ = try first.write(SampleAssessment.contents()) { SampleAssessment.timings }
        let before = try scratch.tree("out")
        await #expect(processExitsWith: .exitCode(130)) { [path = scratch.file("out") as String] in
            let folder = try AssessmentFolder(at: path, overwrite: true)
            _ = try folder.write(SampleAssessment.contents()) { TemporaryFiles.removeAll(thenExit: 130) }
        }
        #expect(scratch.names == ["out"])
        #expect(try scratch.tree("out") == before)
    }

    @Test(arguments: [1, 6000, 30_000, 200_000])
    func `a file that may not grow is reported as no space, and nothing is left`(
        _ limit: Int
    ) async throws {
        let scratch = try Scratch()
        await #expect(processExitsWith: .success) { [path = scratch.file("out") as String, limit = limit as Int] in
            signal(SIGXFSZ, SIG_IGN)
            var size = rlimit(rlim_cur: rlim_t(limit), rlim_max: rlim_t(limit))
            #expect(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &size) == 0)
            do {
                let folder = try AssessmentFolder(at: path, overwrite: false)
                _ = try folder.write(SampleAssessment.contents()) { SampleAssessment.timings }
                exit(1)
            } catch ExportError.output(.noSpace(let file)) where file.hasPrefix(path + "/") {
                exit(0)
            } catch {
                exit(2)
            }
        }
        #expect(scratch.names.isEmpty)
    }

    @Test(arguments: [1, 100, 3000]) func `a FlatGeobuf whose last bytes cannot be written is no success`(
        _ missing: Int
    ) async throws {
        let scratch = try Scratch()
        try FlatGeobuf.write(Self.lines, to: scratch.file("whole.fgb"))
        let size = try Data(contentsOf: URL(filePath: scratch.file("whole.fgb"))).count
        await #expect(processExitsWith: .success) {
            [path = scratch.file("cut.fgb") as String, limit = size - missing as Int] in
            signal(SIGXFSZ, SIG_IGN)
            var most = rlimit(rlim_cur: rlim_t(limit), rlim_max: rlim_t(limit))
            #expect(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &most) == 0)
            #expect(throws: FormatError.self) { try FlatGeobuf.write(Self.lines, to: path) }
        }
        #expect(scratch.names == ["whole.fgb"])
    }

    private static let lines = VectorLayer(
        name: "lines",
        features: (0..<50).map { i in
            Feature(
                id: .number(i), geometry: .lineString(SampleAssessment.line(-77 + Double(i) / 100, 8)),
                properties: ["name": .string("line \(i)")])
        })
}
