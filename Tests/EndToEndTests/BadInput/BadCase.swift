import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Testing

/// A request that must be refused.
struct BadCase: Sendable {
    let name: String
    let path: String
    let body: HTTPClientRequest.Body?
    let status: Int
    /// The number of the error; `nil` where the answer has none.
    let code: Int?
    /// What stands in the message: the field's name, mostly.
    let says: String

    init(
        _ name: String, _ path: String, _ body: String, status: Int = 400, code: Int? = 100_002, says: String
    ) {
        self.init(name, path, .bytes(ByteBuffer(string: body)), status: status, code: code, says: says)
    }

    init(
        _ name: String, _ path: String, _ body: HTTPClientRequest.Body?, status: Int = 400, code: Int? = 100_002,
        says: String
    ) {
        self.name = name
        self.path = path
        self.body = body
        self.status = status
        self.code = code
        self.says = says
    }

    /// Sends the request, and looks at all that must hold of an answer to bad input.
    func check(
        on api: API, authorization: String?, idempotencyKey: String? = nil, headers: [(String, String)] = []
    ) async throws {
        let reply = try await api.post(
            path, body, authorization: authorization, idempotencyKey: idempotencyKey, headers: headers)
        #expect(reply.status == status, "\(name): \(reply)")
        #expect(reply.code == code, "\(name): \(reply)")
        let message = try #require(reply.message, "\(name): \(reply)")
        #expect(message.contains(says), "\(name): \(reply)")
        #expect(message.utf8.count < 300, "\(name): \(reply)")
        for internals in Self.internals {
            #expect(!message.lowercased().contains(internals), "\(name): \(reply)")
        }
        #expect(try await api.get("/health/ready").status == 200, "\(name): the server is not well any more")
    }

    /// Words that only those use who see the inside.
    private static let internals = [
        "sqlite", "select ", "insert ", "constraint", "swift", "error(", "optional(", "pb_", "grpc", "rpc", "/tmp",
        "/work", "fatal", "nserror", "decodingerror", "keynotfound", "nil",
    ]
}
