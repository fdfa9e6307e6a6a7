import NIOCore
import TaskQueue
import Testing

@testable import TaskQueueRedis

@Suite("a damaged message is an error")
struct TaskMessageDecodingTests {
    private func error(_ bytes: [UInt8]) -> ProtobufError? {
        do {
            _ = try TaskMessage(encoded: ByteBuffer(bytes: bytes))
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "which says what is wrong",
        arguments: [
            ([0x0A], "field 1 is cut off or too long"),
            ([0x0A, 0x02, 0x61], "field 1 is cut off or too long"),
            ([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], "field 1 is cut off or too long"),
            ([0x12, 0x80], "field 2 is cut off or too long"),
            ([0x80], "the tag of a field is cut off or too long"),
            ([0x28], "field 5 is cut off or too long"),
            ([0x28, 0x80, 0x80], "field 5 is cut off or too long"),
            ([0x28] + [UInt8](repeating: 0x80, count: 10) + [0x01], "field 5 is cut off or too long"),
            ([0x28] + [UInt8](repeating: 0xFF, count: 9) + [0x02], "field 5 is cut off or too long"),
            ([0x0A, 0x01, 0xFF], "field 1 is not valid UTF-8"),
            ([0x1A, 0x02, 0xC3, 0x28], "field 3 is not valid UTF-8"),
            ([0x7A, 0x03, 0x0A, 0x01, 0xFF], "field 1 is not valid UTF-8"),
            ([0x7A, 0x02, 0x0A, 0x05], "field 1 is cut off or too long"),
            ([0x00, 0x00], "0 is not the number of a field"),
            ([0x0B], "field 1 has the unknown wire type 3"),
            ([0x0C], "field 1 has the unknown wire type 4"),
            ([0x0F], "field 1 has the unknown wire type 7"),
            ([0x08, 0x01], "field 1 has the wire type 0, not 2"),
            ([0x2A, 0x00], "field 5 has the wire type 2, not 0"),
            ([0x29, 0, 0, 0, 0, 0, 0, 0, 0], "field 5 has the wire type 1, not 0"),
            ([0x28, 0x80, 0x80, 0x80, 0x80, 0x08], "field 5 is out of range: 2147483648"),
            ([0x85, 0x01, 0x00, 0x00], "field 16 is cut off or too long"),
            ([0x81, 0x01, 0x00], "field 16 is cut off or too long"),
        ] as [([UInt8], String)])
    func damaged(bytes: [UInt8], description: String) {
        #expect(error(bytes)?.description == description)
    }

    @Test("negative counts and durations are errors", arguments: [5, 6, 8, 12] as [UInt32])
    func negative(field: UInt32) {
        var writer = ProtobufWriter()
        writer.write(field, Int64(-1))
        #expect(error(writer.bytes)?.description == "field \(field) is negative: -1")
    }

    @Test("every cut of a message is an error or a shorter message, never a crash")
    func truncated() {
        for encoded in VectorFile.shared.taskMessageEncoding.compactMap(\.encoded) {
            for length in 0..<encoded.count { _ = error(Array(encoded.prefix(length))) }
        }
    }

    @Test("20,000 damaged messages crash nothing, and what is read can be written and read again")
    func fuzz() throws {
        var random = SplitMix(seed: 0x5EED)
        let seeds = VectorFile.shared.taskMessageEncoding.compactMap(\.encoded)
        var readable = 0
        for _ in 0..<20_000 {
            var bytes = seeds[Int(random.next() % UInt64(seeds.count))]
            for _ in 0...(random.next() % 4) { bytes = mutated(bytes, &random) }
            guard let message = try? TaskMessage(encoded: ByteBuffer(bytes: bytes)) else { continue }
            readable += 1
            let again = try TaskMessage(encoded: ByteBuffer(bytes: message.encoded()))
            #expect(again.id == message.id)
            #expect(again.payload == message.payload)
            #expect(again.headers == message.headers)
        }
        #expect(readable > 200)
    }

    private func mutated(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        var bytes = bytes
        let place = bytes.isEmpty ? 0 : Int(random.next() % UInt64(bytes.count))
        switch random.next() % 4 {
        case 0 where !bytes.isEmpty: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1 where !bytes.isEmpty: bytes.remove(at: place)
        case 2: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
        default: bytes.removeLast(min(bytes.count, Int(random.next() % 8)))
        }
        return bytes
    }
}

/// Random numbers that are the same each time.
private struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
