import APILanguage
import ArgumentParser
import Foundation

/// The files that a command was given.
enum Input {
    /// Reads a file; `-` is standard input.
    static func source(_ path: String) throws(FileReadError) -> APISource {
        guard path != "-" else {
            return APISource(name: "<stdin>", bytes: Array(FileHandle.standardInput.readDataToEndOfFile()))
        }
        return APISource(name: path, bytes: try bytes(path))
    }

    private static func bytes(_ path: String) throws(FileReadError) -> [UInt8] {
        do {
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw FileReadError((error as NSError).localizedDescription)
        }
    }

    /// Checks a file and all that it imports, and tells what is wrong with it.
    /// - Throws: `ExitCode.failure` where the file has errors.
    static func model(_ path: String) throws -> APIModel {
        let result =
            path == "-"
            ? APICompiler.check(try source(path), read: bytes) : APICompiler.check(path: path, read: bytes)
        Output.tell(result.rendered)
        guard let model = result.model else { throw ExitCode.failure }
        return model
    }

    /// Whether a file is given twice, as both would be changed or written in one go.
    static func checkDistinct(_ paths: [String]) throws {
        guard !paths.isEmpty else { throw ValidationError("name a file, or - for standard input") }
        var seen: Set<String> = []
        for path in paths where !seen.insert(path).inserted { throw ValidationError("\(path) is given twice") }
    }
}
