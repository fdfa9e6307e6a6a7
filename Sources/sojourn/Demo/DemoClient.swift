import AsyncHTTPClient
import JSON
import NIOCore
import NIOHTTP1

/// Asks one instance over HTTP, as an app does.
struct DemoClient: Sendable {
    let address: String
    private let http: HTTPClient

    private static let timeout = TimeAmount.seconds(10)
    private static let maximumBody = 1 << 20

    /// Gives `body` a client, and closes its connections afterwards.
    static func with(_ address: String, _ body: (DemoClient) async throws -> Void) async throws {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        // Where nobody listens, that is the answer; to try for ten seconds would not change it.
        configuration.connectionPool.retryConnectionEstablishment = false
        let http = HTTPClient(configuration: configuration)
        do {
            try await body(DemoClient(address: address, http: http))
        } catch {
            try await http.shutdown()
            throw error
        }
        try await http.shutdown()
    }

    private init(address: String, http: HTTPClient) {
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        self.http = http
    }

    /// - Throws: `StartError` where no HTTP server answers.
    func reach() async throws {
        do {
            _ = try await http.execute(HTTPClientRequest(url: address + "/health/live"), timeout: Self.timeout)
        } catch let error where !Task.isCancelled {
            throw StartError("demo: \(address) cannot be reached: \(Self.reason(error))")
        }
    }

    /// Sends one request and takes whatever envelope comes back.
    ///
    /// - Parameter guest: the guest who asks; `nil` for nobody in particular.
    /// - Throws: `StoryFailure` where no envelope comes back.
    func post(
        _ path: String, _ fields: JSONFields, as guest: Guest? = nil, idempotencyKey: String? = nil
    ) async throws -> DemoReply {
        var request = HTTPClientRequest(url: address + path)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        if let guest { request.headers.add(name: "Authorization", value: guest.token) }
        if let idempotencyKey { request.headers.add(name: "Idempotency-Key", value: idempotencyKey) }
        request.body = .bytes(fields.jsonBytes())
        let status: UInt
        let body: ByteBuffer
        do {
            let response = try await http.execute(request, timeout: Self.timeout)
            status = response.status.code
            body = try await response.body.collect(upTo: Self.maximumBody)
        } catch let error where !Task.isCancelled {
            throw StoryFailure(
                expected: "an answer", came: "none: \(Self.reason(error))", request: "POST \(path)", body: nil)
        }
        return try DemoReply(path: path, status: Int(status), bytes: Array(buffer: body))
    }
}
