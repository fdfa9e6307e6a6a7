import Foundation

extension ProcessIdentity {
    /// An identity for a worker or a scheduler of this process, other than all before.
    static func current() -> ProcessIdentity {
        ProcessIdentity(
            host: hostName, pid: Int(ProcessInfo.processInfo.processIdentifier), id: UUID().uuidString.lowercased())
    }

    /// The host's own name for itself. Foundation's `hostName` asks the network, and may wait for it.
    private static let hostName: String = {
        // The longest host name there is, and the zero at its end.
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "unknown" }
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }()
}
