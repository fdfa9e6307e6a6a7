import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// TCP on 127.0.0.1 with plain sockets, for what a test needs to know of a port.
enum LoopbackPort {
    /// Ports that were given out in this process.
    private static let taken = Mutex<Set<Int>>([])

    /// A port on which nobody listens, never given out twice.
    ///
    /// Below the ports that the system chooses for outgoing connections, so that it is still free after a restart, and
    /// above those of `script/cluster`.
    static func free() throws -> Int {
        for _ in 0..<1000 {
            let port = Int.random(in: 17_000..<32_000)
            guard taken.withLock({ $0.insert(port).inserted }) else { continue }
            if let listener = listen(on: port) {
                close(listener)
                return port
            }
        }
        throw NeverHappened(description: "no free port on the loopback interface")
    }

    /// A socket that listens on a port (0 for any).
    static func listen(on port: Int) -> Int32? {
        let descriptor = newSocket()
        var reuse: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        let bound = withAddress(port) { bind(descriptor, $0, $1) }
        guard bound == 0, Glibc.listen(descriptor, 64) == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    static func connect(to port: Int) -> Int32? {
        let descriptor = newSocket()
        guard withAddress(port, { Glibc.connect(descriptor, $0, $1) }) == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    /// The port of a listening socket.
    static func port(of descriptor: Int32) -> Int {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutableBytes(of: &address) { bytes in
            _ = getsockname(descriptor, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress, &length)
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    /// Whether a Redis server answers, be it that it wants a password first.
    static func answersPing(_ port: Int) -> Bool {
        guard let reply = ask(port, "PING") else { return false }
        return reply.hasPrefix("+PONG") || reply.hasPrefix("-NOAUTH")
    }

    /// What a Redis server answers to a command, as far as it comes in one piece.
    static func ask(_ port: Int, _ command: String) -> String? {
        guard let descriptor = connect(to: port) else { return nil }
        defer { close(descriptor) }
        var timeout = timeval(tv_sec: 1, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        let line = Array("\(command)\r\n".utf8)
        guard send(descriptor, line, line.count, Int32(MSG_NOSIGNAL)) == line.count else { return nil }
        var reply = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &reply, reply.count, 0)
        return count > 0 ? String(decoding: reply[..<count], as: UTF8.self) : nil
    }

    private static func newSocket() -> Int32 { socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }

    private static func withAddress(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafeBytes(of: &address) { bytes in
            let pointer = bytes.assumingMemoryBound(to: sockaddr.self)
            return pointer.baseAddress.map { body($0, socklen_t(bytes.count)) } ?? -1
        }
    }
}
