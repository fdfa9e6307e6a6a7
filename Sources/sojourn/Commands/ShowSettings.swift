import ArgumentParser
import Foundation
import Settings

struct ShowSettings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings", abstract: "Print every setting, its value and where that comes from.")

    @Flag(help: "Print a settings file instead, in which each setting is explained and has its default.")
    var template = false

    @OptionGroup var options: SettingsOptions

    func run() throws {
        if template {
            print(SettingNames.catalogue.yaml, terminator: "")
            return
        }
        let settings = try options.loadValues()
        let width = settings.effective.map(\.key.count).max() ?? 0
        for setting in settings.effective {
            let key = setting.key.padding(toLength: width, withPad: " ", startingAt: 0)
            print("\(key)  \(setting.value)  (\(setting.origin))")
        }
    }
}
