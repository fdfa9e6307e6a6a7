import NIOCore
import NIOHTTP2

/// How a connection ends without losing a call.
///
/// The client is told that no more calls are taken, with a number that no stream has, and asked for an answer. When that
/// has come, the client has heard: now it is told which call was the last that is served, and those are waited for. A call
/// that crossed the first message is served; one that comes after the second was never begun, and the client knows it.
extension ServerConnectionHandler {
    /// Tells it from the pings that ask whether the client is there.
    static let goodbye = HTTP2PingData(withInteger: 0x676f_6f64_6279_6521)

    /// How long the client may take to hear, and to close when all is done.
    private static let patience = TimeAmount.seconds(2)

    func scheduleEndOfLife() {
        guard let maximumAge else { return }
        // Not all at the same moment.
        let age = TimeAmount.nanoseconds(Int64(Double(maximumAge.nanoseconds) * .random(in: 0.9...1.1)))
        scheduleEnd(after: age) { $0.drain() }
    }

    /// Takes no more calls, and closes after those under way.
    func drain() {
        guard case .open = state else { return }
        state = .announced
        write(Self.goAway(.maxID))
        write(HTTP2Frame(streamID: .rootStream, payload: .ping(Self.goodbye, ack: false)))
        flush()
        scheduleEnd(after: Self.patience) { $0.refuseFurtherCalls() }
    }

    func refuseFurtherCalls() {
        guard case .announced = state else { return }
        state = .draining
        write(Self.goAway(lastStream))
        flush()
        closeIfDrained()
    }

    func closeIfDrained() {
        guard case .draining = state, streams.isEmpty else { return }
        flush()
        // The client closes when it has everything. Closing first could cost it what is still under way.
        context?.close(mode: .output, promise: nil)
        scheduleEnd(after: Self.patience) { $0.context?.close(promise: nil) }
    }

    private func scheduleEnd(after delay: TimeAmount, _ body: @escaping (ServerConnectionHandler) -> Void) {
        endTimer?.cancel()
        endTimer = context?.eventLoop.assumeIsolated().scheduleTask(in: delay) { [self] in body(self) }
    }

    private static func goAway(_ last: HTTP2StreamID) -> HTTP2Frame {
        HTTP2Frame(streamID: .rootStream, payload: .goAway(lastStreamID: last, errorCode: .noError, opaqueData: nil))
    }
}
