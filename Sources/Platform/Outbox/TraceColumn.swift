/// How the trace of a message stands in one column: a line `name=value` for each field that travels with a request.
enum TraceColumn {
    /// `nil` for no fields.
    static func encode(_ fields: [String: String]) -> String? {
        // What a header cannot hold is in none of them; a line feed would begin another field.
        let lines = fields.filter { !$0.key.contains("=") && !"\($0.key)\($0.value)".contains(where: \.isNewline) }
        guard !lines.isEmpty else { return nil }
        return lines.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\n")
    }

    /// The fields; those that are none of ours are left out.
    static func decode(_ text: String?) -> [String: String] {
        var fields: [String: String] = [:]
        for line in (text ?? "").split(separator: "\n") {
            guard let separator = line.firstIndex(of: "=") else { continue }
            fields[String(line[..<separator])] = String(line[line.index(after: separator)...])
        }
        return fields
    }
}
