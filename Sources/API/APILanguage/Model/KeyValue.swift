/// One `key: value` entry of an `info`, `@server` or `@doc` block, its value without quotes.
public struct KeyValue: Sendable, Equatable, Hashable {
    /// The name before the colon.
    public var key: String
    /// The text after the colon: unquoted, escapes replaced.
    public var value: String

    /// Makes an entry.
    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}
