/// The names of an object's fields, in the order in which they are expected.
///
///     static let fieldNames: JSONFieldNames = ["sn", "title"]
public struct JSONFieldNames: Sendable, ExpressibleByArrayLiteral {
    @usableFromInline
    let names: [StaticString]

    /// - Parameter names: in UTF-8 as they stand in documents, escapes resolved.
    public init(arrayLiteral names: StaticString...) {
        self.names = names
    }

    /// The index of a name; `expected` is looked at first.
    @inline(__always)
    func index(of name: UnsafeRawBufferPointer, expected: Int) -> Int? {
        names.withUnsafeBufferPointer { names in
            if expected < names.count, Self.isEqual(names[expected], name) { return expected }
            return names.firstIndex { Self.isEqual($0, name) }
        }
    }

    @inline(__always)
    private static func isEqual(_ name: StaticString, _ bytes: UnsafeRawBufferPointer) -> Bool {
        guard name.hasPointerRepresentation else {
            // A name of one character.
            return String(describing: name).utf8.elementsEqual(bytes)
        }
        guard name.utf8CodeUnitCount == bytes.count else { return false }
        return bytes.isEqual(to: UnsafeRawPointer(name.utf8Start))
    }
}

extension UnsafeRawBufferPointer {
    /// Whether the same bytes are at `other`, looking at eight at a time.
    @inline(__always)
    fileprivate func isEqual(to other: UnsafeRawPointer) -> Bool {
        guard count >= 8 else {
            for index in 0..<count where self[index] != other.load(fromByteOffset: index, as: UInt8.self) {
                return false
            }
            return true
        }
        for index in stride(from: 0, to: count - 8, by: 8) where word(at: index) != Self.word(other + index) {
            return false
        }
        // The last eight, some of them for the second time.
        return word(at: count - 8) == Self.word(other + (count - 8))
    }

    @inline(__always)
    private func word(at index: Int) -> UInt64 { loadUnaligned(fromByteOffset: index, as: UInt64.self) }

    @inline(__always)
    private static func word(_ pointer: UnsafeRawPointer) -> UInt64 { pointer.loadUnaligned(as: UInt64.self) }
}
