import HTTPTypes
import Hummingbird
import NIOCore

/// Sends answers as gzip to those who take it, where that makes them smaller.
struct ResponseCompression: Sendable {
    /// The least that is worth it: less fits into a packet as it is. In bytes.
    static let least = 1024
    /// The most that is deflated before the first byte is sent, in bytes; what is longer, or of no known length, is
    /// deflated while it is sent.
    static let mostAtOnce = 1 << 20

    private let writers = GzipWriters()

    func compressed(_ response: Response, to request: Request) async throws -> Response {
        guard isCompressible(response) else { return response }
        var response = response
        // A cache must know that others get it otherwise.
        response.headers.append(HTTPField(name: .vary, value: "Accept-Encoding"))
        guard AcceptEncoding.allowsGzip(request.headers), request.method != .head else { return response }
        response.headers[.contentEncoding] = "gzip"
        response.headers[.acceptRanges] = nil
        let body = response.body
        if let length = body.contentLength, length <= Self.mostAtOnce {
            let collected = CollectedBody()
            try await body.write(collected)
            let writer = writers.take()
            response.body = ResponseBody(byteBuffer: writer.deflated(collected.bytes, isLast: true))
            writers.put(writer)
        } else {
            response.body = ResponseBody { [writers] outer in
                let writer = writers.take()
                defer { writers.put(writer) }
                try await body.write(GzippedBody(writer: writer, outer: outer))
            }
        }
        return response
    }

    private func isCompressible(_ response: Response) -> Bool {
        if let length = response.body.contentLength, length < Self.least { return false }
        guard response.status.kind != .informational, response.status != .noContent, response.status != .notModified,
            response.status != .partialContent, !response.headers.contains(.contentEncoding)
        else { return false }
        return Self.isText(response.headers[.contentType] ?? "")
    }

    /// Pictures and archives are deflated already. Events are not held back until there are enough of them.
    private static func isText(_ type: String) -> Bool {
        let type = type.prefix { $0 != ";" && $0 != " " }.lowercased()
        if type == "text/event-stream" { return false }
        return type.hasPrefix("text/") || type.hasSuffix("+json") || type.hasSuffix("+xml")
            || ["application/json", "application/javascript", "application/xml"].contains(type)
    }
}

/// Takes in what a body writes.
private final class CollectedBody: ResponseBodyWriter {
    var bytes = ByteBuffer()

    func write(_ buffer: ByteBuffer) {
        var buffer = buffer
        if bytes.readableBytes == 0 { bytes = buffer } else { bytes.writeBuffer(&buffer) }
    }

    func finish(_ trailingHeaders: HTTPFields?) {}
}

/// Deflates what a body writes on its way to the client.
private struct GzippedBody: ResponseBodyWriter {
    let writer: GzipWriter
    var outer: any ResponseBodyWriter

    mutating func write(_ buffer: ByteBuffer) async throws {
        let bytes = writer.deflated(buffer, isLast: false)
        if bytes.readableBytes > 0 { try await outer.write(bytes) }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
        try await outer.write(writer.deflated(ByteBuffer(), isLast: true))
        try await outer.finish(trailingHeaders)
    }
}
