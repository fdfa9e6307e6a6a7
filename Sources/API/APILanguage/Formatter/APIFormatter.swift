/// Writes `.api` files in the one form that they should have: tabs, one space, columns that line up, at most one empty
/// line. Comments stay where they are, and what a file means does not change.
///
/// Formatting its own output gives the same text again.
public enum APIFormatter {
    /// The text of a file in its one form, with a line feed at the end; empty if the file is.
    ///
    /// The file need not have a meaning: types may be unknown, for instance.
    ///
    /// - Throws: `APISyntaxError` if the file has syntax errors.
    public static func format(_ source: APISource) throws(APISyntaxError) -> String {
        let file = APIParser.parse(source)
        guard !file.hasErrors else { throw APISyntaxError(diagnostics: file.diagnostics) }
        var writer = FormatWriter()
        writer.write(file)
        return writer.text
    }
}

/// Says that a file cannot be formatted because it has syntax errors.
public struct APISyntaxError: Error, Sendable {
    /// What is wrong, in source order.
    public var diagnostics: [Diagnostic]
}
