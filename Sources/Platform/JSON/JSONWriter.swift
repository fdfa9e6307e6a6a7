/// Writes a JSON document into a growing array of bytes, without white space.
///
/// The writer places commas and escapes strings. Calls follow the document's structure: each `begin…` has its `end…`,
/// and inside an object every value is written by ``field(_:_:)`` or after ``name(_:)``. It does not check that order.
public struct JSONWriter: Sendable {
    @usableFromInline
    var storage: [UInt8]

    /// Whether a value stands before the present position in the innermost container, so that the next one needs a comma.
    @usableFromInline
    var needsComma = false

    /// - Parameter capacity: the room to reserve in advance, in bytes.
    @inlinable
    public init(reservingCapacity capacity: Int = 256) {
        storage = []
        storage.reserveCapacity(capacity)
    }

    /// What has been written so far, in UTF-8.
    @inlinable
    public var bytes: [UInt8] { storage }

    /// Opens an object; ``endObject()`` closes it.
    @inlinable
    public mutating func beginObject() { open(UInt8(ascii: "{")) }

    /// Closes the innermost object.
    @inlinable
    public mutating func endObject() { close(UInt8(ascii: "}")) }

    /// Opens an array, whose elements are written with ``value(_:)``; ``endArray()`` closes it.
    @inlinable
    public mutating func beginArray() { open(UInt8(ascii: "[")) }

    /// Closes the innermost array.
    @inlinable
    public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Writes a field of the innermost object.
    /// - Parameter name: plain ASCII without quotes and backslashes; it is written as it stands.
    @inlinable
    public mutating func field(_ name: StaticString, _ value: some JSONEncodable) {
        self.name(name)
        value.encode(to: &self)
    }

    /// Writes a field's name; its value must follow.
    /// - Parameter name: plain ASCII without quotes and backslashes; it is written as it stands.
    @inlinable
    public mutating func name(_ name: StaticString) {
        separate()
        storage.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { storage.append(contentsOf: $0) }
        storage.append(UInt8(ascii: "\""))
        storage.append(UInt8(ascii: ":"))
    }

    /// Writes a field's name that is known at run time only, escaped like any string; its value must follow.
    @inlinable
    public mutating func name(escaping name: String) {
        string(name)
        storage.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes an element of the innermost array, or the whole document.
    @inlinable
    public mutating func value(_ value: some JSONEncodable) {
        value.encode(to: &self)
    }

    /// Writes a value that is JSON already, as it stands.
    /// - Parameter json: one whole JSON value; it is not checked.
    @inlinable
    public mutating func raw(_ json: some Collection<UInt8>) {
        separate()
        storage.append(contentsOf: json)
        needsComma = true
    }

    /// Writes `null`.
    @inlinable
    public mutating func null() { literal("null") }

    /// Writes `true` or `false`.
    @inlinable
    public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    @inlinable
    mutating func literal(_ text: StaticString) {
        separate()
        text.withUTF8Buffer { storage.append(contentsOf: $0) }
        needsComma = true
    }

    /// Writes the comma that the next name or value needs, if any.
    @inlinable
    mutating func separate() {
        if needsComma { storage.append(UInt8(ascii: ",")) }
        needsComma = false
    }

    @inlinable
    mutating func open(_ bracket: UInt8) {
        separate()
        storage.append(bracket)
    }

    @inlinable
    mutating func close(_ bracket: UInt8) {
        storage.append(bracket)
        needsComma = true
    }
}
