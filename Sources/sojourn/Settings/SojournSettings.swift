import Foundation
import ServiceKit
import Settings

/// The settings of all services, checked.
struct SojournSettings: Sendable {
    let httpHost: String
    let httpPort: ServedPort
    let http: HTTPSettings
    let metricsHost: String
    let metricsPort: MetricsPort
    let rpc: RPCSettings
    let dataDirectory: String
    let records: RecordsLocation
    let queue: QueueLocation
    let events: EventsLocation
    let cache: CacheLocation
    let closeAfter: Duration
    let closeConcurrency: Int
    let sweepEvery: Duration
    let expireEvery: Duration
    let notifyURL: String?
    let sandboxSecret: SecretText?
    let timeZone: TimeZone
    let accessTokens: AccessTokenSettings
    let shutdown: ShutdownSettings
    /// Each of them as one would write it, and where it comes from.
    let effective: [LoadedSettings.Effective]
    let log: LogSettings
    let trace: TraceSettings

    /// Reads the file and, over it, the environment.
    /// - Throws: `SettingsError`, which lists every problem there is, or `StartError` for settings that contradict each
    ///   other.
    init(file: String?, environment: [String: String]) throws {
        try self.init(LoadedSettings(SettingNames.catalogue, file: file, environment: environment))
    }

    /// - Throws: `StartError` for settings that contradict each other.
    init(_ values: LoadedSettings) throws {
        httpHost = values[SettingNames.httpHost]
        httpPort = values[SettingNames.httpPort]
        do {
            http = try HTTPSettings(values)
        } catch {
            throw StartError("\(error)")
        }
        metricsHost = values[SettingNames.metricsHost]
        metricsPort = values[SettingNames.metricsPort]
        rpc = try RPCSettings(values)
        dataDirectory = values[SettingNames.dataDirectory]
        records = try RecordsLocation(values)
        queue = try QueueLocation(values)
        events = try EventsLocation(values)
        cache = try CacheLocation(values)
        closeAfter = values[SettingNames.closeAfter]
        closeConcurrency = values[SettingNames.closeConcurrency]
        sweepEvery = values[SettingNames.sweepEvery]
        expireEvery = values[SettingNames.expireEvery]
        notifyURL = values[SettingNames.notifyURL]
        sandboxSecret = values[SettingNames.sandboxSecret]
        // Checked when it was read.
        timeZone = TimeZone(identifier: values[SettingNames.timeZone]) ?? .gmt
        accessTokens = AccessTokenSettings(values)
        shutdown = ShutdownSettings(values)
        log = LogSettings(values)
        do {
            trace = try TraceSettings(values)
        } catch {
            throw StartError("\(error)")
        }
        effective = values.effective
    }
}
