/// Where a setting's value comes from.
public enum SettingOrigin: Sendable, Hashable, CustomStringConvertible {
    /// Nothing was set.
    case `default`
    /// A line of the settings file.
    case file(path: String, line: Int)
    /// An environment variable.
    case environment(variable: String)
    /// A file that holds nothing but the secret.
    case secretFile(path: String)

    public var description: String {
        switch self {
        case .default: "default"
        case .file(let path, let line): "\(path):\(line)"
        case .environment(let variable): variable
        case .secretFile(let path): path
        }
    }
}
