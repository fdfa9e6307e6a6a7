/// One thing that is wrong, or doubtful, in a file.
public struct Diagnostic: Sendable, Equatable {
    /// How bad it is.
    public enum Severity: String, Sendable, Equatable {
        /// The file has no meaning as it stands.
        case error
        /// The file has a meaning, probably not the one that was meant.
        case warning
    }

    /// Another place that belongs to a diagnostic: "first declared here".
    public struct Note: Sendable, Equatable {
        /// What is there.
        public var message: String
        /// The file's name.
        public var file: String
        /// The piece of text.
        public var range: SourceRange

        /// Makes a note.
        public init(_ message: String, file: String, range: SourceRange) {
            self.message = message
            self.file = file
            self.range = range
        }
    }

    /// How bad it is.
    public var severity: Severity
    /// What is wrong and, where there is a way, how to right it. One line.
    public var message: String
    /// The file's name.
    public var file: String
    /// The piece of text that is wrong.
    public var range: SourceRange
    /// Other places that belong to it.
    public var notes: [Note]

    /// Makes a diagnostic.
    public init(
        _ severity: Severity = .error, _ message: String, file: String, range: SourceRange, notes: [Note] = []
    ) {
        self.severity = severity
        self.message = message
        self.file = file
        self.range = range
        self.notes = notes
    }
}
