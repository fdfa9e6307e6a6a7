import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// What came of a request.
enum ExportAnswer {
    case taken(ExportResponse)
    /// It will not be taken, however often it is sent.
    case refused(String)
    /// It may be taken later, after a pause that the collector may have asked for.
    case failed(String, retryAfter: Duration?)
}

extension SpanExporter {
    /// The most of an answer that is read.
    private static let maximumAnswer = 65_536
    /// The longest pause that a collector may ask for.
    private static let longestPause = 30

    /// Sends a request and reads the answer, all within the time-out.
    func ask(_ client: HTTPClient, _ body: [UInt8]) async -> ExportAnswer {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-protobuf")
        request.headers.add(name: "user-agent", value: "sojourn-otlp")
        for (name, value) in configuration.headers { request.headers.replaceOrAdd(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: body))
        do {
            return try await withThrowingTaskGroup(of: ExportAnswer.self) { [request] group in
                group.addTask { try await Self.exchange(request, through: client) }
                // Of the client's own time-outs none includes the answer's body.
                group.addTask { [timeout = configuration.timeout] in
                    try await Task.sleep(for: timeout)
                    return .failed("no answer within \(timeout)", retryAfter: nil)
                }
                defer { group.cancelAll() }
                return try await group.next() ?? .failed("cancelled", retryAfter: nil)
            }
        } catch {
            return .failed("\(error)", retryAfter: nil)
        }
    }

    private static func exchange(
        _ request: HTTPClientRequest, through client: HTTPClient
    ) async throws -> ExportAnswer {
        let response = try await client.execute(request, deadline: .distantFuture)
        let status = response.status
        switch status.code {
        case 200..<300:
            // The spans are taken, whatever follows.
            let body = try? await response.body.collect(upTo: maximumAnswer)
            return .taken(ExportResponse(body.map { Array($0.readableBytesView) } ?? []))
        case 429, 502, 503, 504:
            return .failed(
                "the collector answered \(status)",
                retryAfter: retryAfter(response.headers.first(name: "retry-after")))
        default:
            return .refused("the collector answered \(status)")
        }
    }

    /// The pause that is asked for in seconds; `nil` for none, and for a date.
    static func retryAfter(_ header: String?) -> Duration? {
        guard let header, let seconds = Int(header), seconds >= 0 else { return nil }
        return .seconds(min(seconds, longestPause))
    }
}
