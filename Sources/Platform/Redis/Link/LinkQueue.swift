import DequeModule
import NIOCore

/// The commands that a connection has not been given yet, encoded one behind the other, and whether it can take them.
///
/// Callers add under a lock; the first one since the last flush has the event loop called, which takes all at once.
struct LinkQueue {
    private enum Phase {
        /// Nobody has asked for a connection. Becomes `connecting` or `closed`.
        case idle
        /// There is no connection, but there will be. Becomes `ready` or `closed`.
        case connecting
        /// Becomes `connecting` or `closed`.
        case ready
        /// No command will be taken again.
        case closed(RedisError)
    }

    /// What adding a command asks of the caller.
    enum Admission {
        case refused(RedisError)
        case queued
        /// Have the event loop take what waits.
        case flush
        /// Have the event loop connect.
        case connect
    }

    /// A command with its share of the encoded bytes.
    struct Entry {
        /// `nil` once its caller has withdrawn: its bytes will not be sent.
        var command: PendingCommand?
        let byteCount: Int
    }

    /// More than this does not wait, so that the bytes never outgrow one buffer (4 GB).
    private static let maxBytes = 1 << 30

    private let maxPending: Int
    private var phase = Phase.idle
    private var encoder = RESPEncoder()
    private var entries: Deque<Entry> = []
    private var hasWithdrawn = false
    private var isFlushScheduled = false
    /// Replies that are still to come, to commands that wait or are in flight.
    private var unanswered = 0

    init(maxPending: Int) {
        self.maxPending = maxPending
    }

    func hasRoom(for command: PendingCommand) -> Bool {
        unanswered + command.replyCount <= maxPending
    }

    /// - Parameter byteBound: at most so many bytes are encoded.
    mutating func add(
        _ command: PendingCommand, byteBound: Int, _ encode: (inout RESPEncoder) -> Void
    ) -> Admission {
        if case .closed(let error) = phase { return .refused(error) }
        guard hasRoom(for: command), encoder.byteCount + byteBound <= Self.maxBytes else {
            return .refused(
                RedisError(.tooManyPending, "\(unanswered) commands wait for an answer; \(maxPending) may"))
        }
        unanswered += command.replyCount
        let before = encoder.byteCount
        encoder.reserve(byteBound)
        encode(&encoder)
        entries.append(Entry(command: command, byteCount: encoder.byteCount - before))
        switch phase {
        case .idle:
            phase = .connecting
            return .connect
        case .ready where !isFlushScheduled:
            isFlushScheduled = true
            return .flush
        case .ready, .connecting, .closed:
            return .queued
        }
    }

    /// Whether a connection was ever asked for.
    var hasStarted: Bool {
        if case .idle = phase { false } else { true }
    }

    /// Asks for a connection before there is a command. Returns whether one has to be made.
    mutating func start() -> Bool {
        guard case .idle = phase else { return false }
        phase = .connecting
        return true
    }

    /// The caller of a command does not wait any more. Returns the command if it still waits here.
    mutating func withdraw(_ id: UInt64) -> PendingCommand? {
        guard let index = entries.firstIndex(where: { $0.command?.id == id }) else { return nil }
        let command = entries[index].command
        entries[index].command = nil
        hasWithdrawn = true
        unanswered -= command?.replyCount ?? 0
        return command
    }

    /// Moves what waits to `batch`, which must be empty, and returns its bytes, unless there is nothing to send.
    mutating func take(into batch: inout Deque<Entry>) -> ByteBuffer? {
        isFlushScheduled = false
        guard case .ready = phase, !entries.isEmpty else { return nil }
        swap(&entries, &batch)
        let bytes = encoder.takeBytes()
        guard hasWithdrawn else { return bytes }
        hasWithdrawn = false
        return Self.without(withdrawnIn: batch, bytes)
    }

    /// There is a connection. Returns whether commands wait for it.
    mutating func becameReady() -> Bool {
        guard case .connecting = phase else { return false }
        phase = .ready
        return !entries.isEmpty
    }

    /// The connection takes no more. What waits goes to the next one.
    mutating func becameUnavailable() {
        guard case .ready = phase else { return }
        phase = .connecting
    }

    /// Replies came, or will not come.
    mutating func settled(_ count: Int) {
        unanswered -= count
    }

    /// Gives up what waits. Returns the commands to be failed.
    mutating func giveUp() -> [PendingCommand] {
        let commands = entries.compactMap(\.command)
        entries = []
        hasWithdrawn = false
        _ = encoder.takeBytes()
        unanswered -= commands.reduce(0) { $0 + $1.replyCount }
        return commands
    }

    /// Takes no command any more. Returns those that waited.
    mutating func close(_ error: RedisError) -> [PendingCommand] {
        if case .closed = phase { return [] }
        phase = .closed(error)
        return giveUp()
    }

    private static func without(withdrawnIn batch: Deque<Entry>, _ bytes: ByteBuffer) -> ByteBuffer? {
        var rest = bytes
        var kept = ByteBuffer()
        for entry in batch {
            guard var part = rest.readSlice(length: entry.byteCount), entry.command != nil else { continue }
            kept.writeBuffer(&part)
        }
        return kept.readableBytes == 0 ? nil : kept
    }
}
