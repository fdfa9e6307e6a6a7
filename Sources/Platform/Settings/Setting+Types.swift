import Clocks

extension Setting where Value == String {
    /// A string that is never empty.
    /// - Parameters:
    ///   - expectation: what a value must be, in words that follow "must be".
    ///   - isValid: whether a string is what `expectation` says.
    public static func string(
        _ key: String, default defaultValue: String, expecting expectation: String = "a text",
        _ documentation: String, where isValid: @escaping @Sendable (String) -> Bool = { _ in true }
    ) -> Setting {
        Setting(key, default: defaultValue, defaultText: defaultValue, expecting: expectation, documentation) { text in
            !text.isEmpty && isValid(text) ? text : nil
        }
    }

    /// A URL, whose password is left out of messages and listings.
    /// - Parameter schemes: what the URL may begin with, the colon left out.
    public static func url(
        _ key: String, default defaultValue: String, schemes: [String], _ documentation: String
    ) -> Setting {
        Setting(
            key, default: defaultValue, defaultText: defaultValue, expecting: URLText.expectation(schemes: schemes),
            kind: .url, documentation
        ) { URLText.hasScheme($0, of: schemes) ? $0 : nil }
    }
}

extension Setting where Value == String? {
    /// A string without a default.
    public static func optionalString(
        _ key: String, expecting expectation: String = "a text", _ documentation: String,
        where isValid: @escaping @Sendable (String) -> Bool = { _ in true }
    ) -> Setting {
        Setting(key, default: nil, defaultText: nil, expecting: expectation, documentation) { text in
            !text.isEmpty && isValid(text) ? .some(text) : nil
        }
    }

    /// A URL without a default, whose password is left out of messages and listings.
    /// - Parameter schemes: what the URL may begin with, the colon left out.
    public static func optionalURL(_ key: String, schemes: [String], _ documentation: String) -> Setting {
        Setting(
            key, default: nil, defaultText: nil, expecting: URLText.expectation(schemes: schemes), kind: .url,
            documentation
        ) { URLText.hasScheme($0, of: schemes) ? .some($0) : nil }
    }
}

extension Setting where Value == Int {
    /// A whole number, in decimal digits.
    /// - Precondition: the default is in the range.
    public static func integer(
        _ key: String, default defaultValue: Int, in range: ClosedRange<Int>, _ documentation: String
    ) -> Setting {
        precondition(range.contains(defaultValue), "the default of \(key) is out of its range")
        return Setting(
            key, default: defaultValue, defaultText: "\(defaultValue)",
            expecting: "an integer from \(range.lowerBound) to \(range.upperBound)", documentation
        ) { text in
            // `+1` and `010` mean different things to different readers.
            guard let number = Int(text), "\(number)" == text, range.contains(number) else { return nil }
            return number
        }
    }
}

extension Setting where Value == Bool {
    /// `true` or `false`.
    public static func boolean(_ key: String, default defaultValue: Bool, _ documentation: String) -> Setting {
        Setting(
            key, default: defaultValue, defaultText: "\(defaultValue)", expecting: "true or false", documentation
        ) { Bool($0) }
    }
}

extension Setting where Value == Duration {
    /// A duration with its unit, `300ms`, `3s`, `20m`, `2h` or `7d`.
    /// - Precondition: the default is in the range.
    public static func duration(
        _ key: String, default defaultValue: Duration, in range: ClosedRange<Duration>, _ documentation: String
    ) -> Setting {
        precondition(range.contains(defaultValue), "the default of \(key) is out of its range")
        return Setting(
            key, default: defaultValue, defaultText: defaultValue.text,
            expecting: """
                a duration from \(range.lowerBound.text) to \(range.upperBound.text), such as \(defaultValue.text) \
                (units: ms, s, m, h, d)
                """,
            documentation
        ) { text in
            guard let duration = Duration(text: text), range.contains(duration) else { return nil }
            return duration
        }
    }
}

extension Setting where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the cases of an enumeration, by its raw value.
    public static func choice(_ key: String, default defaultValue: Value, _ documentation: String) -> Setting {
        let names = Value.allCases.map(\.rawValue)
        return Setting(
            key, default: defaultValue, defaultText: defaultValue.rawValue,
            expecting: names.count > 1
                ? names.dropLast().joined(separator: ", ") + " or " + names[names.count - 1]
                : names.joined(), documentation
        ) { Value(rawValue: $0) }
    }
}

extension Setting where Value == SecretText? {
    /// A secret. It comes from its environment variable, or from a file that the setting `<key>File` names.
    /// - Parameter minimumLength: the least number of bytes.
    public static func secret(_ key: String, minimumLength: Int = 1, _ documentation: String) -> Setting {
        Setting(
            key, default: nil, defaultText: nil,
            expecting: minimumLength > 1 ? "a secret of at least \(minimumLength) bytes" : "a secret that is not empty",
            kind: .secret, documentation
        ) { $0.utf8.count >= minimumLength ? .some(SecretText($0)) : nil }
    }
}
