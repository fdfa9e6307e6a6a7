/// Go's basic types. The raw value is Go's spelling.
public enum Primitive: String, Sendable, Equatable, Hashable, CaseIterable {
    case bool
    /// 64 bits wide.
    case int
    case int8, int16, int32, int64
    /// 64 bits wide.
    case uint
    case uint8, uint16, uint32, uint64
    /// 64 bits wide.
    case uintptr
    case float32, float64
    /// Without a form in JSON: refused in fields and bodies, allowed as the target of an alias.
    case complex64, complex128
    case string
    /// The same as `uint8`.
    case byte
    /// The same as `int32`: a number in JSON.
    case rune
}

extension Primitive {
    /// The width in bits and whether it has a sign; `nil` for what is no integer.
    public var integerFormat: (bits: Int, isSigned: Bool)? {
        switch self {
        case .int8: (8, true)
        case .int16: (16, true)
        case .int32, .rune: (32, true)
        case .int, .int64: (64, true)
        case .uint8, .byte: (8, false)
        case .uint16: (16, false)
        case .uint32: (32, false)
        case .uint, .uint64, .uintptr: (64, false)
        case .bool, .float32, .float64, .complex64, .complex128, .string: nil
        }
    }

    /// Whether it is a whole number.
    public var isInteger: Bool { integerFormat != nil }

    /// Whether it is `float32` or `float64`.
    public var isFloat: Bool { self == .float32 || self == .float64 }

    /// Whether it is an integer or a float.
    public var isNumber: Bool { isInteger || isFloat }

    /// Whether it is `complex64` or `complex128`.
    public var isComplex: Bool { self == .complex64 || self == .complex128 }
}
