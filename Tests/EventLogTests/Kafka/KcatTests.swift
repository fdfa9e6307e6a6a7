import EventLog
import EventLogKafka
import TestSupport
import Testing

@Suite("beside kcat, which has nothing of ours", .timeLimit(.minutes(10))) struct KcatTests {
    @Test("what kcat produces is read, with its key, headers and partition")
    func kcatProduces() async throws {
        try await withKafka(topics: ["t:4"]) { cluster in
            try await withKafkaLog(cluster) { log in
                let topic = cluster.name("t")
                // Its own default spreads keys by another hash.
                try await log.producer.send(Event(topic: topic, key: "HSO1", text: "ours"))
                try await Kcat.run(
                    cluster,
                    [
                        "-P", "-t", topic, "-K", ":", "-H", "traceparent=00-ab-cd-01", "-H", "empty=", "-X",
                        "topic.partitioner=murmur2_random",
                    ], input: "HSO1:{\"payStatus\":1}\nHSO2:{}\n")
                let seen = Collector<EventRecord>()
                try await withConsumer(
                    try log.consumer(group: cluster.name("g"), topics: [topic]),
                    handling: { try await $0.collect(into: seen) }
                ) {
                    await seen.wait(for: 3)
                }
                let theirs = seen.values.filter { $0.text != "ours" }.sorted { ($0.key ?? "") < ($1.key ?? "") }
                #expect(theirs.map(\.key) == ["HSO1", "HSO2"])
                #expect(theirs.map(\.text) == ["{\"payStatus\":1}", "{}"])
                #expect(
                    theirs.allSatisfy {
                        $0.headers == [EventHeader("traceparent", "00-ab-cd-01"), EventHeader("empty", "")]
                    })
                let ours = seen.values.first { $0.text == "ours" }
                #expect(ours?.partition == theirs.first?.partition, "a key goes to one partition, whoever sends it")
            }
        }
    }

    @Test("what we produce kcat consumes, with its key, headers and partition")
    func kcatConsumes() async throws {
        try await withKafka(topics: ["t:8"]) { cluster in
            try await withKafkaLog(cluster, partitions: 8) { log in
                let topic = cluster.name("t")
                let headers = [EventHeader("traceparent", "00-ab-cd-01"), EventHeader("tracestate", "a=1")]
                _ = try await log.producer.send([
                    Event(topic: topic, key: "foobar", text: "{\"payStatus\":1}", headers: headers),
                    Event(topic: topic, key: "", text: "empty key"), Event(topic: topic, text: "no key"),
                    Event(topic: topic, key: "no value", value: []),
                ])
                let lines = try await Kcat.run(
                    cluster,
                    ["-C", "-t", topic, "-o", "beginning", "-e", "-q", "-f", "%p|%K|%k|%S|%s|%h\n"])
                // Of null, the length is -1.
                #expect(
                    Set(
                        lines.map {
                            $0.split(separator: "|", omittingEmptySubsequences: false).dropFirst().joined(
                                separator: "|")
                        })
                        == [
                            "6|foobar|15|{\"payStatus\":1}|traceparent=00-ab-cd-01,tracestate=a=1",
                            "0||9|empty key|", "-1||6|no key|", "8|no value|0||",
                        ])
                #expect(lines.contains { $0.hasPrefix("6|6|foobar|") }, "\(lines)")
            }
        }
    }

    @Test("kcat and our consumer are members of one group and share its partitions")
    func sameGroup() async throws {
        try await withKafka(topics: ["t:4"]) { cluster in
            try await withKafkaLog(cluster) { log in
                try await withTemporaryDirectory { folder in
                    let (topic, group) = (cluster.name("t"), cluster.name("g"))
                    try await log.producer.send(Event(topic: topic, text: "first"))
                    let kcat = try Kcat(
                        cluster,
                        [
                            "-G", group, "-u", "-X", "session.timeout.ms=6000", "-X", "auto.offset.reset=earliest",
                            "-f",
                            "%p %s\n", topic,
                        ], in: folder)
                    let (ours, assigned) = (Collector<EventRecord>(), Collector<Int>())
                    try await withConsumer(
                        try log.consumer(group: group, topics: [topic]),
                        handling: { partition in
                            assigned.append(partition.partition)
                            try await partition.collect(into: ours)
                        }
                    ) {
                        // Whoever came first had all four for a while.
                        try await eventually("both have a share") {
                            _ = try await log.producer.send((0..<8).map { _ in Event(topic: topic, text: "again") })
                            try await Task.sleep(for: .milliseconds(300))
                            let theirs = Set(kcat.lines.suffix(4).compactMap { Int($0.prefix(1)) })
                            let own = Set(ours.values.suffix(4).map(\.partition))
                            return theirs.count == 2 && own.count == 2 && theirs.isDisjoint(with: own)
                        }
                    }
                    kcat.process.send(15)
                    _ = try await kcat.process.waitForExit()
                }
            }
        }
    }
}
