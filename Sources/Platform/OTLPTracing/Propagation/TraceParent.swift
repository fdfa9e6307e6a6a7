/// The header `traceparent` of W3C Trace Context: `00-<trace id>-<span id>-<flags>`.
enum TraceParent {
    static let header = "traceparent"

    /// The bytes of version 00, and of what later versions begin with.
    private static let length = 55
    /// The flag of a trace that is recorded.
    private static let sampled: UInt64 = 1

    /// Reads a header as version 00 defines it, and of later versions what they have in common with it.
    /// - Returns: `nil` for a header that is to be ignored.
    static func parse(_ text: String) -> TraceContext? {
        let bytes = Array(text.utf8)
        guard bytes.count >= length, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash,
            let version = UInt64(lowercaseHex: bytes[0..<2]), version != 0xFF,
            let traceID = TraceID(hex: bytes[3..<35]), let spanID = SpanID(hex: bytes[36..<52]),
            let flags = UInt64(lowercaseHex: bytes[53..<55])
        else { return nil }
        // A later version may have more to say, after another dash.
        if bytes.count > length {
            guard version > 0, bytes[length] == dash else { return nil }
        }
        return TraceContext(traceID: traceID, spanID: spanID, isSampled: flags & sampled != 0, isRemote: true)
    }

    static func text(_ context: TraceContext) -> String {
        String(unsafeUninitializedCapacity: length) { bytes in
            (bytes[0], bytes[1], bytes[2]) = (zero, zero, dash)
            context.traceID.high.writeHex(to: bytes, at: 3)
            context.traceID.low.writeHex(to: bytes, at: 19)
            bytes[35] = dash
            context.spanID.value.writeHex(to: bytes, at: 36)
            (bytes[52], bytes[53], bytes[54]) = (dash, zero, context.isSampled ? zero + 1 : zero)
            return length
        }
    }

    private static let dash = UInt8(ascii: "-")
    private static let zero = UInt8(ascii: "0")
}
