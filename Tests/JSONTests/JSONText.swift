import JSON

/// The JSON of `value`, as text.
func text(_ value: some JSONEncodable) -> String {
    String(decoding: value.jsonBytes(), as: UTF8.self)
}

/// Reads a document given as text.
func object(_ text: String, limits: JSONLimits = .init()) throws(JSONError) -> JSONObject {
    try JSONObject(parsing: text.utf8, limits: limits)
}

/// The error that `body` ends with; `nil` where it succeeds.
func failure<Result>(_ body: () throws(JSONError) -> Result) -> JSONError? {
    do {
        _ = try body()
        return nil
    } catch {
        return error
    }
}
