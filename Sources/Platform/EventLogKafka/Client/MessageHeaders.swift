import CKafka
import EventLog

/// An event's headers in librdkafka's form.
enum MessageHeaders {
    /// Makes headers, which are to be given to a message or destroyed; `nil` where there are none.
    static func make(_ headers: [EventHeader]) -> OpaquePointer? {
        guard !headers.isEmpty else { return nil }
        let list = rd_kafka_headers_new(headers.count)
        for header in headers {
            var name = header.name
            name.withUTF8 { name in
                header.value.withNonNullBytes { value in
                    // The list is new, and only one that belongs to a message refuses more.
                    _ = name.withMemoryRebound(to: CChar.self) { name in
                        rd_kafka_header_add(list, name.baseAddress, name.count, value.baseAddress, value.count)
                    }
                }
            }
        }
        return list
    }

    /// Reads a message's headers.
    static func read(_ message: UnsafePointer<rd_kafka_message_t>) -> [EventHeader] {
        var list: OpaquePointer?
        guard rd_kafka_message_headers(message, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list else { return [] }
        let count = rd_kafka_header_cnt(list)
        var headers: [EventHeader] = []
        headers.reserveCapacity(count)
        for index in 0..<count {
            var (name, value): (UnsafePointer<CChar>?, UnsafeRawPointer?)
            var size = 0
            guard rd_kafka_header_get_all(list, index, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR, let name
            else { break }
            headers.append(
                EventHeader(
                    name: String(cString: name), value: Array(UnsafeRawBufferPointer(start: value, count: size))))
        }
        return headers
    }
}

extension Array where Element == UInt8 {
    /// Gives `body` the bytes at an address that is never null, since Kafka tells no bytes from a null.
    func withNonNullBytes<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        withUnsafeBytes { bytes in
            if bytes.baseAddress != nil { return body(bytes) }
            return withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { room in
                body(UnsafeRawBufferPointer(start: room.baseAddress, count: 0))
            }
        }
    }
}
