import HTTPTypes
import Hummingbird

/// Gives routes the body that was meant, whatever it was coded in on its way.
enum RequestInflation {
    /// The request as if it had come without a content coding.
    /// - Parameter isOn: whether gzip is taken.
    /// - Throws: `ServiceError` of the code `unsupportedCoding` for codings other than gzip.
    static func inflated(_ request: Request, isOn: Bool) throws(ServiceError) -> Request {
        guard request.headers.contains(.contentEncoding) else { return request }
        let codings = request.headers[values: .contentEncoding].joined(separator: ",").lowercased()
            .split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }
            .filter { $0 != "identity" && !$0.isEmpty }
        var head = request.head
        head.headerFields[.contentEncoding] = nil
        guard !codings.isEmpty else { return Request(head: head, body: request.body) }
        // Several on top of each other are within the standard, and nobody's but an attacker's.
        guard isOn, codings == ["gzip"] || codings == ["x-gzip"] else {
            let taken = isOn ? "gzip and identity are" : "identity is"
            throw ServiceError(
                .unsupportedCoding,
                "the body's Content-Encoding \(codings.joined(separator: ", ").printable) is not taken, \(taken)")
        }
        // That was the length of what came.
        head.headerFields[.contentLength] = nil
        return Request(
            head: head, body: RequestBody(asyncSequence: InflatedBody(compressed: request.body)))
    }
}

extension String {
    /// The text as it may be quoted in a message: its first 40 characters, those that are no ASCII letters and the like
    /// replaced.
    fileprivate var printable: String {
        String(prefix(40).map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_., ".contains($0)) ? $0 : "?" })
    }
}
