import DatabaseSQLite
import Foundation
import Logging

/// The folder in which the embedded backends keep their files.
struct DataDirectory: Sendable {
    let path: String

    /// Makes the folder where there is none. Nobody but its owner can look into it.
    init(path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StartError("data.directory: \(path) cannot be made: \(Self.reason(error))")
        }
    }

    func open(_ store: Store, logger: Logger) async throws -> SQLiteDatabase {
        try await SQLiteDatabase(path: store.path(in: path), logger: logger)
    }

    /// The secret in a file of the folder; a new random one where there is no such file yet.
    func secret(_ name: String) throws -> String {
        let file = URL(fileURLWithPath: "\(path)/\(name)")
        do {
            if !FileManager.default.fileExists(atPath: file.path) { try makeSecret(file) }
            return try String(contentsOf: file, encoding: .utf8)
        } catch {
            throw StartError("data.directory: \(file.path) cannot be used: \(Self.reason(error))")
        }
    }

    /// What the system said, where the error hides it in another.
    private static func reason(_ error: any Error) -> String {
        ((error as? CocoaError)?.underlying as? POSIXError)?.localizedDescription ?? error.localizedDescription
    }

    private func makeSecret(_ file: URL) throws {
        // A link to a finished file appears whole or not at all, and not where another process was first.
        let draft = file.appendingPathExtension(UUID().uuidString)
        let secret = (0..<32).map { _ in String(format: "%02x", UInt8.random(in: 0...255)) }.joined()
        guard
            FileManager.default.createFile(
                atPath: draft.path, contents: Data(secret.utf8), attributes: [.posixPermissions: 0o600])
        else { throw CocoaError(.fileWriteUnknown) }
        defer { try? FileManager.default.removeItem(at: draft) }  // What is left over is a file that nothing reads.
        do {
            try FileManager.default.linkItem(at: draft, to: file)
        } catch CocoaError.fileWriteFileExists {
            // Another process made it meanwhile.
        }
    }
}

/// Why the process cannot start, in words for whoever started it.
struct StartError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
