/// One setting, declared once: its key, what it may be, its default, and what it is for.
///
///     static let closeAfter = Setting.duration(
///         "order.closeAfter", default: .seconds(1200), in: .seconds(60) ... .seconds(86_400),
///         "How long an order may stay unpaid.")
public struct Setting<Value: Sendable>: AnySetting {
    public let key: String
    public let documentation: String
    public let expectation: String
    public let kind: SettingKind
    public let defaultText: String?

    /// The value where nothing is set.
    public let defaultValue: Value

    private let parse: @Sendable (String) -> Value?

    /// Declares a setting of any type; the factories declare the usual ones.
    /// - Parameters:
    ///   - key: names of letters and digits with points between them, `order.closeAfter`.
    ///   - defaultValue: the value where nothing is set.
    ///   - defaultText: the default as one would write it; `nil` where the setting has no value unless set.
    ///   - expectation: what a value must be, in words that follow "must be".
    ///   - kind: who may see the value, and where it may come from.
    ///   - documentation: what the setting is for, in one line.
    ///   - parse: reads what was written; `nil` where it is not what `expectation` says.
    public init(
        _ key: String, default defaultValue: Value, defaultText: String?, expecting expectation: String,
        kind: SettingKind = .plain, _ documentation: String, parse: @escaping @Sendable (String) -> Value?
    ) {
        self.key = key
        self.defaultValue = defaultValue
        self.defaultText = defaultText
        self.expectation = expectation
        self.kind = kind
        self.documentation = documentation
        self.parse = parse
    }

    public func read(_ text: String) -> SettingValue? {
        parse(text).map { SettingValue($0) }
    }

    public var valueWhenUnset: SettingValue { SettingValue(defaultValue) }
}

/// A setting of whatever type. ``Setting`` is the only one.
public protocol AnySetting: Sendable {
    /// Names with points between them, `order.closeAfter`.
    var key: String { get }
    /// What the setting is for, in one line.
    var documentation: String { get }
    /// What a value must be, in words that follow "must be".
    var expectation: String { get }
    /// Who may see the value, and where it may come from.
    var kind: SettingKind { get }
    /// The default as one would write it; `nil` where the setting has no value unless set.
    var defaultText: String? { get }
    /// The default.
    var valueWhenUnset: SettingValue { get }
    /// Reads what was written; `nil` where it is not what ``expectation`` says.
    func read(_ text: String) -> SettingValue?
}

/// Who may see a setting's value, and where it may come from.
public enum SettingKind: Sendable {
    /// Anyone, and from anywhere.
    case plain
    /// A URL, whose password is not shown.
    case url
    /// No one; it comes from the environment, or from a file of its own, never from the settings file.
    case secret
}

/// The value of a setting of whatever type, on its way from ``AnySetting`` to ``LoadedSettings``.
public struct SettingValue: Sendable {
    private let box: any Sendable

    /// A type around the value, because an optional within an existential would lose a level of optionality.
    private struct Box<Value: Sendable>: Sendable {
        var value: Value
    }

    init<Value: Sendable>(_ value: Value) {
        box = Box(value: value)
    }

    func unwrapped<Value: Sendable>(as type: Value.Type) -> Value? {
        (box as? Box<Value>)?.value
    }
}
