import ServiceLifecycle

/// Runs a part when its turn has come, and says of whatever ends it which part it was.
struct PartRunner: Service, CustomStringConvertible {
    let part: ServicePart
    /// Passed when the part before has started; never where that failed.
    let turn: StartGate
    /// Opened when this part has started.
    let next: StartGate
    let onFailure: @Sendable (PartFailure) -> Void

    var description: String { part.name }

    func run() async throws {
        // Told to stop before its turn: it never began, and has nothing to stop.
        guard await cancelWhenGracefulShutdown({ await turn.pass() }) else { return }
        do {
            try await runPart()
        } catch let error as CancellationError where Task.isCancelled {
            throw error
        } catch {
            throw failure(error)
        }
        guard Task.isShuttingDownGracefully || Task.isCancelled else { throw failure(nil) }
    }

    private func runPart() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await part.service.run()
                return true
            }
            group.addTask {
                if await part.hasStarted() { next.open() }
                return false
            }
            // The part's end lets go of whoever waits for its start.
            defer { group.cancelAll() }
            for try await hasEnded in group where hasEnded { return }
        }
    }

    private func failure(_ cause: (any Error)?) -> PartFailure {
        let failure = PartFailure(part: part.name, cause: cause)
        onFailure(failure)
        return failure
    }
}
