import GRPCCore
import NIOHPACK

extension HPACKHeaders {
    /// Adds metadata of the application. It changes from call to call, so it stays out of the connection's table of
    /// headers, where it would push out those that come again.
    mutating func add(_ metadata: Metadata) {
        for (key, value) in metadata {
            add(name: key.lowercased(), value: value.encoded(), indexing: .nonIndexable)
        }
    }

    /// What is neither HTTP's nor gRPC's own.
    var metadata: Metadata {
        var metadata = Metadata()
        for (name, value, _) in self where !Self.isReserved(name) {
            // Values of names that end with `-bin` are decoded when they are asked for.
            metadata.addString(value, forKey: name)
        }
        return metadata
    }

    private static func isReserved(_ name: String) -> Bool {
        switch name {
        case "content-type", "te", "user-agent", "grpc-status", "grpc-message", "grpc-timeout", "grpc-encoding",
            "grpc-accept-encoding":
            true
        default: name.utf8.first == UInt8(ascii: ":")
        }
    }
}
