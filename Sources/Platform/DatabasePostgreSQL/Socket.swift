#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Waiting for a socket.
enum Socket {
    /// Whether there is something to read, or the other end has closed, within a time; `nil` for any time.
    static func isReadable(_ descriptor: CInt, within limit: Duration?) -> Bool {
        isReady(descriptor, POLLIN, within: limit)
    }

    /// Whether something can be written within a time.
    static func isWritable(_ descriptor: CInt, within limit: Duration?) -> Bool {
        isReady(descriptor, POLLOUT, within: limit)
    }

    private static func isReady<Event: BinaryInteger>(
        _ descriptor: CInt, _ event: Event, within limit: Duration?
    ) -> Bool {
        var descriptor = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        let deadline = limit.map { ContinuousClock.now + $0 }
        while true {
            let count = poll(&descriptor, 1, deadline.map(milliseconds) ?? -1)
            // A signal ends the wait early.
            guard count < 0, errno == EINTR else { return count != 0 }
        }
    }

    private static func milliseconds(until deadline: ContinuousClock.Instant) -> CInt {
        let left = deadline - ContinuousClock.now
        return left <= .zero ? 0 : CInt(clamping: left.milliseconds)
    }
}
