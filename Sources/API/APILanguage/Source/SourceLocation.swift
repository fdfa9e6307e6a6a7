/// A place in a file: before the byte at `offset`.
public struct SourceLocation: Sendable, Equatable, Hashable {
    /// Bytes of UTF-8 before it, from 0.
    public var offset: Int
    /// The line, from 1. Lines end with LF, CRLF or CR.
    public var line: Int
    /// The column, from 1: bytes of UTF-8 since the start of the line, a tab being one, as `swiftc`, `clang` and `go`
    /// count and so as the editors expect that read their messages.
    public var column: Int

    /// Makes a location.
    public init(offset: Int, line: Int, column: Int) {
        self.offset = offset
        self.line = line
        self.column = column
    }

    /// The start of any file.
    public static let start = SourceLocation(offset: 0, line: 1, column: 1)
}

extension SourceLocation: Comparable {
    /// Whether the left one comes first in a file.
    public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        left.offset < right.offset
    }
}
