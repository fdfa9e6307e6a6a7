/// What a collector says of spans that it took: `ExportTraceServiceResponse`.
struct ExportResponse: Equatable {
    /// The spans among them that it threw away.
    var rejected = 0
    /// Why, or what else it has to say.
    var message = ""

    /// Reads an answer; one that is none, from something that is no collector, says nothing.
    init(_ bytes: some Sequence<UInt8>) {
        var reader = Reader(Array(bytes))
        while let field = reader.next() {
            guard field.number == 1, case .bytes(let partialSuccess) = field.value else { continue }
            var reader = Reader(Array(partialSuccess))
            while let field = reader.next() {
                switch (field.number, field.value) {
                case (1, .number(let count)): rejected = Int(clamping: Int64(bitPattern: count))
                case (2, .bytes(let text)): message = String(decoding: text.prefix(500), as: UTF8.self)
                default: break
                }
            }
        }
        rejected = max(0, rejected)
    }

    private struct Reader {
        enum Value {
            case number(UInt64)
            case bytes(ArraySlice<UInt8>)
            case other
        }

        private let bytes: [UInt8]
        private var position = 0

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        /// The next field; `nil` at the end, or where the bytes are no message.
        mutating func next() -> (number: UInt64, value: Value)? {
            guard let tag = varint() else { return nil }
            switch tag & 7 {
            case 0: return varint().map { (tag >> 3, .number($0)) }
            case 1: return skip(8).map { _ in (tag >> 3, .other) }
            case 2:
                guard let length = varint(), let bytes = skip(Int(clamping: length)) else { return nil }
                return (tag >> 3, .bytes(bytes))
            case 5: return skip(4).map { _ in (tag >> 3, .other) }
            default: return nil
            }
        }

        private mutating func varint() -> UInt64? {
            var value: UInt64 = 0
            for shift in stride(from: UInt64(0), to: 70, by: 7) {
                guard position < bytes.count else { return nil }
                let byte = bytes[position]
                position += 1
                value |= UInt64(byte & 0x7F) << shift
                if byte < 0x80 { return value }
            }
            return nil
        }

        private mutating func skip(_ count: Int) -> ArraySlice<UInt8>? {
            guard count <= bytes.count - position else { return nil }
            defer { position += count }
            return bytes[position..<position + count]
        }
    }
}
