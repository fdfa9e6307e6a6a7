import DatabaseSQLite
import Foundation
import Logging

extension DatabaseEngine {
    static let sqlite = DatabaseEngine(testDescription: "SQLite") { name in
        let folder = Self.folder(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return try await SQLiteDatabase(
            path: folder.appendingPathComponent("database.sqlite").path, logger: Logger(label: "test"))
    } remove: { name in
        try FileManager.default.removeItem(at: Self.folder(name))
    }

    private static func folder(_ name: String) -> URL {
        FileManager.default.temporaryDirectory.appendingPathComponent(name)
    }
}
