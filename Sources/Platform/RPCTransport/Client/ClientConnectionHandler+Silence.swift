import NIOCore
import NIOHTTP2

extension ClientConnectionHandler {
    func schedule(after delay: TimeAmount, _ body: @escaping () -> Void) {
        timer?.cancel()
        timer = context?.eventLoop.assumeIsolated().scheduleTask(in: delay) { body() }
    }

    /// Asks whether the server is there, where calls wait and nothing came for a while.
    ///
    /// Without calls no pings are sent: other servers than ours take them for an attack.
    func checkSilence() {
        guard let context else { return }
        let silence = NIODeadline.now() - lastRead
        guard !streams.isEmpty, silence >= keepalive.interval else {
            let rest = streams.isEmpty ? keepalive.interval : keepalive.interval - silence
            return schedule(after: rest) { [self] in checkSilence() }
        }
        let asked = NIODeadline.now()
        context.writeAndFlush(
            wrapOutboundOut(HTTP2Frame(streamID: .rootStream, payload: .ping(HTTP2PingData(), ack: false))),
            promise: nil)
        schedule(after: keepalive.timeout) { [self] in
            if lastRead > asked { return checkSilence() }
            cause = Keepalive.Silence()
            self.context?.close(promise: nil)
        }
    }
}
