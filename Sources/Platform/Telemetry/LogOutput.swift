import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Writes whole log lines to a file descriptor, standard error as a rule.
///
/// A line is one `write(2)`, so that lines of several processes that share a pipe or a file opened for appending do not
/// mix (up to `PIPE_BUF` for a pipe). A line that the descriptor takes only in part is finished before the next begins.
public final class LogOutput: Sendable {
    /// The standard error of the process.
    public static let standardError = LogOutput(fileDescriptor: STDERR_FILENO)

    private let fileDescriptor: Int32
    private let lock = Mutex(())
    private let lost = Atomic<Int>(0)

    /// - Parameter fileDescriptor: an open descriptor, which the output does not close. It may be non-blocking.
    public init(fileDescriptor: Int32) {
        self.fileDescriptor = fileDescriptor
    }

    /// Whether a person may be watching.
    public var isTerminal: Bool { isatty(fileDescriptor) == 1 }

    /// The number of lines that could not be written, since the disk was full or the reader of a pipe had gone.
    ///
    /// There is nowhere to log that a log line was lost; a metric can say so.
    public var lostLines: Int { lost.load(ordering: .relaxed) }

    /// Writes one line, which ends with its line feed.
    func write(_ line: [UInt8]) {
        let isWritten = lock.withLock { _ in line.withUnsafeBytes(writeAll) }
        if !isWritten { lost.add(1, ordering: .relaxed) }
    }

    private func writeAll(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let chunk = UnsafeRawBufferPointer(rebasing: rest)
            #if canImport(Darwin)
                let count = Darwin.write(fileDescriptor, chunk.baseAddress, chunk.count)
            #else
                let count = Glibc.write(fileDescriptor, chunk.baseAddress, chunk.count)
            #endif
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                guard waitUntilWritable() else { return false }
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    /// A descriptor shared with another program may have been made non-blocking by it.
    private func waitUntilWritable() -> Bool {
        var descriptor = pollfd(fd: fileDescriptor, events: Int16(POLLOUT), revents: 0)
        while poll(&descriptor, 1, -1) < 0 {
            guard errno == EINTR else { return false }
        }
        return descriptor.revents & Int16(POLLOUT) != 0
    }
}
