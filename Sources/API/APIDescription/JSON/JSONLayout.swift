/// How a JSON document is laid out.
public enum JSONLayout: Sendable, Equatable {
    /// Two spaces for each level, one member a line, and a line break at the end.
    case pretty
    /// Without any white space.
    case compact
}
