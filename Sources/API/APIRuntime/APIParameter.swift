public import JSON

/// A type that a path, a form or a header can carry as text.
public protocol APIParameter: Sendable {
    /// `nil` where the text is no value of this type.
    init?(parameter text: String)

    /// What the text must be, in words that follow «must be».
    static var expectation: String { get }
}

extension String: APIParameter {
    public init(parameter text: String) { self = text }
    public static var expectation: String { "text" }
}

extension Bool: APIParameter {
    /// Takes `true`, `false`, `1` and `0`.
    public init?(parameter text: String) {
        switch text {
        case "true", "1": self = true
        case "false", "0": self = false
        default: return nil
        }
    }

    public static var expectation: String { "true or false" }
}

extension APIParameter where Self: FixedWidthInteger {
    /// Takes decimal digits, with a minus sign before them or none.
    public init?(parameter text: String) {
        guard !text.hasPrefix("+") else { return nil }
        self.init(text, radix: 10)
    }

    public static var expectation: String { "an integer from \(Self.min) to \(Self.max)" }
}

extension Int: APIParameter {}
extension Int8: APIParameter {}
extension Int16: APIParameter {}
extension Int32: APIParameter {}
extension Int64: APIParameter {}
extension UInt: APIParameter {}
extension UInt8: APIParameter {}
extension UInt16: APIParameter {}
extension UInt32: APIParameter {}
extension UInt64: APIParameter {}

extension APIParameter where Self: BinaryFloatingPoint & LosslessStringConvertible {
    /// Takes a number as JSON writes it.
    public init?(parameter text: String) {
        guard text.utf8.allSatisfy({ APINumber.bytes.contains($0) }), let value = Self(text), value.isFinite else {
            return nil
        }
        self = value
    }

    public static var expectation: String { "a number" }
}

extension Double: APIParameter {}
extension Float: APIParameter {}

extension JSONDecimal: APIParameter {
    /// Takes a number as JSON writes it, if it has no more digits than a decimal holds.
    public init?(parameter text: String) {
        guard let value = try? JSONValue(parsing: Array(text.utf8)).read(as: JSONDecimal.self) else { return nil }
        self = value
    }

    public static var expectation: String { "a decimal number" }
}

private enum APINumber {
    /// What a number is written with; Swift takes `inf`, `nan` and hexadecimal numbers as well.
    static let bytes = Set("+-.0123456789eE".utf8)
}
