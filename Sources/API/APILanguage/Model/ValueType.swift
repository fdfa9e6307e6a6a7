/// The type of a field, an element or a body.
public indirect enum ValueType: Sendable, Equatable, Hashable {
    /// One of Go's basic types.
    case primitive(Primitive)
    /// A struct of the model, declared or inline.
    case structure(String)
    /// Another name for a type; ``APIModel/resolved(_:)`` follows it.
    case alias(String)
    /// A list: exactly `length` elements for `[3]T`, any number for `[]T` and `[...]T` (`nil`).
    ///
    /// A list of `byte` or `uint8` without a length is base64 text in JSON, as Go has it.
    case array(ValueType, length: Int?)
    /// An object with free keys. A key is text, an integer in its decimal form where `key` is an integer type.
    case map(key: Primitive, value: ValueType)
    /// `*T`: a `T` or null.
    case pointer(ValueType)
    /// `any` and `interface{}`: any JSON value.
    case any
}
