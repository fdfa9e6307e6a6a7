public import Logging

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

extension LoggingSystem {
    /// Sends all log lines of the process to `output`. To be called once, before the first logger is made.
    ///
    /// - Parameters:
    ///   - format: how lines look.
    ///   - level: the least severe level that is written, to begin with.
    ///   - levels: what says so from then on, and may be changed while the process runs.
    ///   - output: where lines go.
    ///   - redaction: the metadata whose values are not written.
    ///   - metadataProvider: where metadata of the present task comes from, its trace for example.
    public static func bootstrap(
        format: LogFormat, level: Logger.Level = .info, levels: LogLevelControl = .process,
        output: LogOutput = .standardError, redaction: LogRedaction = .standard,
        metadataProvider: Logger.MetadataProvider? = nil
    ) {
        levels.level = level
        let isColoured = TerminalColours.areWanted(on: output, environment: environmentVariable)
        let format = format.resolved(for: output)
        bootstrap(
            { label, metadataProvider in
                switch format {
                case .terminal, .auto:
                    TerminalLogHandler(
                        label: label, levels: levels, output: output, isColoured: isColoured, redaction: redaction,
                        metadataProvider: metadataProvider)
                case .json:
                    JSONLinesLogHandler(
                        label: label, levels: levels, output: output, redaction: redaction,
                        metadataProvider: metadataProvider)
                }
            }, metadataProvider: metadataProvider)
    }

    private static func environmentVariable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
