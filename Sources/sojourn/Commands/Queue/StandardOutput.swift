import Foundation

/// The standard output of the process.
enum StandardOutput {
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Writes all the bytes.
    /// - Throws: `StartError` where they cannot be, because the disk is full for example.
    static func write(_ bytes: [UInt8]) throws {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(bytes))
        } catch {
            let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error ?? error
            throw StartError("the output cannot be written: \(cause.localizedDescription)")
        }
    }
}
