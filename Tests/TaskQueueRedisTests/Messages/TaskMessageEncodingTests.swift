import Clocks
import NIOCore
import TaskQueue
import Testing

@testable import TaskQueueRedis

@Suite("a task is stored as asynq stores it")
struct TaskMessageEncodingTests {
    private static let vectors = VectorFile.shared.taskMessageEncoding.filter { $0.encodedBase64 != nil }

    @Test("each field where asynq writes it", arguments: vectors)
    func written(vector: MessageEncoding) throws {
        let fields = try #require(vector.decodedTaskMessage)
        var writer = ProtobufWriter()
        writer.write(1, fields.type)
        writer.write(2, fields.payload.bytes)
        writer.write(3, fields.id)
        writer.write(4, fields.queue)
        writer.write(5, fields.retry)
        writer.write(6, fields.retried)
        writer.write(7, fields.errorMsg)
        writer.write(8, fields.timeout)
        writer.write(9, fields.deadline)
        writer.write(10, fields.uniqueKey)
        writer.write(11, fields.lastFailedAt)
        writer.write(12, fields.retention)
        writer.write(13, fields.completedAt)
        writer.write(14, fields.groupKey)
        for (name, value) in fields.headers.sorted(by: { $0.key < $1.key }) {
            writer.write(15) { entry in
                entry.writeDelimited(1, name)
                entry.writeDelimited(2, value)
            }
        }
        let expected = try #require(vector.encoded)
        // asynq writes headers in an order of chance.
        if vector.mapOrderRandom == true {
            #expect(writer.bytes.count == expected.count)
            #expect(writer.bytes.sorted() == expected.sorted())
        } else {
            #expect(writer.bytes == expected)
        }
    }

    @Test("what asynq has written is read", arguments: vectors.filter { $0.name != "negative_numbers" })
    func read(vector: MessageEncoding) throws {
        let fields = try #require(vector.decodedTaskMessage)
        let message = try TaskMessage(encoded: ByteBuffer(bytes: #require(vector.encoded)))
        #expect(message.type == fields.type)
        #expect(message.payload == fields.payload.bytes)
        #expect(message.id == fields.id)
        #expect(message.queue == fields.queue)
        #expect(message.maxRetry == Int(fields.retry))
        #expect(message.retryCount == Int(fields.retried))
        #expect(message.lastError ?? "" == fields.errorMsg)
        #expect(message.uniqueKey ?? "" == fields.uniqueKey)
        #expect(message.group ?? "" == fields.groupKey)
        #expect(message.headers == fields.headers)
        #expect(message.lastFailedAt?.seconds ?? 0 == fields.lastFailedAt)
        #expect(message.completedAt?.seconds ?? 0 == fields.completedAt)
        #expect(message.retention == (fields.retention == 0 ? nil : .seconds(fields.retention)))
        #expect(message.deadline == (fields.deadline == 0 ? nil : Timestamp(seconds: fields.deadline)))
        // Neither a timeout nor a deadline means 30 minutes.
        let timeout: Duration? = fields.timeout == 0 ? nil : .seconds(fields.timeout)
        #expect(message.timeout == timeout ?? (fields.deadline == 0 ? .seconds(1800) : nil))
        #expect(message.foreignFields.isEmpty)
    }

    @Test(
        "and written again byte by byte",
        arguments: vectors.filter {
            // A deadline beyond 2262 is cut to that, and no timeout at all becomes asynq's default.
            let message = $0.decodedTaskMessage
            return $0.mapOrderRandom == nil && message?.timeout != 0 && message?.retry != -1
        })
    func rewritten(vector: MessageEncoding) throws {
        let encoded = try #require(vector.encoded)
        #expect(try TaskMessage(encoded: ByteBuffer(bytes: encoded)).encoded() == encoded)
    }

    @Test("a message with everything in it comes back as it was")
    func roundTrip() throws {
        let message = TaskMessage(
            id: "i", type: "t", payload: [0, 255], queue: "q", headers: ["b": "1", "a": "", "": "ü"], maxRetry: 3,
            retryCount: 2, timeout: .milliseconds(1), deadline: Timestamp(nanoseconds: 1_893_456_000_000_000_001),
            retention: .nanoseconds(1_500_000_001), group: "g", uniqueKey: "k", lastError: "e",
            lastFailedAt: Timestamp(seconds: 5), completedAt: Timestamp(seconds: 6))
        #expect(try TaskMessage(encoded: ByteBuffer(bytes: message.encoded())) == message)
    }

    @Test("a part of a second is a whole one to asynq, never nothing")
    func subSecond() throws {
        let message = TaskMessage(
            id: "i", type: "t", payload: [], queue: "q", maxRetry: 0, timeout: .milliseconds(500),
            deadline: Timestamp(nanoseconds: 1_893_456_000_000_000_001), retention: .nanoseconds(1))
        let encoded = message.encoded()
        var reader = ProtobufReader(ByteBuffer(bytes: encoded))
        var seconds: [UInt32: Int64] = [:]
        while let tag = try reader.nextTag() {
            if tag.type == .varint { seconds[tag.number] = try reader.readInt64(tag) } else { try reader.skip(tag) }
        }
        #expect(seconds[8] == 1)
        #expect(seconds[9] == 1_893_456_001)
        #expect(seconds[12] == 1)
    }

    @Test("where asynq has changed the whole seconds, they count")
    func changedByOthers() throws {
        var writer = ProtobufWriter()
        writer.write(8, Int64(90))
        writer.write(1001, Int64(500_000_000))
        let message = try TaskMessage(encoded: ByteBuffer(bytes: writer.bytes))
        #expect(message.timeout == .seconds(90))
    }

    @Test("fields of another version are kept")
    func foreignFields() throws {
        var writer = ProtobufWriter()
        writer.write(1, "t")
        writer.write(16, Int64(7))
        writer.write(500, "x")
        var message = try TaskMessage(encoded: ByteBuffer(bytes: writer.bytes))
        message.retryCount = 1
        let again = try TaskMessage(encoded: ByteBuffer(bytes: message.encoded()))
        #expect(again.retryCount == 1)
        #expect(again.foreignFields == Array(writer.bytes.dropFirst(3)))
    }

    @Test("headers are written in one order")
    func headerOrder() {
        func encoded(_ names: [String]) -> [UInt8] {
            var message = TaskMessage(id: "i", type: "t", payload: [], queue: "q", maxRetry: 0)
            for name in names { message.headers[name] = "v" }
            return message.encoded()
        }
        let names = (0..<20).map { "h\($0)" }
        #expect(encoded(names) == encoded(names.reversed()))
    }

    @Test("a long error is cut, and stays text", arguments: ["x", "ü", "🏡", "👩‍👩‍👧‍👦"])
    func longError(character: String) throws {
        let limit = TaskMessage.lastErrorLimit
        var message = TaskMessage(id: "i", type: "t", payload: [], queue: "q", maxRetry: 0)
        message.lastError = "." + String(repeating: character, count: limit)
        let error = try #require(TaskMessage(encoded: ByteBuffer(bytes: message.encoded())).lastError)
        #expect((limit - 3...limit).contains(error.utf8.count))
        #expect(message.lastError?.unicodeScalars.starts(with: error.unicodeScalars) == true)
    }

    @Test("numbers that are too large for asynq's fields are cut to the largest")
    func largeNumbers() throws {
        let message = TaskMessage(id: "i", type: "t", payload: [], queue: "q", maxRetry: .max, retryCount: .max)
        #expect(try TaskMessage(encoded: ByteBuffer(bytes: message.encoded())).maxRetry == Int(Int32.max))
    }
}
