import APIRuntime
import HTTPTypes
import Hummingbird
import JSON
import Logging
import NIOCore

extension Response {
    /// A stream of events (text/event-stream), each one JSON.
    ///
    /// Where the events end with an error, so does the connection, as the status was sent long before.
    init(events: APIEventStream, logger: Logger) {
        self.init(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-cache", .connection: "keep-alive"],
            body: ResponseBody { writer in
                do {
                    for try await event in events {
                        var json = JSONWriter()
                        event.encode(to: &json)
                        var buffer = ByteBuffer(string: "data: ")
                        buffer.writeBytes(json.bytes)
                        buffer.writeStaticString("\n\n")
                        try await writer.write(buffer)
                    }
                    try await writer.finish(nil)
                } catch {
                    logger.error("the events of a response ended early", metadata: ["error": "\(error)"])
                    throw error
                }
            })
    }
}
