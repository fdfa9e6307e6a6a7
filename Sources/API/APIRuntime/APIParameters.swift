import HTTPTypes

/// The fields that a request carries as text: in its path, its form or its headers.
public struct APIParameters: Sendable {
    private let place: APIInputError.Place
    private let values: [String: [String]]

    /// The parameters of the path.
    public init(path request: APIRequest) {
        place = .path
        values = request.parameters.mapValues { [$0] }
    }

    /// The parameters of the query and, where the body is a form, those of the body behind them.
    /// - Throws: where one of them is not well encoded.
    public init(form request: APIRequest) throws(APIInputError) {
        place = .form
        var values: [String: [String]] = [:]
        try Self.read(request.query, into: &values)
        let kind = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased() ?? ""
        if kind.filter({ $0 != " " }) == "application/x-www-form-urlencoded" {
            guard let body = String(validating: request.body, as: UTF8.self) else {
                throw APIInputError(.form, "", "is not UTF-8")
            }
            try Self.read(body, into: &values)
        }
        self.values = values
    }

    /// The header fields, by their names in lower case.
    public init(headers request: APIRequest) {
        place = .header
        values = Dictionary(grouping: request.headers, by: \.name.canonicalName).mapValues { $0.map(\.value) }
    }

    private static func read(_ form: String, into values: inout [String: [String]]) throws(APIInputError) {
        for pair in form.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decode(parts[0], isForm: true),
                let value = PercentEncoding.decode(parts.count > 1 ? parts[1] : "", isForm: true)
            else { throw APIInputError(.form, String(parts[0]), "is not well percent-encoded") }
            values[name, default: []].append(value)
        }
    }

    private func texts(_ name: String) -> [String] {
        values[place == .header ? name.lowercased() : name] ?? []
    }

    /// The value of a field; `nil` where it is not there.
    /// - Throws: where it is there more than once, or is no `Value`.
    public func optional<Value: APIParameter>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(APIInputError) -> Value? {
        let texts = texts(name)
        guard texts.count <= 1 else { throw APIInputError(place, name, "is there more than once") }
        guard let text = texts.first else { return nil }
        return try value(text, name)
    }

    /// The value of a field that must be there.
    /// - Throws: where it is not, is there more than once, or is no `Value`.
    public func required<Value: APIParameter>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(APIInputError) -> Value {
        guard let value = try optional(name, as: type) else { throw APIInputError(place, name, "is missing") }
        return value
    }

    /// All values of a field, `a=1&a=2`, in order; empty where it is not there.
    /// - Throws: where one of them is no `Value`.
    public func list<Value: APIParameter>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(APIInputError) -> [Value] {
        var values: [Value] = []
        for text in texts(name) { values.append(try value(text, name)) }
        return values
    }

    /// All values of a field that must be there at least once, in order.
    /// - Throws: where it is not there, or one of them is no `Value`.
    public func requiredList<Value: APIParameter>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(APIInputError) -> [Value] {
        let values = try list(name, as: type)
        guard !values.isEmpty else { throw APIInputError(place, name, "is missing") }
        return values
    }

    private func value<Value: APIParameter>(_ text: String, _ name: String) throws(APIInputError) -> Value {
        guard let value = Value(parameter: text) else {
            throw APIInputError(place, name, "must be \(Value.expectation)")
        }
        return value
    }
}
