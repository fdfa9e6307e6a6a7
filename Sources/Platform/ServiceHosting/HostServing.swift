import Synchronization

/// The ports on which a process has come to serve, by what it serves there.
final class HostServing: Sendable {
    private let record = Mutex<[String: Int]>([:])

    var ports: [String: Int] { record.withLock { $0 } }

    /// Notes a port.
    /// - Returns: whether there is one, as a part's start is asked for.
    func note(_ what: String, _ port: Int?) -> Bool {
        guard let port else { return false }
        record.withLock { $0[what] = port }
        return true
    }
}
