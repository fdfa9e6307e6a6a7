/// The smallest piece of a file that has a meaning, with the comments around it.
public struct Token: Sendable, Equatable {
    /// What a token is.
    public enum Kind: Sendable, Equatable, Hashable {
        /// Letters, digits and underscores, not beginning with a digit. Keywords are identifiers too.
        case identifier
        /// Anything that begins with a digit: `12`, `1.2`, `100ms`, `2fa`.
        case number
        /// Text in double quotes.
        case string
        /// Text in backticks.
        case rawString
        /// An at sign and a word: `@doc`.
        case annotation
        case leftParenthesis, rightParenthesis, leftBrace, rightBrace, leftBracket, rightBracket
        case comma, colon, semicolon, equals, star, slash, hyphen, dot, ellipsis
        /// A character without a meaning in this language.
        case unknown
        /// The end of the file: no text, but the comments before it.
        case endOfFile
    }

    /// Something wrong inside a token or in a comment before it.
    struct Problem: Sendable, Equatable {
        let message: String
        let range: SourceRange
    }

    /// What it is.
    public var kind: Kind
    /// The text as it stands in the file, line endings as LF.
    public var text: String
    /// Where it stands, without comments.
    public var range: SourceRange
    /// The comments between the line of the token before it and the token itself.
    public var leadingComments: [Comment] = []
    /// The comments behind it on its line.
    public var trailingComments: [Comment] = []
    /// How many line endings there are between it and the token or comment before it.
    public var newlinesBefore = 0
    var problems: [Problem] = []
}

/// A comment.
public struct Comment: Sendable, Equatable {
    /// The text with its marks, line endings as LF, without spaces at the end.
    public var text: String
    /// Where it stands.
    public var range: SourceRange
    /// How many line endings there are between it and the token or comment before it.
    public var newlinesBefore: Int

    /// Whether it is a `//` comment, which ends with its line.
    public var isLineComment: Bool { text.hasPrefix("//") }

    /// Whether text may follow on the same line without being changed by it: `/* … */` on one line.
    var isInline: Bool { !isLineComment && !text.utf8.contains(UInt8(ascii: "\n")) }
}
