/// The values of all settings, checked.
public struct LoadedSettings: Sendable {
    /// A setting's value and where it comes from, fit to be shown.
    public struct Effective: Sendable, Hashable {
        public let key: String
        /// The value as one would write it, secrets and passwords masked; empty where there is none.
        public let value: String
        public let origin: SettingOrigin
    }

    /// Every setting in the order of the catalogue.
    public let effective: [Effective]

    private let values: [String: SettingValue]

    /// Reads the settings file and, over it, the environment.
    ///
    /// A variable that is empty counts as not set, because containers cannot unset one; a key of the file without a value
    /// is an error.
    /// - Parameters:
    ///   - catalogue: the settings there are.
    ///   - file: the path of a YAML file; `nil` for none.
    ///   - environment: the variables of the process.
    /// - Throws: `SettingsError` with everything that is wrong, in the file and in the environment.
    public init(
        _ catalogue: SettingsCatalogue, file: String?, environment: [String: String]
    ) throws(SettingsError) {
        var reader = SettingsReader(catalogue)
        if let file { reader.readFile(at: file) }
        reader.readEnvironment(environment)
        let (values, effective) = reader.settle()
        guard reader.problems.isEmpty else { throw SettingsError(problems: reader.problems) }
        self.values = values
        self.effective = effective
    }

    /// The value of a setting.
    /// - Precondition: the setting is in the catalogue that was loaded.
    public subscript<Value>(setting: Setting<Value>) -> Value {
        guard let value = values[setting.key]?.unwrapped(as: Value.self) else {
            preconditionFailure("the setting \(setting.key) is not in the catalogue")
        }
        return value
    }
}
