import Synchronization

/// Work that is under way, and those who wait for it.
///
/// It begins led by the caller that made it. It becomes ended when its leader ends it. It becomes abandoned when its
/// leader gives up and nobody waits, and led again when somebody comes after all.
public final class Flight<Value: Sendable>: Sendable {
    /// What a caller that waited has to do.
    fileprivate enum Turn: Sendable {
        /// Do the work, as the former leader gave up.
        case lead
        case ended(Result<Value, any Error>)
    }

    fileprivate enum Stage {
        case led(waiting: [Waiter])
        case abandoned
        case ended(Result<Value, any Error>)
    }

    fileprivate struct Waiter {
        let id: Int
        let continuation: CheckedContinuation<Turn, Never>
    }

    fileprivate struct State {
        var stage = Stage.led(waiting: [])
        var nextID = 0
    }

    private let state = Mutex(State())

    init() {}

    /// What the work finds. The leader does it; the others wait, and share its value or its error.
    ///
    /// Where the leader is cancelled, one of those who wait leads in its stead.
    ///
    /// - Parameters:
    ///   - isLeader: whether the flight was made for this caller; see ``Flights/join(_:)``.
    ///   - settle: called by the one that led, before the others hear of it, with what there is to keep: `nil` where the
    ///     work failed.
    /// - Throws: what `work` throws, or `CancellationError` where the caller was cancelled while it waited.
    public func value(
        isLeader: Bool, settle: (_ value: Value?) -> Void, work: () async throws -> Value
    ) async throws -> Value {
        if !isLeader, case .ended(let result) = await turn() { return try result.get() }
        do {
            let value = try await work()
            settle(value)
            end(.success(value))
            return value
        } catch {
            if Task.isCancelled {
                // Those who wait have not been cancelled because this caller was.
                if !handOver() { settle(nil) }
            } else {
                settle(nil)
                end(.failure(error))
            }
            throw error
        }
    }

    /// Waits for the end.
    private func turn() async -> Turn {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let turn = state.withLock { $0.enter(Waiter(id: id, continuation: continuation)) }
                if let turn { continuation.resume(returning: turn) }
            }
        } onCancel: {
            state.withLock { $0.leave(id) }?.resume(returning: .ended(.failure(CancellationError())))
        }
    }

    /// Gives the result to all who wait.
    private func end(_ result: Result<Value, any Error>) {
        let waiting = state.withLock { state -> [Waiter] in
            guard case .led(let waiting) = state.stage else { return [] }
            state.stage = .ended(result)
            return waiting
        }
        for waiter in waiting { waiter.continuation.resume(returning: .ended(result)) }
    }

    /// Makes one of those who wait the leader.
    /// - Returns: whether somebody waited.
    private func handOver() -> Bool {
        let next = state.withLock { $0.nextLeader() }
        next?.continuation.resume(returning: .lead)
        return next != nil
    }
}

extension Flight.State {
    /// Lets a caller wait, or tells it what to do instead.
    fileprivate mutating func enter(_ waiter: Flight.Waiter) -> Flight.Turn? {
        switch stage {
        case .ended(let result): return .ended(result)
        case .abandoned:
            stage = .led(waiting: [])
            return .lead
        case .led(let waiting):
            // A caller that was cancelled before this has not been found among those who wait.
            guard !Task.isCancelled else { return .ended(.failure(CancellationError())) }
            stage = .led(waiting: waiting + [waiter])
            return nil
        }
    }

    /// Takes out a caller that does not wait any more.
    fileprivate mutating func leave(_ id: Int) -> CheckedContinuation<Flight.Turn, Never>? {
        guard case .led(var waiting) = stage, let index = waiting.firstIndex(where: { $0.id == id }) else { return nil }
        let waiter = waiting.remove(at: index)
        stage = .led(waiting: waiting)
        return waiter.continuation
    }

    fileprivate mutating func nextLeader() -> Flight.Waiter? {
        guard case .led(var waiting) = stage else { return nil }
        guard !waiting.isEmpty else {
            stage = .abandoned
            return nil
        }
        let next = waiting.removeFirst()
        stage = .led(waiting: waiting)
        return next
    }
}
