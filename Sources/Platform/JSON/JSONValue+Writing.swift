extension JSONValue: JSONEncodable {
    /// Writes the value as it stood in its document.
    public func encode(to json: inout JSONWriter) {
        json.raw(document.bytes[document.offset(of: index)..<end])
    }

    /// Where the value ends in its document.
    private var end: Int {
        switch node.kind {
        case .string, .escapedString: Int(node.end) + 1
        default: Int(node.end)
        }
    }

    /// `null`.
    public static let null = JSONValue(encoding: Optional<Bool>.none)

    /// A value of any kind, made from one that can be written.
    public init(encoding value: some JSONEncodable) {
        do throws(JSONError) {
            // There are no bounds to what is written here: it comes from this program.
            try self.init(parsing: value.jsonBytes(), limits: JSONLimits(maximumDepth: .max, maximumLength: .max))
        } catch {
            preconditionFailure("\(type(of: value)) writes what is no JSON: \(error)")
        }
    }
}

extension JSONValue: Equatable {
    /// Whether two values are written with the same bytes, white space included.
    public static func == (first: JSONValue, second: JSONValue) -> Bool {
        first.jsonBytes() == second.jsonBytes()
    }
}
