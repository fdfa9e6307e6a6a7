import GRPCCore
import NIOCore
import NIOHPACK

/// Puts one request together from its frames.
struct RequestReader {
    /// What a request is for.
    struct Head {
        let method: MethodDescriptor
        let metadata: Metadata
        let timeout: Duration?
    }

    /// Why a request is not served: what is answered.
    struct Refusal: Error {
        let headers: HPACKHeaders

        init(_ code: Status.Code, _ message: String) {
            headers = .trailersOnly(Status(code: code, message: message))
        }

        /// What is not gRPC is answered in HTTP.
        init(httpStatus: String) {
            headers = [":status": httpStatus]
        }
    }

    let head: Head
    private(set) var messages: [ByteBuffer] = []
    private var reader = MessageReader()
    private var length = 0

    /// - Parameter methods: those that are served, by their paths.
    init(_ headers: HPACKHeaders, methods: [String: MethodDescriptor]) throws(Refusal) {
        guard headers.first(name: ":method") == "POST" else { throw Refusal(httpStatus: "405") }
        guard headers.first(name: "content-type")?.hasPrefix("application/grpc") == true else {
            throw Refusal(httpStatus: "415")
        }
        guard let method = headers.first(name: ":path").flatMap({ methods[$0] }) else {
            throw Refusal(.unimplemented, "there is no such method")
        }
        if let encoding = headers.first(name: "grpc-encoding"), encoding != "identity" {
            throw Refusal(.unimplemented, "compressed requests are not taken")
        }
        var timeout: Duration?
        if let text = headers.first(name: "grpc-timeout") {
            guard let duration = GRPCTimeout.duration(text) else {
                throw Refusal(.invalidArgument, "grpc-timeout is not a timeout")
            }
            timeout = duration
        }
        head = Head(method: method, metadata: headers.metadata, timeout: timeout)
    }

    /// Takes a piece of the request.
    mutating func read(_ data: ByteBuffer) throws(Refusal) {
        length += data.readableBytes
        guard length <= MessageReader.maximumLength + 5 else { throw Self.tooLong }
        reader.append(data)
        do throws(MessageReader.Failure) {
            while let message = try reader.next() { messages.append(message) }
        } catch {
            switch error {
            case .isTooLarge: throw Self.tooLong
            case .isCompressed: throw Refusal(.unimplemented, "compressed requests are not taken")
            }
        }
    }

    /// Says that nothing more comes.
    func end() throws(Refusal) {
        guard reader.isAtEnd else { throw Refusal(.invalidArgument, "the request broke off in a message") }
    }

    private static let tooLong = Refusal(.resourceExhausted, "the request is too long")
}
