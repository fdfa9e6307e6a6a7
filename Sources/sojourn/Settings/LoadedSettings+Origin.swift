import Settings

extension LoadedSettings {
    /// Where a setting's value comes from, for messages.
    func origin(of setting: any AnySetting) -> String {
        effective.first { $0.key == setting.key }.map { $0.origin.description } ?? setting.key
    }
}
