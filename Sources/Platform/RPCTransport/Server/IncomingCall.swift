import GRPCCore
import NIOCore

/// A call whose request has come, to be served by a task.
struct IncomingCall: Sendable {
    /// What serves it: the server of gRPC, with its interceptors and services.
    typealias Handler =
        @Sendable (
            RPCStream<
                RPCAsyncSequence<RPCRequestPart<MessageBytes>, any Error>,
                RPCWriter<RPCResponsePart<MessageBytes>>.Closable
            >, ServerContext
        ) async -> Void

    let method: MethodDescriptor
    let metadata: Metadata
    let messages: [ByteBuffer]
    let deadline: ContinuousClock.Instant?
    let peer: String
    let writer: ResponseWriter
    let cancellation: CallCancellation

    func serve(_ handler: Handler) async {
        await cancellation.serve { handle in
            let context = ServerContext(descriptor: method, remotePeer: peer, localPeer: "server", cancellation: handle)
            let parts = [.metadata(metadata)] + messages.map { RPCRequestPart.message(MessageBytes(received: $0)) }
            let stream = RPCStream(
                descriptor: method, inbound: RPCAsyncSequence(wrapping: RequestParts(parts: parts)),
                outbound: RPCWriter.Closable(wrapping: writer))
            await CallDeadline.$current.withValue(deadline) { await handler(stream, context) }
        }
        await writer.finish()
    }
}

/// The parts of a request that is all there.
struct RequestParts: AsyncSequence, Sendable {
    typealias Element = RPCRequestPart<MessageBytes>
    typealias Failure = any Error

    let parts: [Element]

    struct AsyncIterator: AsyncIteratorProtocol {
        var parts: ArraySlice<Element>

        mutating func next() async throws -> Element? { parts.popFirst() }

        mutating func next(isolation: isolated (any Actor)?) async throws(any Error) -> Element? { parts.popFirst() }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(parts: parts[...]) }
}
