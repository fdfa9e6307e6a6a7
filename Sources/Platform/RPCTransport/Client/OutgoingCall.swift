import GRPCCore
import NIOCore
import NIOHPACK

/// A call on its way to a server.
struct OutgoingCall: Sendable {
    /// Tells it from the other calls of its connection.
    let id: UInt64
    let headers: HPACKHeaders
    /// With its length prefix.
    let message: ByteBuffer
    let deadline: NIODeadline
    let continuation: CheckedContinuation<Result<Answer, CallFailure>, Never>

    func fail(_ failure: CallFailure) {
        continuation.resume(returning: .failure(failure))
    }
}

/// What a server answered to a call that succeeded.
struct Answer: Sendable {
    let metadata: Metadata
    let message: ByteBuffer
    let trailers: Metadata
}
