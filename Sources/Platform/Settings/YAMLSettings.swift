import Yams

/// A settings file, flattened: `order: {closeAfter: 20m}` and `order.closeAfter: 20m` are the same.
struct YAMLSettings {
    /// One key of the file and what it is set to.
    struct Entry {
        var key: String
        var line: Int
        var value: Value
    }

    enum Value {
        case text(String)
        /// Nothing stands after the colon, or `null`.
        case missing
        case list
        case mapping
    }

    /// The entries in the order of the file; a key may stand several times, nested and with points.
    private(set) var entries: [Entry] = []
    private(set) var problems: [SettingsError.Problem] = []

    private let path: String
    private let isKey: (String) -> Bool

    /// - Parameters:
    ///   - text: the file's text.
    ///   - path: the file's path, for messages.
    ///   - isKey: whether a key is that of a setting, so that what stands below it is its value.
    init(_ text: String, path: String, isKey: @escaping (String) -> Bool) {
        self.path = path
        self.isKey = isKey
        do {
            guard let root = try DuplicateKeys.compose(text) else { return }
            if case .mapping(let mapping) = root {
                flatten(mapping, prefix: "", depth: 1)
            } else if case .scalar(let scalar) = root, Self.isNull(scalar) {
                return
            } else {
                report("must be a mapping of settings", line: root.mark?.line)
            }
        } catch {
            let (line, problem) = error.place
            report("is not YAML: \(problem)", line: line)
        }
    }

    /// What YAML 1.2 reads as nothing.
    static func isNull(_ text: String) -> Bool {
        ["", "~", "null", "Null", "NULL"].contains(text)
    }

    private static func isNull(_ scalar: Node.Scalar) -> Bool {
        scalar.style == .plain && isNull(scalar.string)
    }

    private mutating func flatten(_ mapping: Node.Mapping, prefix: String, depth: Int) {
        // No setting is that deep, and aliases can make a short file endlessly wide.
        guard depth <= 8 else { return report("nests too deep", line: mapping.mark?.line) }
        var lines: [String: Int] = [:]
        for (name, value) in mapping {
            guard case .scalar(let scalar) = name, !scalar.string.isEmpty else {
                report("a key must be a name", line: name.mark?.line)
                continue
            }
            let key = prefix + DuplicateKeys.original(scalar.string)
            let line = scalar.mark?.line ?? 1
            if let first = lines.updateValue(line, forKey: key) {
                report("\(key) is set twice, first on line \(first)", line: line)
                continue
            }
            switch value {
            case .mapping(let mapping) where !isKey(key) && !mapping.isEmpty:
                flatten(mapping, prefix: key + ".", depth: depth + 1)
            case .mapping: entries.append(Entry(key: key, line: line, value: .mapping))
            case .sequence: entries.append(Entry(key: key, line: line, value: .list))
            case .scalar(let value):
                entries.append(Entry(key: key, line: line, value: Self.isNull(value) ? .missing : .text(value.string)))
            case .alias: report("\(key) is an alias of nothing", line: line)
            }
        }
    }

    private mutating func report(_ message: String, line: Int?) {
        problems.append(.init(place: line.map { "\(path):\($0)" } ?? path, message: message))
    }
}

extension YamlError {
    /// The line of a YAML error, and what it says.
    fileprivate var place: (line: Int?, problem: String) {
        switch self {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            (mark.line, problem)
        case .reader(let problem, let offset, _, let yaml):
            (offset.map { yaml.prefix($0).count(where: \.isNewline) + 1 }, problem)
        case .duplicatedKeysInMapping(let keys, _): (nil, "duplicate keys: \(keys.joined(separator: ", "))")
        case .representer(let problem), .writer(let problem), .emitter(let problem): (nil, problem)
        default: (nil, "\(self)")
        }
    }
}
