import GRPCCore
import NIOCore
import NIOHPACK
import NIOHTTP2
import Synchronization

/// Takes the parts of a response and hands them to the connection: a single answer in one piece, with what comes before
/// and after it; the messages of a stream of answers one by one.
final class ResponseWriter: ClosableRPCWriterProtocol {
    typealias Element = RPCResponsePart<MessageBytes>

    private struct State {
        var piece = ResponsePiece()
        var isFinished = false
    }

    private let state = Mutex(State())
    private let isStream: Bool
    private let send: @Sendable (ResponsePiece) -> Void

    /// - Parameter isStream: whether there may be more than one answer.
    init(isStream: Bool, send: @escaping @Sendable (ResponsePiece) -> Void) {
        self.isStream = isStream
        self.send = send
    }

    func write(_ element: Element) async throws {
        let piece: ResponsePiece? = try state.withLock { state in
            guard !state.isFinished else {
                throw RPCError(code: .failedPrecondition, message: "the response has ended")
            }
            state.piece.add(element)
            state.isFinished = state.piece.trailers != nil
            guard isStream || state.isFinished else { return nil }
            defer { state.piece = ResponsePiece(isContinued: true) }
            return state.piece
        }
        if let piece { send(piece) }
    }

    func write(contentsOf elements: some Sequence<Element>) async throws {
        for element in elements { try await write(element) }
    }

    func finish() async {
        await finish(throwing: RPCError(code: .unknown, message: "the service gave no answer"))
    }

    func finish(throwing error: any Error) async {
        let status: Status
        if let error = error as? RPCError {
            status = Status(code: Status.Code(error.code), message: error.message)
        } else {
            status = Status(code: .unknown, message: "the service failed")
        }
        // A response that has ended already stays as it is.
        try? await write(.status(status, [:]))
    }
}

/// Some parts of a response, as they are sent.
struct ResponsePiece: Sendable {
    /// Whether a piece was sent before.
    var isContinued = false
    private(set) var headers: HPACKHeaders?
    private(set) var messages: [ByteBuffer] = []
    private(set) var trailers: HPACKHeaders?

    mutating func add(_ part: RPCResponsePart<MessageBytes>) {
        switch part {
        case .metadata(let metadata):
            var headers = HPACKHeaders.responseStart
            headers.add(metadata)
            self.headers = headers
        case .message(let bytes): messages.append(bytes.framed())
        case .status(let status, let metadata):
            trailers = headers == nil && !isContinued ? .trailersOnly(status, metadata) : .trailers(status, metadata)
        }
    }
}
