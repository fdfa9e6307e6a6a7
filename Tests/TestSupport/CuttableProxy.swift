import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// A TCP proxy on the loopback interface that can cut its connections, also in the middle of a reply, and be slow.
public final class CuttableProxy: Sendable {
    /// The two sockets of one connection, closed when nothing passes in either direction any more.
    private struct Tunnel {
        let client: Int32
        let server: Int32
        var openDirections = 2
    }

    private struct State {
        var tunnels: [Int: Tunnel] = [:]
        var lastTunnel = 0
        /// How many more bytes of replies pass before everything is cut; `nil` for no limit.
        var allowance: Int?
        /// How long what comes is kept before it is passed on.
        var delay = Duration.zero
        var isStalled = false
        var isClosed = false
    }

    /// Where clients connect.
    public let port: Int
    private let listener: Int32
    private let target: Int
    private let state = Mutex(State())

    private init(to target: Int) throws {
        guard let listener = LoopbackPort.listen(on: 0) else {
            throw NeverHappened(description: "no port for a proxy")
        }
        self.listener = listener
        self.target = target
        port = LoopbackPort.port(of: listener)
    }

    /// Lets so many more bytes of replies through, on all connections together, then cuts them all.
    /// Connections that come later pass again.
    public func cut(afterReplyBytes count: Int) {
        state.withLock { $0.allowance = count }
    }

    /// Cuts all connections at once.
    public func cut() {
        state.withLock { Self.cutAll(&$0) }
    }

    /// How long whatever passes is held up, in each direction. Zero unless set.
    public var delay: Duration {
        get { state.withLock { $0.delay } }
        set { state.withLock { $0.delay = newValue } }
    }

    /// Lets nothing through any more, and keeps the connections, as a process does that hangs.
    public func stall() {
        state.withLock { $0.isStalled = true }
    }

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else {
                close(listener)
                return
            }
            guard let server = LoopbackPort.connect(to: target) else {
                close(client)
                continue
            }
            let tunnel = state.withLock { state in
                state.lastTunnel += 1
                state.tunnels[state.lastTunnel] = Tunnel(client: client, server: server)
                if state.isClosed { Self.cutAll(&state) }
                return state.lastTunnel
            }
            Thread.detachNewThread { self.pump(from: client, to: server, of: tunnel, areReplies: false) }
            Thread.detachNewThread { self.pump(from: server, to: client, of: tunnel, areReplies: true) }
        }
    }

    /// Carries bytes in one direction until either end closes.
    private func pump(from source: Int32, to sink: Int32, of tunnel: Int, areReplies: Bool) {
        var bytes = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = recv(source, &bytes, bytes.count, 0)
            guard count > 0 else { break }
            let delay = delay
            if delay > .zero { Thread.sleep(forTimeInterval: delay / .seconds(1)) }
            while state.withLock({ $0.isStalled && !$0.isClosed }) { usleep(5000) }
            let allowed = areReplies ? allow(count) : count
            guard Self.sendAll(bytes[..<allowed], to: sink) else { break }
            if allowed < count {
                cut()
                break
            }
        }
        state.withLock { state in
            guard let ends = state.tunnels[tunnel] else { return }
            Self.shutDown(ends)
            state.tunnels[tunnel]?.openDirections -= 1
            guard ends.openDirections == 1 else { return }
            state.tunnels[tunnel] = nil
            close(ends.client)
            close(ends.server)
        }
    }

    /// How many of `count` bytes may pass.
    private func allow(_ count: Int) -> Int {
        state.withLock { state in
            guard let allowance = state.allowance else { return count }
            let allowed = min(allowance, count)
            state.allowance = allowed < count ? nil : allowance - allowed
            return allowed
        }
    }

    private func end() {
        state.withLock { state in
            state.isClosed = true
            Self.cutAll(&state)
        }
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// The descriptors are closed by the threads that read them, once they have seen the end.
    private static func cutAll(_ state: inout State) {
        for tunnel in state.tunnels.values { shutDown(tunnel) }
    }

    private static func shutDown(_ tunnel: Tunnel) {
        shutdown(tunnel.client, Int32(SHUT_RDWR))
        shutdown(tunnel.server, Int32(SHUT_RDWR))
    }

    private static func sendAll(_ bytes: ArraySlice<UInt8>, to sink: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count {
                let count = send(
                    sink, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
                guard count > 0 else { return false }
                sent += count
            }
            return true
        }
    }

    /// Runs `body` with a proxy in front of a port.
    public static func with<Value>(to target: Int, _ body: (CuttableProxy) async throws -> Value) async throws -> Value
    {
        let proxy = try CuttableProxy(to: target)
        Thread.detachNewThread { proxy.accept() }
        defer { proxy.end() }
        return try await body(proxy)
    }
}
