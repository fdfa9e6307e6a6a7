public import Clocks
import GRPCCore
import Synchronization

/// A method that some implementations of a contract lack, because it was added to it later.
///
///     if let answer = try await short.call({ try await summaries.list(request) }) { return answer }
///     return shorten(try await orders.list(request))
///
/// A peer that answers `UNIMPLEMENTED` is not asked again for a while, so that what is done in the method's stead costs
/// no call in vain each time, and a peer that is replaced by one that has it is noticed all the same.
public final class OptionalMethod: Sendable {
    private let askAgainAfter: Duration
    private let clock: any WallClock
    private let missingSince = Mutex<Timestamp?>(nil)

    /// - Parameter askAgainAfter: how long a peer that lacks the method is not asked for it.
    public init(askAgainAfter: Duration = .seconds(60), clock: any WallClock = SystemWallClock()) {
        self.askAgainAfter = askAgainAfter
        self.clock = clock
    }

    /// Calls the method.
    ///
    /// - Parameter body: the call itself, with nothing around it that could be `UNIMPLEMENTED` for other reasons.
    /// - Returns: what the method answered; `nil` where the peer lacks it.
    /// - Throws: what `body` throws, but for `UNIMPLEMENTED`.
    public func call<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value? {
        guard !isMissing else { return nil }
        do {
            return try await body()
        } catch let error as RPCError where error.code == .unimplemented {
            let now = clock.now
            missingSince.withLock { $0 = now }
            return nil
        }
    }

    private var isMissing: Bool {
        guard let since = missingSince.withLock({ $0 }) else { return false }
        // A clock that was set back must not make the while a long one.
        return (.zero..<askAgainAfter).contains(clock.now - since)
    }
}
