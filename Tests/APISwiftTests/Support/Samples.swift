import APIRuntime
import HTTPTypes
import JSON

/// Everything that must be said, with changes.
func everything(_ changes: [String: String?] = [:]) -> String {
    var fields = [
        "name": #""n""#, "small": "1", "big": "2", "share": "0.5", "isFine": "true", "age": "30", "quoted": #""7""#,
        "maybe": "null", "numbers": "[1,2]", "pair": #"["a","b"]"#, "size": "3",
    ]
    for (name, value) in changes { fields[name] = value }
    return "{" + fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
}

/// What is read of a body.
func read(_ body: String) throws -> Everything {
    try Everything(APIRequest(method: .post, path: "/v1/echo", body: Array(body.utf8)))
}

/// What is said of a body that is refused; `nil` where it is taken.
func refusal(of body: String) -> String? {
    do {
        _ = try read(body)
        return nil
    } catch {
        return "\(error)"
    }
}

extension JSONEncodable {
    /// The value as a JSON document.
    var document: String { String(decoding: jsonBytes(), as: UTF8.self) }
}
