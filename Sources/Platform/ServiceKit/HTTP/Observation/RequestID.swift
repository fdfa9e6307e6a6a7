import HTTPTypes
import Synchronization

/// The name of a request: the client's or the proxy's where they gave a sane one, or else one of our own.
enum RequestID {
    static let field = HTTPField.Name("X-Request-Id")!
    /// What is longer is not taken over, in bytes.
    static let longest = 128

    /// The name of a request with these fields.
    static func of(_ headers: HTTPFields) -> String {
        // One that came twice names nothing.
        guard let given = headers[field], isSane(given) else { return make() }
        return given
    }

    /// Letters, digits and a few signs: nothing that a log, a shell or a page would take for anything else.
    static func isSane(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            !bytes.isEmpty && bytes.count <= longest
                && bytes.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                        true
                    default: false
                    }
                }
        }
    }

    /// 16 hexadecimal digits that no other request has.
    ///
    /// Counted from a random start, as random numbers for each request would cost more; multiplied by an odd number,
    /// which loses nothing, so that two in a row do not look alike.
    static func make() -> String {
        let number = next.wrappingAdd(1, ordering: .relaxed).newValue &* 0x9E37_79B9_7F4A_7C15
        return String(unsafeUninitializedCapacity: 16) { digits in
            for place in 0..<16 {
                let digit = UInt8(truncatingIfNeeded: number >> (60 - 4 * UInt64(place))) & 0xF
                digits[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            }
            return 16
        }
    }

    private static let next = Atomic<UInt64>(.random(in: 0 ... .max))
}
