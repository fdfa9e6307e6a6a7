import GRPCCore
import NIOCore
import NIOHPACK

/// Puts the answer to one call together from its frames.
struct ResponseReader {
    typealias Outcome = Result<Answer, CallFailure>

    private var metadata: Metadata?
    private var messages = MessageReader()
    private var message: ByteBuffer?

    /// Takes headers: the first, or those at the end.
    /// - Returns: the outcome of the call, once it is known.
    mutating func read(_ headers: HPACKHeaders, isEnd: Bool) -> Outcome? {
        if isEnd { return outcome(headers) }
        guard metadata == nil else { return Self.wrong("headers in the middle of a response") }
        let status = headers.first(name: ":status") ?? ""
        // Something else comes before the response.
        if status.hasPrefix("1") { return nil }
        guard status == "200" else { return Self.failed(status: status) }
        metadata = headers.metadata
        return nil
    }

    /// Takes a piece of the answer.
    mutating func read(_ data: ByteBuffer, isEnd: Bool) -> Outcome? {
        guard metadata != nil else { return Self.wrong("data before the headers") }
        messages.append(data)
        do throws(MessageReader.Failure) {
            while let next = try messages.next() {
                guard message == nil else { return Self.wrong("two messages for one") }
                message = next
            }
        } catch {
            switch error {
            case .isCompressed: return Self.wrong("a compressed answer, which was not asked for")
            case .isTooLarge(let length):
                let message = "the answer of \(length) bytes is too long"
                return .failure(CallFailure(RPCError(code: .resourceExhausted, message: message)))
            }
        }
        return isEnd ? Self.wrong("a response without a status") : nil
    }

    private func outcome(_ headers: HPACKHeaders) -> Outcome {
        guard let status = headers.status else {
            let status = headers.first(name: ":status") ?? "200"
            return status == "200" ? Self.wrong("a response without a status") : Self.failed(status: status)
        }
        if let error = RPCError(status: status, metadata: headers.metadata) { return .failure(CallFailure(error)) }
        guard let message, messages.isAtEnd else { return Self.wrong("a response without its message") }
        return .success(Answer(metadata: metadata ?? [:], message: message, trailers: headers.metadata))
    }

    private static func wrong(_ what: String) -> Outcome {
        .failure(CallFailure(RPCError(code: .internalError, message: "the server sent \(what)")))
    }

    /// A response that is not gRPC's, as a proxy sends it.
    private static func failed(status: String) -> Outcome {
        let status = Status(httpStatusCode: Int(status) ?? 0)
        return .failure(
            CallFailure(RPCError(code: RPCError.Code(status.code) ?? .unknown, message: status.message)))
    }
}
