import GRPCCore
import NIOHPACK

/// The headers of a call.
struct RequestHeaders: Sendable {
    let scheme: String
    /// The server as the request names it: `order-rpc:9001`.
    let authority: String

    /// Those that are the same from call to call come first, and travel as numbers once they were sent.
    func of(_ method: MethodDescriptor, timeout: Duration, metadata: Metadata) -> HPACKHeaders {
        var headers = HPACKHeaders()
        headers.reserveCapacity(8 + metadata.count)
        headers.add(name: ":method", value: "POST")
        headers.add(name: ":scheme", value: scheme)
        headers.add(name: ":path", value: "/\(method.service.fullyQualifiedService)/\(method.method)")
        headers.add(name: ":authority", value: authority)
        headers.add(name: "te", value: "trailers")
        headers.add(name: "content-type", value: "application/grpc")
        headers.add(name: "grpc-timeout", value: GRPCTimeout.text(of: timeout), indexing: .nonIndexable)
        headers.add(metadata)
        return headers
    }
}
