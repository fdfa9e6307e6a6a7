import Clocks
import JSON

extension JSONWriter {
    /// Writes a moment in UTC by RFC 3339, or `null`.
    mutating func moment(_ name: StaticString, _ moment: Timestamp?) {
        field(name, moment?.rfc3339)
    }

    /// Writes a duration in seconds, or `null`.
    mutating func seconds(_ name: StaticString, _ duration: Duration?) {
        field(name, duration.map { $0 / .seconds(1) })
    }

    /// Writes bytes as text or in hexadecimal digits, and which of the two it is: `"text"`, `"hex"` or, where there are
    /// none, `null`.
    mutating func bytes(_ name: StaticString, encoding: StaticString, _ bytes: [UInt8]?) {
        switch bytes.map(ShownBytes.init) {
        case .text(let text):
            field(name, text)
            field(encoding, "text")
        case .binary(let bytes):
            field(name, bytes.hexadecimal)
            field(encoding, "hex")
        case nil:
            field(name, String?.none)
            field(encoding, String?.none)
        }
    }

    /// Writes an array whose elements `body` writes.
    mutating func array<Element>(
        _ name: StaticString, _ elements: [Element], _ body: (Element) -> some JSONEncodable
    ) {
        field(name, elements.map(body))
    }
}
