/// The ASCII characters that may stand as they are in a part of a URL.
enum URLPart {
    /// Between two slashes of a path. `%` stays: what is written in a path is encoded already.
    case path
    /// A name or a value of a query or a form.
    case query

    fileprivate func allows(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            return true
        default: break
        }
        let others =
            switch self {
            case .path: "-._~!$&'()*+,;=:@%"
            case .query: "-._~"
            }
        return others.utf8.contains(byte)
    }
}

extension String {
    /// The text as it stands in a URL: other bytes of its UTF-8 as `%E4`.
    func percentEncoded(allowing part: URLPart) -> String {
        var result = ""
        for byte in utf8 {
            if part.allows(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }
}
