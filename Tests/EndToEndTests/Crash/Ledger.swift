import Foundation
import Synchronization

/// What the clients of a load test were told, and where the server is now.
final class Ledger: Sendable {
    /// An order that was acknowledged.
    struct Placed: Sendable {
        let sn: String
        let key: String
        let wish: Wish
        let guest: Guest
    }

    private struct State {
        var url = ""
        var isClosing = false
        var placed: [Placed] = []
        var paid: [String] = []
        var conflicts = 0
        var unanswered = 0
    }

    let clients: Int
    private let state = Mutex(State())

    init(clients: Int) {
        self.clients = clients
    }

    /// Where the server was last.
    var url: String { state.withLock { $0.url } }
    /// Whether clients finish what they have begun, and begin nothing more.
    var isClosing: Bool { state.withLock { $0.isClosing } }
    var placed: [Placed] { state.withLock { $0.placed } }
    /// The orders whose payment was acknowledged.
    var paid: [String] { state.withLock { $0.paid } }
    var conflicts: Int { state.withLock { $0.conflicts } }
    var unanswered: Int { state.withLock { $0.unanswered } }

    func moved(to url: String) { state.withLock { $0.url = url } }
    func close() { state.withLock { $0.isClosing = true } }
    func add(_ order: Placed) { state.withLock { $0.placed.append(order) } }
    func addPayment(of sn: String) { state.withLock { $0.paid.append(sn) } }
    func addConflict() { state.withLock { $0.conflicts += 1 } }
    func addUnanswered() { state.withLock { $0.unanswered += 1 } }
}
