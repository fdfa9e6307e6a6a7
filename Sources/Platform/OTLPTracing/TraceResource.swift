#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Who makes the spans: what OpenTelemetry calls a resource.
public struct TraceResource: Sendable {
    /// The attributes in the order in which they are sent.
    public let attributes: [(name: String, value: Value)]

    /// A text or a number.
    public enum Value: Sendable, Hashable {
        case text(String)
        case number(Int64)
    }

    /// - Parameters:
    ///   - serviceName: what the spans are found under.
    ///   - serviceVersion: the version of the program, if it is known.
    ///   - instance: tells processes of one service apart; drawn at random unless given.
    public init(serviceName: String, serviceVersion: String? = nil, instance: String? = nil) {
        let instance = instance ?? IdentifierSource().traceID().description
        var attributes: [(name: String, value: Value)] = [("service.name", .text(serviceName))]
        if let serviceVersion { attributes.append(("service.version", .text(serviceVersion))) }
        attributes.append(("service.instance.id", .text(instance)))
        if let host = Self.hostName() { attributes.append(("host.name", .text(host))) }
        attributes.append(("process.pid", .number(Int64(getpid()))))
        attributes.append(("telemetry.sdk.name", .text("sojourn")))
        attributes.append(("telemetry.sdk.language", .text("swift")))
        self.attributes = attributes
    }

    private static func hostName() -> String? {
        // As long as a host's name may be, and its end.
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return nil }
        let text = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return text.isEmpty ? nil : text
    }
}
