/// How the keys and values of a cache are written where they leave the process.
///
/// A program may meet what another version of it has written: a value that cannot be read is loaded anew.
public struct CacheEncoding<Key: Sendable, Value: Sendable>: Sendable {
    /// The key as text. Different keys have different texts.
    public var key: @Sendable (Key) -> String
    public var encode: @Sendable (Value) throws -> [UInt8]
    public var decode: @Sendable ([UInt8]) throws -> Value

    public init(
        key: @escaping @Sendable (Key) -> String, encode: @escaping @Sendable (Value) throws -> [UInt8],
        decode: @escaping @Sendable ([UInt8]) throws -> Value
    ) {
        self.key = key
        self.encode = encode
        self.decode = decode
    }
}
