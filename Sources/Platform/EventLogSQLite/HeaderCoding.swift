import EventLog

/// How an event's headers stand in one column: for each, name and value, both with their length in bytes before them
/// (4 bytes, the greatest first).
enum HeaderCoding {
    static func encode(_ headers: [EventHeader]) -> [UInt8] {
        var bytes: [UInt8] = []
        for header in headers {
            append(header.name.utf8, to: &bytes)
            append(header.value, to: &bytes)
        }
        return bytes
    }

    /// - Throws: ``EventLogError`` with the code `corrupt`.
    static func decode(_ bytes: [UInt8]) throws(EventLogError) -> [EventHeader] {
        var headers: [EventHeader] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let name = String(decoding: try takeField(from: &rest), as: UTF8.self)
            headers.append(EventHeader(name: name, value: Array(try takeField(from: &rest))))
        }
        return headers
    }

    private static func append(_ field: some Collection<UInt8>, to bytes: inout [UInt8]) {
        let length = UInt32(field.count)
        bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) }
        bytes += field
    }

    private static func takeField(from rest: inout ArraySlice<UInt8>) throws(EventLogError) -> ArraySlice<UInt8> {
        let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard rest.count >= 4, rest.count - 4 >= length else {
            throw EventLogError(.corrupt, "a record's headers end in the middle")
        }
        rest.removeFirst(4)
        defer { rest.removeFirst(length) }
        return rest.prefix(length)
    }
}
