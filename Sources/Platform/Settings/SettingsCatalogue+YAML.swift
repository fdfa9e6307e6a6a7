extension SettingsCatalogue {
    /// All settings as a YAML file: what each is for, what it may be, and its default. Loading it changes nothing.
    ///
    /// What has no default stands in a comment.
    public var yaml: String {
        var root = Group()
        for setting in settings {
            root.add(setting, path: setting.key.split(separator: ".").map(String.init)[...])
        }
        var lines: [String] = []
        render(root, indentation: "", to: &lines)
        return lines.joined(separator: "\n") + "\n"
    }

    private struct Group {
        enum Member {
            case setting(any AnySetting)
            case group(Group)
        }

        var members: [(name: String, member: Member)] = []

        mutating func add(_ setting: any AnySetting, path: ArraySlice<String>) {
            guard let name = path.first else { return }
            guard path.count > 1 else { return members.append((name, .setting(setting))) }
            let index = members.firstIndex { $0.name == name } ?? members.endIndex
            var group = Group()
            if index < members.endIndex, case .group(let existing) = members[index].member { group = existing }
            group.add(setting, path: path.dropFirst())
            if index == members.endIndex { members.append((name, .group(group))) }
            members[index].member = .group(group)
        }
    }

    private func render(_ group: Group, indentation: String, to lines: inout [String]) {
        for (position, (name, member)) in group.members.enumerated() {
            if position > 0 { lines.append("") }
            switch member {
            case .group(let group):
                lines.append("\(indentation)\(name):")
                render(group, indentation: indentation + "  ", to: &lines)
            case .setting(let setting):
                for line in comment(on: setting).wrapped(width: 98 - indentation.count) {
                    lines.append("\(indentation)# \(line)")
                }
                if let text = setting.defaultText {
                    lines.append("\(indentation)\(name): \(text.yamlScalar)")
                } else {
                    lines.append("\(indentation)#\(name)\(setting.kind == .secret ? "File" : ""):")
                }
            }
        }
    }

    private func comment(on setting: any AnySetting) -> String {
        guard setting.kind == .secret else { return "\(setting.documentation) Must be \(setting.expectation)." }
        return """
            \(setting.documentation) Must be \(setting.expectation), in \(variable(for: setting.key)) or in a file that \
            is named here.
            """
    }
}

extension String {
    /// The text as a YAML scalar, in quotes where it would be read as something else.
    fileprivate var yamlScalar: String {
        let isPlain =
            !YAMLSettings.isNull(self) && first != "-" && last != ":"
            && unicodeScalars.allSatisfy { $0.isASCII && ($0.isAlphanumeric || "./_-:".unicodeScalars.contains($0)) }
        return isPlain ? self : "\"" + unicodeScalars.map(\.inYAMLQuotes).joined() + "\""
    }

    /// The text in lines of at most `width` characters, broken at spaces.
    fileprivate func wrapped(width: Int) -> [String] {
        var lines: [String] = []
        for word in split(separator: " ") {
            if let line = lines.last, line.count + 1 + word.count <= width {
                lines[lines.count - 1] += " \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}

extension Unicode.Scalar {
    fileprivate var isAlphanumeric: Bool {
        properties.isAlphabetic || properties.numericType != nil
    }

    /// The character between the double quotes of YAML.
    fileprivate var inYAMLQuotes: String {
        switch self {
        case "\"", "\\": "\\\(self)"
        case "\0"..<" ": "\\x" + (value < 0x10 ? "0" : "") + String(value, radix: 16)
        default: "\(self)"
        }
    }
}
