#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Reads small files as text.
enum FileText {
    struct Failure: Error {
        /// `No such file or directory`.
        let reason: String
    }

    /// More than any settings file has, and less than a device or a log would make us read.
    private static let limit = 1 << 20

    static func read(_ path: String) throws(Failure) -> String {
        guard let file = fopen(path, "r") else { throw Failure(reason: String(cString: strerror(errno))) }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        let count = fread(&bytes, 1, bytes.count, file)
        guard ferror(file) == 0 else { throw Failure(reason: String(cString: strerror(errno))) }
        guard count <= limit else { throw Failure(reason: "it is longer than 1 MiB") }
        guard let text = String(validating: bytes[..<count], as: UTF8.self) else {
            throw Failure(reason: "it is not UTF-8")
        }
        return text
    }
}
