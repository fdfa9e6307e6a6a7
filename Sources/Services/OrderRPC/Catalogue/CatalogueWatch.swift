import Clocks
import GRPCCore
import Logging
import ServiceKit
import ServiceLifecycle
import Synchronization
import TravelContract

/// Asks travel-rpc once a second which state the catalogue is in, for ``HomestayCatalogue``.
final class CatalogueWatch: Service {
    static let interval = Duration.seconds(1)

    private enum Condition {
        case fine
        /// Another implementation of the contract has no revision.
        case missing
        case failing
    }

    private let revisions: any Pb_travelCatalogue.ClientProtocol
    private let homestays: HomestayCatalogue
    private let clock: any WallClock
    private let logger: Logger
    private let timeout: Duration
    private let method: OptionalMethod
    private let condition = Mutex(Condition.fine)

    /// - Parameter timeout: how long a question may take. One that hangs holds up the next one, and no order.
    init(
        revisions: any Pb_travelCatalogue.ClientProtocol, homestays: HomestayCatalogue, clock: any WallClock,
        timeout: Duration = .seconds(5), logger: Logger
    ) {
        self.revisions = revisions
        self.homestays = homestays
        self.clock = clock
        self.timeout = timeout
        self.logger = logger
        method = OptionalMethod(clock: clock)
    }

    /// Asks until graceful shutdown or cancellation.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.ask()
                // Only cancellation ends a sleep early, and with it the loop.
                do { try await self.clock.sleep(for: Self.interval) } catch { return }
            }
        }
    }

    func ask() async {
        let moment = clock.now
        var options = CallOptions.defaults
        options.timeout = timeout
        do {
            let answer = try await method.call { [options] in
                try await self.revisions.catalogueRevision(.init(), options: options)
            }
            guard let answer else {
                homestays.distrust()
                return note(.missing)
            }
            homestays.confirm(answer.revision, asOf: moment)
            note(.fine)
        } catch  where !Task.isCancelled {
            note(.failing, error)
        } catch {
            // The process stops.
        }
    }

    /// Logs what is different from the last time.
    private func note(_ new: Condition, _ error: (any Error)? = nil) {
        let old = condition.withLock { condition in
            defer { condition = new }
            return condition
        }
        guard new != old else { return }
        switch new {
        case .fine: logger.info("travel-rpc says again which state the catalogue is in")
        case .missing:
            logger.info("travel-rpc does not say which state the catalogue is in: each order asks it for its homestay")
        case .failing:
            logger.warning(
                "travel-rpc cannot be asked which state the catalogue is in: each order asks it for its homestay",
                metadata: ["error": "\(error.map { "\($0)" } ?? "")"])
        }
    }
}
