import GRPCCore
import NIOHPACK

extension HPACKHeaders {
    /// The headers that end a response.
    static func trailers(_ status: Status, _ metadata: Metadata) -> HPACKHeaders {
        var headers = HPACKHeaders()
        headers.add(status, metadata)
        return headers
    }

    /// The headers of a response that has nothing but an end.
    static func trailersOnly(_ status: Status, _ metadata: Metadata = [:]) -> HPACKHeaders {
        var headers = responseStart
        headers.add(status, metadata)
        return headers
    }

    /// What every response of gRPC begins with.
    static let responseStart: HPACKHeaders = [":status": "200", "content-type": "application/grpc"]

    private mutating func add(_ status: Status, _ metadata: Metadata) {
        add(name: "grpc-status", value: status.code == .ok ? "0" : String(status.code.rawValue))
        if !status.message.isEmpty {
            add(name: "grpc-message", value: StatusMessage.encoded(status.message), indexing: .nonIndexable)
        }
        if !metadata.isEmpty { add(metadata) }
    }

    /// The status that a response ends with; `nil` where the headers have none.
    var status: Status? {
        guard let text = first(name: "grpc-status") else { return nil }
        let code = Int(text).flatMap(Status.Code.init(rawValue:)) ?? .unknown
        return Status(code: code, message: first(name: "grpc-message").map(StatusMessage.decoded) ?? "")
    }
}
