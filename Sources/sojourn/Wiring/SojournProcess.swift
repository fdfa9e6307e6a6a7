import Logging
import ServiceKit

/// A process of Sojourn: some of its services, and what they stand on.
struct SojournProcess {
    private let lifecycle: ProcessLifecycle
    private let backends: Backends

    /// Assembles a process. Nothing is served yet.
    ///
    /// - Parameters:
    ///   - admin: where metrics are served, and which, if they are.
    ///   - traces: what sends the process's spans, if it records any.
    ///   - onReady: called with the process's addresses once requests and calls are taken.
    /// - Throws: an error that says which setting, file or address is at fault.
    static func build(
        _ services: Set<ServiceName>, settings: SojournSettings, admin: AdminPlan? = nil,
        traces: ServicePart? = nil, logger: Logger,
        onReady: @escaping @Sendable (ServingAddresses) async -> Void
    ) async throws -> SojournProcess {
        let directory = try DataDirectory(path: settings.dataDirectory)
        let backends = try await Backends.open(
            for: services, in: directory, settings: settings, registry: admin?.registry, logger: logger)
        do {
            let (readiness, serving) = (Readiness(), ServingRecord())
            let assembly = try await Assembly(
                services, settings: settings, directory: directory, backends: backends, readiness: readiness,
                serving: serving, logger: logger)
            // First to start and last to stop, so that a process can be watched to its end.
            let first =
                (admin.map { [$0.part(readiness: readiness, settings: settings, serving: serving)] + $0.watch } ?? [])
                + (traces.map { [$0] } ?? [])
            let lifecycle = ProcessLifecycle(
                first + (try assembly.parts(isMeasured: admin != nil)), dependencies: assembly.dependencies,
                readiness: readiness, settings: settings.shutdown, logger: logger,
                onStarted: { await onReady(serving.addresses) })
            return SojournProcess(lifecycle: lifecycle, backends: backends)
        } catch {
            await backends.close()
            throw error
        }
    }

    /// Runs until SIGTERM or SIGINT, and then until what is under way has ended or its time is over.
    /// - Throws: `PartFailure` where a part of the process failed.
    func run() async throws {
        do {
            try await lifecycle.run()
        } catch {
            await backends.close()
            throw error
        }
        await backends.close()
    }
}
