import ArgumentParser
import Foundation
import Settings

/// Where the settings come from; the same for all commands.
struct SettingsOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The settings file; etc/sojourn.yaml where it exists. Environment variables such as SOJOURN_HTTP_PORT "
                + "go before it.", valueName: "file"))
    var config: String?

    /// Reads and checks all settings.
    /// - Throws: an error that lists every problem.
    func load() throws -> SojournSettings {
        try SojournSettings(loadValues())
    }

    /// The same, as they are written.
    func loadValues() throws -> LoadedSettings {
        try LoadedSettings(
            SettingNames.catalogue, file: config ?? Self.defaultFile,
            environment: ProcessInfo.processInfo.environment)
    }

    private static var defaultFile: String? {
        let path = "etc/sojourn.yaml"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }
}
