/// All settings that a program has.
public struct SettingsCatalogue: Sendable {
    /// The settings in the order in which they were declared.
    public let settings: [any AnySetting]
    /// What the environment variables of the program's settings begin with, `SOJOURN_`.
    public let environmentPrefix: String

    /// What can be written, by key: each setting, and for each secret the file that holds it.
    let entries: [String: Entry]
    /// The keys, by environment variable.
    let keysByVariable: [String: String]

    /// Something that can be set.
    enum Entry: Sendable {
        case setting(any AnySetting)
        /// The path of a file that holds the secret.
        case secretFile(of: any AnySetting)
    }

    /// - Precondition: no key and no variable stands twice, and no key is at once a setting and a group of settings.
    public init(_ settings: [any AnySetting], environmentPrefix: String = "SOJOURN_") {
        var entries: [String: Entry] = [:]
        func add(_ key: String, _ entry: Entry) {
            precondition(entries.updateValue(entry, forKey: key) == nil, "the setting \(key) is declared twice")
        }
        for setting in settings {
            add(setting.key, .setting(setting))
            if setting.kind == .secret { add(Self.fileKey(of: setting), .secretFile(of: setting)) }
        }
        var keysByVariable: [String: String] = [:]
        for key in entries.keys {
            let variable = Self.variable(for: key, prefix: environmentPrefix)
            let other = keysByVariable.updateValue(key, forKey: variable)
            precondition(other == nil, "\(key) and \(other ?? "") share the variable \(variable)")
            precondition(!entries.keys.contains { $0.hasPrefix(key + ".") }, "\(key) is a setting and a group")
        }
        self.settings = settings
        self.environmentPrefix = environmentPrefix
        self.entries = entries
        self.keysByVariable = keysByVariable
    }

    /// The environment variable of a key: `SOJOURN_ORDER_CLOSE_AFTER` of `order.closeAfter`.
    public func variable(for key: String) -> String {
        Self.variable(for: key, prefix: environmentPrefix)
    }

    /// The key of the setting that names the file of a secret.
    static func fileKey(of secret: any AnySetting) -> String {
        secret.key + "File"
    }

    private static func variable(for key: String, prefix: String) -> String {
        var variable = prefix
        var previous: Character = "."
        for character in key {
            if character == "." {
                variable += "_"
            } else {
                if character.isUppercase, !previous.isUppercase, previous != "." { variable += "_" }
                variable += character.uppercased()
            }
            previous = character
        }
        return variable
    }
}
