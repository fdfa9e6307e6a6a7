import Foundation
import ServiceKit
public import Settings

extension ServiceHost {
    /// Runs a service as this process, and ends with it: 0 after a graceful stop, 1 after a failure, which is told in one
    /// line, 64 for arguments that are none.
    ///
    /// Settings come from the environment, `GUESTBOOK_HTTP_PORT` for a service called `guestbook`, and from the YAML file
    /// that `--config` names. `--settings` prints such a file, in which each setting is explained.
    ///
    /// - Parameters:
    ///   - settings: the service's own, beside those of the kit.
    ///   - build: adds what the service consists of. What it throws ends the process.
    public static func main(
        _ name: String, settings: [any AnySetting] = [],
        _ build: @Sendable (inout ServiceHost) async throws -> Void
    ) async {
        do {
            let arguments = try HostArguments(Array(CommandLine.arguments.dropFirst()))
            let prefix = name.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" } + "_"
            let catalogue = SettingsCatalogue(settings + HostSettings.all, environmentPrefix: String(prefix))
            guard !arguments.printsSettings else { return print(catalogue.yaml, terminator: "") }
            let values = try LoadedSettings(
                catalogue, file: arguments.config, environment: ProcessInfo.processInfo.environment)
            let kit = try HostSettings(values)
            var host = try await ServiceHost(
                name, settings: values, kit: kit, observation: try HostObservation(of: name, kit))
            try await build(&host)
            try await host.run()
        } catch let error as HostArguments.Unknown {
            end(name, error, status: 64)
        } catch {
            end(name, error, status: 1)
        }
    }

    private static func end(_ name: String, _ error: any Error, status: Int32) -> Never {
        FileHandle.standardError.write(Data("\(name): \(error)\n".utf8))
        exit(status)
    }
}
