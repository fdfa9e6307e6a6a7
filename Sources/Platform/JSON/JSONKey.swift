/// A type that the fields of an object with free keys can be named by.
public protocol JSONKey: Hashable, Comparable {
    /// `nil` where the name is no value of this type.
    init?(jsonKey name: String)

    var jsonKey: String { get }
}

extension String: JSONKey {
    public init(jsonKey name: String) { self = name }
    public var jsonKey: String { self }
}

/// A number is named by its decimal digits, with a minus sign before them where it is negative.
extension JSONKey where Self: FixedWidthInteger {
    public init?(jsonKey name: String) {
        guard !name.hasPrefix("+") else { return nil }
        self.init(name, radix: 10)
    }

    public var jsonKey: String { String(self) }
}

extension Int: JSONKey {}
extension Int8: JSONKey {}
extension Int16: JSONKey {}
extension Int32: JSONKey {}
extension Int64: JSONKey {}
extension UInt: JSONKey {}
extension UInt8: JSONKey {}
extension UInt16: JSONKey {}
extension UInt32: JSONKey {}
extension UInt64: JSONKey {}

/// Writes an object, its fields sorted by their keys so that equal dictionaries give equal documents.
extension Dictionary: JSONEncodable where Key: JSONKey, Value: JSONEncodable {
    @inlinable
    public func encode(to json: inout JSONWriter) {
        json.beginObject()
        for (key, value) in sorted(by: { $0.key < $1.key }) {
            json.name(escaping: key.jsonKey)
            value.encode(to: &json)
        }
        json.endObject()
    }
}

/// Reads an object. Where a name stands twice, the last one counts.
extension Dictionary: JSONReadable where Key: JSONKey, Value: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) {
        self = [:]
        try value.forEachField { name, field throws(JSONError) in
            guard let key = Key(jsonKey: name) else { throw field.error("has a name that is no \(Key.self)") }
            self[key] = try Value(json: field)
        }
    }

    public init(from json: inout JSONReader) throws(JSONError) {
        self = [:]
        var fields = try json.readObject([])
        while let name = try fields.nextName(&json) {
            guard let key = Key(jsonKey: name) else { throw json.error("has a name that is no \(Key.self)") }
            self[key] = try Value(from: &json)
        }
    }
}
