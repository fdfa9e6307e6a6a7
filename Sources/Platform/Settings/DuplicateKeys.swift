import Yams

/// Lets a file with duplicate keys be read, so that it can be reported in full.
///
/// Yams refuses such a file as a whole, naming one place. Here the key at that place is marked, which makes it another
/// key, and the file is read again; whoever goes through the keys removes the marks and finds the duplicates.
enum DuplicateKeys {
    /// The private characters that serve as marks, one for each duplicate, because marked keys must differ too.
    private static let marks: ClosedRange<UInt32> = 0xF0000...0xF003F

    static func compose(_ text: String) throws(YamlError) -> Node? {
        var text = text.unicodeScalars
        for mark in marks {
            do {
                return try Yams.compose(yaml: String(text))
            } catch YamlError.duplicatedKeysInMapping(_, let context) {
                insert(UnicodeScalar(mark) ?? "?", at: context.mark, in: &text)
            } catch let error as YamlError {
                throw error
            } catch {
                throw .representer(problem: "\(error)")
            }
        }
        throw .representer(problem: "there are more than \(marks.count) duplicate keys")
    }

    /// The key without its mark.
    static func original(_ key: String) -> String {
        String(String.UnicodeScalarView(key.unicodeScalars.filter { !marks.contains($0.value) }))
    }

    private static func insert(_ scalar: UnicodeScalar, at mark: Mark, in text: inout String.UnicodeScalarView) {
        var index = text.startIndex
        for _ in 1..<max(mark.line, 1) {
            guard let end = text[index...].firstIndex(of: "\n") else { return }
            index = text.index(after: end)
        }
        guard let key = text.index(index, offsetBy: mark.column - 1, limitedBy: text.endIndex), key < text.endIndex
        else { return }
        // Within the quotes, if it has any.
        let isQuoted = text[key] == "\"" || text[key] == "'"
        text.insert(scalar, at: isQuoted ? text.index(after: key) : key)
    }
}
