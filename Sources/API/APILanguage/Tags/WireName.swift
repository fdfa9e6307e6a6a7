/// The rules for names in messages.
enum WireName {
    /// What is wrong with a name; `nil` if nothing is.
    static func complaint(about name: String, in place: FieldPlace) -> String? {
        switch place {
        case .json, .form, .none:
            let hasControls = name.unicodeScalars.contains { $0.properties.generalCategory == .control }
            return hasControls ? "a name cannot hold control characters" : nil
        case .path:
            return RoutePath.isParameterName(name)
                ? nil : "'\(name)' cannot be a path parameter's name: it has letters, digits, '_' and '-'"
        case .header:
            return name.utf8.allSatisfy(isTokenByte)
                ? nil : "'\(name)' cannot be a header field's name (RFC 9110, section 5.1)"
        }
    }

    /// RFC 9110, section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
