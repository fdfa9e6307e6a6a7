import Settings

extension LoadedSettings {
    /// Where a setting's value comes from, for messages.
    func origin(of setting: any AnySetting) -> String {
        effective.first { $0.key == setting.key }.map { $0.origin.description } ?? setting.key
    }

    /// Whether something else than the default's absence says what a setting is.
    func isSet(_ setting: any AnySetting) -> Bool {
        effective.contains { $0.key == setting.key && $0.origin != .default }
    }
}
