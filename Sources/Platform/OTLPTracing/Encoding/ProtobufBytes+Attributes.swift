import Tracing

extension ProtobufBytes {
    /// Attributes as `KeyValue`s, each a message of its own.
    mutating func attributes(_ field: UInt64, _ attributes: SpanAttributes) {
        attributes.forEach { name, value in
            attribute(field, name) { $0.value(value) }
        }
    }

    /// The attributes of a resource.
    mutating func attributes(_ field: UInt64, _ resource: TraceResource) {
        for (name, value) in resource.attributes {
            attribute(field, name) { any in
                switch value {
                case .text(let text): any.chosenText(1, text)
                case .number(let number): any.chosenVarint(3, UInt64(bitPattern: number))
                }
            }
        }
    }

    /// `KeyValue`: key 1, value 2.
    private mutating func attribute(_ field: UInt64, _ name: String, _ write: (inout ProtobufBytes) -> Void) {
        message(field) { pair in
            pair.text(1, name)
            pair.message(2, write)
        }
    }

    /// `AnyValue`: string 1, bool 2, int 3, double 4, array 5.
    private mutating func value(_ value: SpanAttribute) {
        switch value {
        case .string(let text): chosenText(1, text)
        case .bool(let isTrue): chosenVarint(2, isTrue ? 1 : 0)
        case .int32(let number): chosenVarint(3, UInt64(bitPattern: Int64(number)))
        case .int64(let number): chosenVarint(3, UInt64(bitPattern: number))
        case .double(let number): chosenFixed64(4, number.bitPattern)
        case .stringConvertible(let value): chosenText(1, "\(value)")
        case .stringArray(let values): array(values.map { .string($0) })
        case .boolArray(let values): array(values.map { .bool($0) })
        case .int32Array(let values): array(values.map { .int32($0) })
        case .int64Array(let values): array(values.map { .int64($0) })
        case .doubleArray(let values): array(values.map { .double($0) })
        case .stringConvertibleArray(let values): array(values.map { .string("\($0)") })
        // The enumeration has a case that is no value, so that more may be added.
        default: break
        }
    }

    /// `ArrayValue`: values 1.
    private mutating func array(_ values: [SpanAttribute]) {
        message(5) { array in
            for value in values { array.message(1) { $0.value(value) } }
        }
    }
}
