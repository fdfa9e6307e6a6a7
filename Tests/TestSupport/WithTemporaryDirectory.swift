import Foundation

/// Runs `body` with the path of a new folder, and removes it with all that is in it.
public func withTemporaryDirectory<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sojourn-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // A folder that is left over harms no other test.
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path)
}
