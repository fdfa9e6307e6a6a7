import AsyncHTTPClient
import JSON
import NIOCore
import NIOHTTP1

/// The HTTP interface, asked as an app asks it.
struct API: Sendable {
    let url: String
    let http: HTTPClient
    var timeout = TimeAmount.seconds(15)

    /// Posts a body.
    /// - Parameter authorization: the header of that name; `nil` for none.
    func post(
        _ path: String, _ body: HTTPClientRequest.Body?, authorization: String? = nil, idempotencyKey: String? = nil,
        headers: [(String, String)] = []
    ) async throws -> Reply {
        var headers = headers
        if let authorization { headers.append(("Authorization", authorization)) }
        if let idempotencyKey { headers.append(("Idempotency-Key", idempotencyKey)) }
        return try await send(.POST, path, body, headers: headers)
    }

    /// Posts a text.
    func post(
        _ path: String, _ body: String, as guest: Guest? = nil, idempotencyKey: String? = nil
    ) async throws -> Reply {
        try await post(
            path, .bytes(ByteBuffer(string: body)), authorization: guest?.token, idempotencyKey: idempotencyKey)
    }

    func get(_ path: String, headers: [(String, String)] = []) async throws -> Reply {
        try await send(.GET, path, headers: headers)
    }

    /// Sends a request with any method.
    func send(
        _ method: HTTPMethod, _ path: String, _ body: HTTPClientRequest.Body? = nil, headers: [(String, String)] = []
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: url + path)
        request.method = method
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.body = body
        let response = try await http.execute(request, timeout: timeout)
        return Reply(
            status: Int(response.status.code), body: Array(buffer: try await response.body.collect(upTo: 1 << 22)))
    }
}

/// What came back.
struct Reply: Sendable, CustomStringConvertible {
    let status: Int
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var description: String { "\(status) \(text)" }

    /// `code` of the envelope, `nil` where the answer is none.
    var code: Int? { field("code") }
    /// `msg` of the envelope, or a callback's `return_msg`.
    var message: String? { field("msg") ?? field("return_msg") }

    /// `data` of a success.
    /// - Throws: `Refused` for any other answer.
    var data: JSONObject {
        get throws {
            guard status == 200 else { throw Refused(reply: self) }
            return try JSONObject(parsing: body).require("data")
        }
    }

    private func field<Value: JSONReadable>(_ name: String) -> Value? {
        // An answer without the field has none.
        try? JSONObject(parsing: body).require(name)
    }
}

/// An answer that is not the success that a test goes on from.
struct Refused: Error, CustomStringConvertible {
    let reply: Reply
    var description: String { "refused: \(reply)" }
}
