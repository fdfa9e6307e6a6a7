import Auditing
import Database
import protocol Database.Database
import EventLog
import QueueConsole
import TaskQueue

/// The stores that an audit looks at, opened beside whatever serves them.
struct AuditStores: Sendable {
    /// Where something is, for people.
    struct Place: Sendable {
        /// `orders`, `the task queue`.
        let name: String
        /// The path of a file, the address of a server.
        let address: String

        init(_ name: String, _ address: String) {
            self.name = name
            self.address = address
        }

        /// Runs `body`, and has its error say where it happened.
        func look<Value>(_ body: () async throws -> Value) async throws -> Value {
            do {
                return try await body()
            } catch let error as CancellationError {
                throw error
            } catch {
                throw AuditTrouble(place: self, cause: error)
            }
        }
    }

    struct Records: Sendable {
        let database: any Database
        let place: Place
    }

    struct Queue: Sendable {
        let broker: any TaskInspection
        let place: Place
    }

    struct Events: Sendable {
        let inspector: any EventInspector
        let producer: any EventProducer
        let place: Place
    }

    let orders: Records
    let payments: Records
    let queue: Queue
    let events: Events
}

/// A store that could not be looked at.
struct AuditTrouble: Error, CustomStringConvertible {
    let place: AuditStores.Place
    let cause: any Error

    var description: String {
        "cannot look at \(place.name) (\(place.address)): \(Self.reason(cause))"
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as DatabaseError: error.message
        case let error as EventLogError: error.message
        case let error as TaskQueueError: error.explanation
        default: "\(error)"
        }
    }
}
