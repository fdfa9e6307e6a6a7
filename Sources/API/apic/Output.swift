import ArgumentParser
import Foundation

/// Where commands write.
enum Output {
    /// Writes to standard error, as is done with what is wrong.
    static func tell(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }

    /// Writes to standard output.
    static func print(_ text: String) {
        FileHandle.standardOutput.write(Data(text.utf8))
    }

    /// Writes a file, whole or not at all; to standard output where no path is given.
    static func write(_ text: String, to path: String?) throws {
        guard let path else { return print(text) }
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw ValidationError("cannot write \(path): \((error as NSError).localizedDescription)")
        }
    }
}
