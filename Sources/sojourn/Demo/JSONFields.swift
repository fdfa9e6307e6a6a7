import JSON

/// The fields of a small JSON object, written as a literal.
struct JSONFields: JSONEncodable, ExpressibleByDictionaryLiteral {
    private let fields: [(String, any JSONEncodable)]

    init(dictionaryLiteral elements: (String, any JSONEncodable)...) {
        fields = elements
    }

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        for (name, value) in fields {
            json.name(escaping: name)
            value.encode(to: &json)
        }
        json.endObject()
    }
}
