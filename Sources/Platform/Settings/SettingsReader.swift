/// Collects what is set, and what is wrong with it.
struct SettingsReader {
    private(set) var problems: [SettingsError.Problem] = []

    private let catalogue: SettingsCatalogue
    /// What was written, by key; the environment replaces the file.
    private var written: [String: (text: String, origin: SettingOrigin)] = [:]

    init(_ catalogue: SettingsCatalogue) {
        self.catalogue = catalogue
    }

    mutating func report(_ message: String, at origin: SettingOrigin) {
        problems.append(.init(place: origin.description, message: message))
    }

    /// Takes the values of the settings file.
    mutating func readFile(at path: String) {
        let text: String
        do {
            text = try FileText.read(path)
        } catch {
            problems.append(.init(place: path, message: "the settings file cannot be read: \(error.reason)"))
            return
        }
        let file = YAMLSettings(text, path: path, isKey: { [catalogue] in catalogue.entries[$0] != nil })
        problems += file.problems
        for entry in file.entries { take(entry, path: path) }
    }

    private mutating func take(_ entry: YAMLSettings.Entry, path: String) {
        let origin = SettingOrigin.file(path: path, line: entry.line)
        guard let known = catalogue.entries[entry.key] else {
            // A group all of whose settings are commented out.
            if case .missing = entry.value, catalogue.isGroup(entry.key) { return }
            return report(catalogue.unknownKey(entry.key), at: origin)
        }
        if case .setting(let setting) = known, setting.kind == .secret {
            return report(
                """
                \(entry.key) is a secret and may not stand in this file, which is shared and kept in version control: \
                set \(catalogue.variable(for: entry.key)), or name a file that holds it with \
                \(SettingsCatalogue.fileKey(of: setting))
                """, at: origin)
        }
        if case .file(_, let first)? = written[entry.key]?.origin {
            return report("\(entry.key) is set twice, first on line \(first)", at: origin)
        }
        switch entry.value {
        case .text(let text): written[entry.key] = (text, origin)
        case .missing: report("\(entry.key) has no value; leave the line out to have the default", at: origin)
        case .list: report("\(entry.key) must be \(known.expectation), not a list", at: origin)
        case .mapping: report("\(entry.key) must be \(known.expectation), not a mapping", at: origin)
        }
    }

    /// Takes the variables with the catalogue's prefix.
    mutating func readEnvironment(_ environment: [String: String]) {
        for (variable, text) in environment.sorted(by: { $0.key < $1.key })
        where variable.hasPrefix(catalogue.environmentPrefix) && !ServiceLink.matches(variable, text) {
            if let key = catalogue.keysByVariable[variable] {
                if !text.isEmpty { written[key] = (text, .environment(variable: variable)) }
            } else {
                report(catalogue.unknownVariable(variable), at: .environment(variable: variable))
            }
        }
    }

    /// Turns what was written into values, and gives every other setting its default.
    mutating func settle() -> (values: [String: SettingValue], effective: [LoadedSettings.Effective]) {
        var values: [String: SettingValue] = [:]
        var effective: [LoadedSettings.Effective] = []
        for setting in catalogue.settings {
            let found = setting.kind == .secret ? secret(setting) : written[setting.key]
            guard let (text, origin) = found else {
                values[setting.key] = setting.valueWhenUnset
                effective.append(
                    .init(key: setting.key, value: setting.shown(setting.defaultText ?? ""), origin: .default))
                continue
            }
            guard let value = setting.read(text) else {
                report("\(setting.key) must be \(setting.expectation), not \(setting.quoted(text))", at: origin)
                continue
            }
            values[setting.key] = value
            effective.append(.init(key: setting.key, value: setting.shown(text), origin: origin))
        }
        return (values, effective)
    }

    /// The text of a secret: its variable, or else the file that is named for it.
    private mutating func secret(_ setting: any AnySetting) -> (text: String, origin: SettingOrigin)? {
        let file = written[SettingsCatalogue.fileKey(of: setting)]
        if let direct = written[setting.key] {
            if case .environment(let variable)? = file?.origin {
                report("set either \(variable) or \(direct.origin), not both", at: direct.origin)
            }
            return direct
        }
        guard let file else { return nil }
        do {
            // Editors and `echo` end a file with a line feed, which nobody means as part of a secret.
            var text = try FileText.read(file.text)
            while text.last?.isNewline == true { text.removeLast() }
            return (text, .secretFile(path: file.text))
        } catch {
            report("the file of \(setting.key), \(file.text), cannot be read: \(error.reason)", at: file.origin)
            return nil
        }
    }
}

extension SettingsCatalogue.Entry {
    /// What a value must be, in words that follow "must be".
    fileprivate var expectation: String {
        switch self {
        case .setting(let setting): setting.expectation
        case .secretFile: "the path of a file"
        }
    }
}

extension AnySetting {
    /// A value that was refused, as messages quote it.
    fileprivate func quoted(_ text: String) -> String {
        guard kind != .secret else { return "what it is set to (\(text.utf8.count) bytes)" }
        let limit = 64
        let shown = shown(text).unicodeScalars.map { $0.value < 0x20 ? $0.escaped(asASCII: true) : "\($0)" }.joined()
        return "`\(shown.prefix(limit))\(shown.count > limit ? "…" : "")`"
    }

    /// A value as listings show it.
    fileprivate func shown(_ text: String) -> String {
        switch kind {
        case .plain: text
        case .url: URLText.masked(text)
        case .secret: text.isEmpty ? "" : SecretText.mask
        }
    }
}
