import HummingbirdCore
import NIOCore
import NIOHTTPTypes
import Synchronization

/// A connection that was accepted, and waits for someone to answer it.
///
/// When the server stops, nobody comes any more to those that were accepted at the last moment. They are closed here, as
/// NIO ends the process where the writer of a connection is dropped before it was finished.
final class AcceptedConnection: ServerChildChannelValue {
    typealias Parts = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    let arrivals: ConnectionArrivals
    private let parts: Parts
    private let isTaken = Atomic(false)

    init(_ parts: Parts, _ arrivals: ConnectionArrivals) {
        self.parts = parts
        self.arrivals = arrivals
    }

    var channel: any Channel { parts.channel }

    /// The connection, for whoever answers it and closes it after that.
    func taken() -> Parts {
        isTaken.store(true, ordering: .relaxed)
        return parts
    }

    deinit {
        guard !isTaken.load(ordering: .relaxed) else { return }
        // A task of its own, as there is no other that could wait: closing takes a moment. Whatever fails, it is closed.
        Task { [parts] in try? await parts.executeThenClose { _, _ in } }
    }
}
