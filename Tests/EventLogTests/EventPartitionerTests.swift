import EventLog
import Testing

@Suite struct EventPartitionerTests {
    @Test("a key goes where Kafka's producers put it")
    func key() {
        let partitioner = EventPartitioner()
        // (-790332482 & 0x7fffffff) % 8, and the same for the others.
        #expect(partitioner.partition(for: "foobar", of: 8) == 6)
        #expect(partitioner.partition(for: "21", of: 8) == 4)
        #expect(partitioner.partition(for: "abc", of: 8) == 3)
    }

    @Test("events without a key take turns")
    func turns() {
        let partitioner = EventPartitioner()
        #expect((0..<6).map { _ in partitioner.partition(for: nil, of: 3) } == [0, 1, 2, 0, 1, 2])
    }

    @Test("the empty key is a key")
    func emptyKey() {
        let partitioner = EventPartitioner()
        let places = Set((0..<5).map { _ in partitioner.partition(for: "", of: 16) })
        #expect(places.count == 1)
    }

    @Test("one partition takes everything")
    func onePartition() {
        let partitioner = EventPartitioner()
        #expect(partitioner.partition(for: "HSO1", of: 1) == 0)
        #expect(partitioner.partition(for: nil, of: 1) == 0)
    }
}
