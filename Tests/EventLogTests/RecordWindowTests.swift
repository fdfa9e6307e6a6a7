import Clocks
import Testing

@testable import EventLog

@Suite struct RecordWindowTests {
    private func record(_ offset: Int64, _ key: String?) -> EventRecord {
        EventRecord(
            Event(topic: "t", key: key, value: []), at: EventPosition(topic: "t", partition: 0, offset: offset),
            timestamp: Timestamp(seconds: 0))
    }

    /// A window that has read records with these keys, from offset 0 on.
    private func window(_ keys: [String?], concurrency: Int = 4) -> RecordWindow {
        var window = RecordWindow(concurrency: concurrency)
        for (offset, key) in keys.enumerated() { window.add(record(Int64(offset), key)) }
        return window
    }

    private func startAll(_ window: inout RecordWindow) -> [Int64] {
        var offsets: [Int64] = []
        while let record = window.start() { offsets.append(record.offset) }
        return offsets
    }

    @Test("records of different keys are handled at a time, those of one key in turn")
    func keys() {
        var window = window(["a", "a", "b", "a", "c"])
        #expect(startAll(&window) == [0, 2, 4])
        window.finish(record(2, "b"))
        #expect(startAll(&window) == [])
        window.finish(record(0, "a"))
        #expect(startAll(&window) == [1])
        window.finish(record(1, "a"))
        #expect(startAll(&window) == [3])
    }

    @Test("records without a key wait for nobody, and the empty key is a key")
    func noKey() {
        var window = window([nil, nil, "", ""])
        #expect(startAll(&window) == [0, 1, 2])
    }

    @Test("no more are handled at a time than allowed")
    func bound() {
        var window = window([nil, nil, nil, nil, nil], concurrency: 2)
        #expect(startAll(&window) == [0, 1])
        window.finish(record(1, nil))
        #expect(startAll(&window) == [2])
    }

    @Test("only what has nothing unfinished before it can be committed")
    func prefix() {
        var window = window(["a", "b", "c", "d"])
        _ = startAll(&window)
        window.finish(record(1, "b"))
        window.finish(record(2, "c"))
        #expect(window.committable == nil)
        window.finish(record(0, "a"))
        #expect(window.committable == 2)
        window.committed(through: 2)
        #expect(window.committable == nil)
        window.finish(record(3, "d"))
        #expect(window.committable == 3)
    }

    @Test("offsets may have gaps")
    func gaps() {
        var window = RecordWindow(concurrency: 2)
        window.add(record(10, "a"))
        window.add(record(17, "b"))
        _ = startAll(&window)
        window.finish(record(17, "b"))
        #expect(window.committable == nil)
        window.finish(record(10, "a"))
        #expect(window.committable == 17)
    }

    @Test("a record that is held up leaves the others a while, and stops them then")
    func heldUp() {
        var window = RecordWindow(concurrency: 2)
        window.add(record(0, "slow"))
        _ = startAll(&window)
        var offset: Int64 = 1
        while window.hasRoom {
            window.add(record(offset, "quick"))
            _ = startAll(&window)
            window.finish(record(offset, "quick"))
            offset += 1
        }
        #expect(offset == 9)
        window.finish(record(0, "slow"))
        window.committed(through: 8)
        #expect(window.hasRoom)
    }

    @Test("one at a time is also one in hand: the next is read after the commit")
    func oneByOne() {
        var window = window(["a"], concurrency: 1)
        #expect(!window.hasRoom)
        #expect(startAll(&window) == [0])
        window.finish(record(0, "a"))
        #expect(!window.hasRoom)
        window.committed(through: 0)
        #expect(window.hasRoom)
    }

    @Test("after a stop nothing is read or begun, and what was begun may finish and be committed")
    func stop() {
        var window = window(["a", "b", "a"])
        _ = startAll(&window)
        window.stop()
        #expect(!window.hasRoom)
        window.finish(record(0, "a"))
        #expect(startAll(&window) == [])
        #expect(window.committable == 0)
    }

    @Test("a record that is left to the next member keeps those behind it from being committed")
    func abandon() {
        var window = window(["a", "b"])
        _ = startAll(&window)
        window.abandon(record(0, "a"))
        window.finish(record(1, "b"))
        #expect(window.committable == nil)
        #expect(!window.hasRoom)
    }
}
