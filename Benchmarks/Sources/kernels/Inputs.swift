import Foundation

/// The words between a kernel's name and its result.
struct Inputs {
    let words: [String]

    func text(_ index: Int) -> String { words[index] }

    /// The word as a whole number of 0 or more.
    func number(_ index: Int, meaning: String) throws(KernelError) -> Int {
        guard let number = Int(words[index]), number >= 0 else { throw .notANumber(words[index], meaning: meaning) }
        return number
    }

    /// The bytes of the file that the word names.
    func bytes(_ index: Int) throws(KernelError) -> [UInt8] {
        guard let contents = FileManager.default.contents(atPath: words[index]) else {
            throw .unreadable(path: words[index])
        }
        return [UInt8](contents)
    }

    /// The little-endian numbers of the file that the word names, without header.
    ///
    /// - Parameter factor: How many numbers belong together.
    func numbers<Number: BitwiseCopyable>(
        _ index: Int, as type: Number.Type, multipleOf factor: Int = 1
    ) throws(KernelError) -> [Number] {
        let bytes = try bytes(index)
        let count = bytes.count / MemoryLayout<Number>.stride
        guard count > 0, factor > 0, count % factor == 0, bytes.count % MemoryLayout<Number>.stride == 0 else {
            throw .wrongSize(path: words[index], count: count, multipleOf: factor)
        }
        return bytes.withUnsafeBytes { Array($0.bindMemory(to: type)) }
    }
}
