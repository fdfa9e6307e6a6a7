import ServiceKit
public import Settings

/// The settings of the kit: what a service has without declaring any of its own.
public struct HostSettings: Sendable {
    /// The settings, in the order in which they are documented.
    public static let all: [any AnySetting] =
        HostAddresses.all + HTTPSettings.all + RPCKitSettings.all + AccessTokenSettings.all + TraceSettings.all
        + ShutdownSettings.all + LogSettings.all

    /// Why settings are refused that are each for itself what they may be.
    struct Contradiction: Error, CustomStringConvertible {
        let description: String
    }

    let addresses: HostAddresses
    let http: HTTPSettings
    let rpc: RPCKitSettings
    let tokens: AccessTokenSettings
    let traces: TraceSettings
    let shutdown: ShutdownSettings
    let log: LogSettings

    /// - Throws: an error that names the settings that contradict each other, or the file that cannot be read.
    init(_ values: LoadedSettings) throws {
        addresses = HostAddresses(values)
        http = try HTTPSettings(values)
        log = LogSettings(values)
        rpc = try RPCKitSettings(values, slowCalls: log.slowCalls)
        tokens = AccessTokenSettings(values)
        traces = try TraceSettings(values)
        shutdown = ShutdownSettings(values)
    }
}
