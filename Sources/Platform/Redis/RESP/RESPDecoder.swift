import NIOCore

/// Turns bytes into replies, however they are cut into pieces.
///
/// What has been read is not read again when more comes, so that a reply in many pieces costs no more than in one.
/// After an error the stream has no meaning any more: each further call throws the same error.
struct RESPDecoder {
    enum Item {
        case value(RESPValue)
        case aggregate(RESPAggregate.Kind, count: Int)
    }

    let limits: RESPLimits
    var buffer = ByteBuffer()
    /// How far the line that is not complete has been searched for its end.
    var searchedBytes = 0
    private var open: [RESPAggregate] = []
    private var failure: RESPDecodingError?

    init(limits: RESPLimits = RESPLimits()) {
        self.limits = limits
    }

    /// Adds what came from the network.
    mutating func append(_ bytes: ByteBuffer) {
        if buffer.readableBytes == 0 {
            buffer = bytes
        } else if buffer.readerIndex == 0 {
            buffer.writeImmutableBuffer(bytes)
        } else {
            // Values that were handed out share the memory in front; only what is left moves on.
            var rest = ByteBufferAllocator().buffer(capacity: buffer.readableBytes + bytes.readableBytes)
            rest.writeImmutableBuffer(buffer)
            rest.writeImmutableBuffer(bytes)
            buffer = rest
        }
    }

    /// The next complete value, or `nil` when more bytes are needed.
    mutating func next() throws(RESPDecodingError) -> RESPValue? {
        if let failure { throw failure }
        do throws(RESPDecodingError) {
            while let item = try nextItem() {
                switch item {
                case .value(let value):
                    if open.isEmpty { return value }
                    open[open.count - 1].append(value)
                case .aggregate(let kind, let count):
                    guard open.count < limits.depth else {
                        throw RESPDecodingError.nestedTooDeeply(limit: limits.depth)
                    }
                    open.append(RESPAggregate(kind, count: count))
                }
                if let value = closeComplete() { return value }
            }
            return nil
        } catch {
            failure = error
            throw error
        }
    }

    /// Closes each aggregate that has all its elements; returns the outermost one when it is closed.
    private mutating func closeComplete() -> RESPValue? {
        while let last = open.last, last.missing == 0 {
            open.removeLast()
            guard let value = last.value else { continue }
            if open.isEmpty { return value }
            open[open.count - 1].append(value)
        }
        return nil
    }
}
