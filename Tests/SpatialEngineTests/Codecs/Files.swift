import Foundation

func readBytes(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }
