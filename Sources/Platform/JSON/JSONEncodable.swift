/// A value that can write itself as JSON.
///
/// An object writes its fields between ``JSONWriter/beginObject()`` and ``JSONWriter/endObject()``:
///
///     func encode(to json: inout JSONWriter) {
///         json.beginObject()
///         json.field("sn", sn)
///         json.field("nights", nights)
///         json.endObject()
///     }
public protocol JSONEncodable {
    /// Writes exactly one JSON value.
    func encode(to json: inout JSONWriter)
}

extension JSONEncodable {
    /// The value as a JSON document in UTF-8.
    /// - Parameter capacity: the room to reserve in advance, in bytes; the document may become longer.
    @inlinable
    public func jsonBytes(reservingCapacity capacity: Int = 256) -> [UInt8] {
        var json = JSONWriter(reservingCapacity: capacity)
        encode(to: &json)
        return json.bytes
    }
}
