import EventLog
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import EventLogKafka

@Suite("consumer groups on Kafka", .timeLimit(.minutes(10))) struct KafkaGroupTests {
    private func send(_ values: Range<Int>, to topic: String, _ log: KafkaEventLog) async throws {
        _ = try await log.producer.send(values.map { Event(topic: topic, key: "\($0 % 12)", text: "\($0)") })
    }

    @Test("while members come and go every event is handled, and those of a key in order")
    func rebalance() async throws {
        try await withKafka(topics: ["t:4"]) { cluster in
            try await withKafkaLog(cluster) { log in
                let (topic, group) = (cluster.name("t"), cluster.name("g"))
                let (one, two) = (Collector<EventRecord>(), Collector<EventRecord>())
                func processor(_ handled: Collector<EventRecord>) throws -> EventProcessor {
                    try EventProcessor(
                        consumer: log.consumer(group: group, topics: [topic]), deadLetters: log.producer,
                        concurrency: 4, logger: quietLogger
                    ) { handled.append($0) }
                }
                try await withService(processor(one)) {
                    try await send(0..<200, to: topic, log)
                    await one.wait(for: 200)
                    try await withService(processor(two)) {
                        // Some reach the group while it shares its partitions out anew.
                        var next = 200
                        while two.values.isEmpty {
                            try await send(next..<next + 40, to: topic, log)
                            next += 40
                            try await Task.sleep(for: .milliseconds(200))
                        }
                        try await send(next..<next + 40, to: topic, log)
                        let count = next + 40
                        try await eventually("all is committed") {
                            try await log.progress(of: group).map(\.committed).reduce(0, +) == Int64(count)
                        }
                        let handled = one.values + two.values
                        #expect(Set(handled.map(\.text)).count == count)
                        // What was finished and not committed when the partitions moved, at most: a window of 25
                        // records in each of 4 partitions, as the stand-in takes no commits meanwhile. They move once; on
                        // a slow machine, whose members miss heartbeats, a few times.
                        #expect(handled.count <= count + 4 * 100)
                    }
                }
                for handled in [one.values, two.values] {
                    for (key, records) in Dictionary(grouping: handled, by: \.key) {
                        // A partition that comes back may begin with what was not committed, no further back.
                        let numbers = records.map { Int($0.text) ?? -1 }
                        let steps = zip(numbers, numbers.dropFirst())
                        #expect(steps.count { $0 > $1 } <= 8, "key \(key ?? "") goes back too often: \(numbers)")
                    }
                }
            }
        }
    }

    @Test("a member that is killed has its partitions taken over, with all that it had not committed")
    func killed() async throws {
        try await withKafka(topics: ["t:2"]) { cluster in
            try await withKafkaLog(cluster, partitions: 2) { log in
                try await withTemporaryDirectory { folder in
                    let (topic, group) = (cluster.name("t"), cluster.name("g"))
                    try await send(0..<50, to: topic, log)
                    let kcat = try Kcat(
                        cluster,
                        [
                            "-G", group, "-u", "-X", "session.timeout.ms=6000", "-X", "enable.auto.commit=false",
                            "-X", "auto.offset.reset=earliest", topic,
                        ], in: folder)
                    try await eventually("kcat has read all of it") { kcat.lines.count == 50 }
                    kcat.process.send(SIGKILL)
                    let seen = Collector<EventRecord>()
                    try await withConsumer(
                        try log.consumer(group: group, topics: [topic]), handling: { try await $0.collect(into: seen) }
                    ) {
                        await seen.wait(for: 50)
                    }
                    #expect(Set(seen.values.map(\.text)).count == 50)
                }
            }
        }
    }

    @Test("a partition is given up only after its body has returned")
    func givesUpAfterBody() async throws {
        try await withKafka(topics: ["t:2"]) { cluster in
            try await withKafkaLog(cluster, partitions: 2) { log in
                let (topic, group) = (cluster.name("t"), cluster.name("g"))
                let (assigned, mayReturn, returned) = (Collector<Void>(), Collector<Void>(), Collector<Int>())
                let moved = Collector<Int>()
                let isFirst = Atomic(true)
                try await withConsumer(
                    try log.consumer(group: group, topics: [topic]),
                    handling: { partition in
                        assigned.append(())
                        await partition.waitUntilEnding()
                        let record = try await partition.next()
                        #expect(record == nil)
                        // The second time around there is nothing to hold up.
                        if assigned.values.count <= 2 { await mayReturn.wait(for: 1) }
                        returned.append(partition.partition)
                    }
                ) {
                    await assigned.wait(for: 2)
                    try await withConsumer(
                        try log.consumer(group: group, topics: [topic]),
                        handling: { partition in
                            if isFirst.exchange(false, ordering: .relaxed) { #expect(returned.values.count >= 2) }
                            moved.append(partition.partition)
                            await partition.waitUntilEnding()
                        }
                    ) {
                        // Heartbeats tell the first member within 1.5 s that the group waits for it.
                        try await Task.sleep(for: .seconds(2))
                        #expect(moved.values.isEmpty)
                        mayReturn.append(())
                        await moved.wait(for: 1)
                    }
                }
            }
        }
    }

    @Test(
        "a member that is cut off loses its partitions, cannot commit, and joins anew",
        .disabled(if: KafkaCluster.isReal, "faults are the stand-in's"))
    func cutOff() async throws {
        try await withKafka(topics: ["t:1"]) { cluster in
            try await withKafkaLog(cluster, partitions: 1) { log in
                try await send(0..<3, to: "t", log)
                let (assigned, inHand) = (Collector<Void>(), Collector<Int64?>())
                let (refusals, seen) = (Collector<EventLogError>(), Collector<String>())
                try await withConsumer(
                    try log.consumer(group: "g", topics: ["t"], sessionTimeout: .seconds(4)),
                    handling: { partition in
                        assigned.append(())
                        guard assigned.values.count == 1 else {
                            for try await record in partition.records { seen.append(record.text) }
                            return
                        }
                        inHand.append(try await partition.next()?.offset)
                        await partition.waitUntilEnding()
                        do throws(EventLogError) {
                            try await partition.commit(through: 0)
                        } catch {
                            refusals.append(error)
                        }
                    }
                ) {
                    await inHand.wait(for: 1)
                    try await cluster.standIn?.takeDown()
                    await refusals.wait(for: 1)
                    try await cluster.standIn?.bringUp()
                    await seen.wait(for: 3)
                }
                #expect(inHand.values == [0])
                #expect(refusals.values.map(\.code) == [.notAssigned])
                #expect(seen.values == ["0", "1", "2"])
            }
        }
    }

    @Test("a slow reader holds up neither memory nor other partitions")
    func backPressure() async throws {
        try await withKafka(topics: ["t:2"]) { cluster in
            try await withKafkaLog(cluster, partitions: 2, adjusting: { $0.readAheadKiB = 256 }) { log in
                let (topic, group) = (cluster.name("t"), cluster.name("g"))
                let value = [UInt8](repeating: 7, count: 1000)
                for _ in 0..<4 {
                    _ = try await log.producer.send((0..<1000).map { _ in Event(topic: topic, value: value) })
                }
                let (quick, slow) = (Collector<Int64>(), Collector<any AssignedPartition>())
                let mayGoOn = Collector<Void>()
                try await withConsumer(
                    try log.consumer(group: group, topics: [topic], prefetch: 200),
                    handling: { partition in
                        for try await record in partition.records {
                            if partition.partition == 1 {
                                quick.append(record.offset)
                            } else if record.offset == 0 {
                                slow.append(partition)
                                await mayGoOn.wait(for: 1)
                            }
                            if record.offset == 1999 { try await partition.commit(through: record.offset) }
                        }
                    }
                ) {
                    await slow.wait(for: 1)
                    await quick.wait(for: 2000)
                    #expect(quick.values == Array(0..<2000))
                    let feed = try #require(slow.values.first as? KafkaPartitionFeed)
                    // 256 KiB, and what one answer of a broker brings on top of it: 1 MiB at most, half of all.
                    #expect(feed.queuedCount <= 1300, "\(feed.queuedCount)")
                    mayGoOn.append(())
                    try await eventually("the slow one catches up") {
                        try await log.progress(of: group).map(\.lag) == [0, 0]
                    }
                }
            }
        }
    }

    @Test(
        "a group waits for a cluster that is down, tells so once, and joins when it is back",
        .disabled(if: KafkaCluster.isReal, "faults are the stand-in's"))
    func startsWithoutCluster() async throws {
        let recorded = RecordedLog()
        try await withKafka(topics: ["t:1"]) { cluster in
            try await cluster.standIn?.takeDown()
            var configuration = try KafkaConfiguration(brokers: cluster.brokers)
            configuration.requestTimeout = .milliseconds(300)
            configuration.longestFetchWait = .milliseconds(20)
            let log = try KafkaEventLog(configuration, logger: recorded.logger)
            let assigned = Collector<Void>()
            try await withConsumer(
                try log.consumer(group: "g", topics: ["t"]),
                handling: { partition in
                    assigned.append(())
                    await partition.waitUntilEnding()
                }
            ) {
                try await eventually("the trouble is told") {
                    recorded.warnings.contains { $0.contains("cannot be joined") }
                }
                try await Task.sleep(for: .seconds(2))
                try await cluster.standIn?.bringUp()
                await assigned.wait(for: 1)
            }
            await log.close()
        }
        #expect(recorded.warnings.count { $0.contains("cannot be joined") } == 1)
        // Two clients had trouble, of at most two kinds: one broker, then all.
        #expect(recorded.warnings.count { $0.contains("trouble with Kafka") } <= 4, "\(recorded.warnings)")
    }
}
