import NIOCore
import NIOHTTP2

/// How a connection ends without losing a call.
///
/// The client is told which call was the last that is served; those are waited for. Calls that crossed this message are
/// not begun, and the client, which knows from their numbers, makes them elsewhere.
///
/// HTTP/2 would allow to announce the end first, and to serve what crosses that. NIO's state machine refuses new streams
/// after the first announcement, so that would lose them.
extension ServerConnectionHandler {
    /// How long the client may take to close when all is done.
    private static let patience = TimeAmount.seconds(2)

    func scheduleEndOfLife() {
        guard let maximumAge else { return }
        // Not all at the same moment.
        let age = TimeAmount.nanoseconds(Int64(Double(maximumAge.nanoseconds) * .random(in: 0.9...1.1)))
        scheduleEnd(after: age) { $0.drain() }
    }

    /// Takes no more calls, and closes after those under way.
    func drain() {
        switch state {
        case .open: state = .draining
        // Whoever has not even begun has lost nothing.
        case .connecting:
            context?.close(promise: nil)
            return
        case .draining, .closed: return
        }
        write(
            HTTP2Frame(
                streamID: .rootStream, payload: .goAway(lastStreamID: lastStream, errorCode: .noError, opaqueData: nil))
        )
        flush()
        closeIfDrained()
    }

    func closeIfDrained() {
        guard case .draining = state, streams.isEmpty, !isEnding else { return }
        isEnding = true
        flush()
        // The client closes when it has everything. To close before could cost it what is still under way.
        context?.close(mode: .output, promise: nil)
        scheduleEnd(after: Self.patience) { $0.context?.close(promise: nil) }
    }

    private func scheduleEnd(after delay: TimeAmount, _ body: @escaping (ServerConnectionHandler) -> Void) {
        endTimer?.cancel()
        endTimer = context?.eventLoop.assumeIsolated().scheduleTask(in: delay) { [self] in body(self) }
    }
}
