public import EventLog

extension KafkaEventLog: EventInspector {
    /// All topics but those that brokers keep for themselves, whose names begin with two underscores.
    public func topics() async throws(EventLogError) -> [TopicSummary] {
        try await inspector.ask { cluster throws(EventLogError) in
            let topics = try cluster.topics()
            let ids = topics.values.flatMap(\.partitions)
            let (beginnings, ends) = (try cluster.beginnings(ids), try cluster.ends(ids))
            return topics.sorted { $0.key < $1.key }.map { name, topic in
                TopicSummary(
                    name: name,
                    partitions: topic.partitions.map { id in
                        let end = ends[id] ?? 0
                        return min(beginnings[id] ?? 0, end)..<end
                    })
            }
        }
    }

    public func read(
        topic: String, partition: Int, from offset: Int64, limit: Int
    ) async throws(EventLogError) -> [EventRecord] {
        try await inspector.ask { cluster throws(EventLogError) in
            try cluster.read(cluster.partition(topic, partition), from: offset, limit: limit)
        }
    }

    @discardableResult
    public func deleteRecords(
        topic: String, partition: Int, before offset: Int64
    ) async throws(EventLogError) -> Int {
        try await inspector.ask { cluster throws(EventLogError) in
            let id = try cluster.partition(topic, partition)
            let (beginning, end) = (try cluster.beginnings([id])[id] ?? 0, try cluster.ends([id])[id] ?? 0)
            guard offset > beginning else { return 0 }
            try cluster.deleteRecords(id, before: min(offset, end))
            return Int((try cluster.beginnings([id])[id] ?? beginning) - beginning)
        }
    }

    /// How far a group came in each partition that it committed.
    public func progress(of group: String) async throws(EventLogError) -> [GroupProgress] {
        try await inspector.ask { cluster throws(EventLogError) in
            let ids = try cluster.topics().values.flatMap(\.partitions)
            let committed = try cluster.committed(by: group, ids)
            let ends = try cluster.ends(Array(committed.keys))
            return committed.sorted { $0.key < $1.key }.map { id, offset in
                GroupProgress(
                    topic: id.topic, partition: id.number, committed: offset, end: max(ends[id] ?? offset, offset))
            }
        }
    }

    public func deleteGroup(_ group: String) async throws(EventLogError) {
        try EventNames.checkGroup(group)
        try await inspector.ask { cluster throws(EventLogError) in try cluster.deleteGroup(group) }
    }
}

extension KafkaCluster {
    /// A partition by its name.
    /// - Throws: ``EventLogError`` with the code `unknownPartition`.
    fileprivate func partition(_ topic: String, _ number: Int) throws(EventLogError) -> PartitionID {
        let partitions = try partitions(of: topic)
        let id = PartitionID(topic: topic, number: number)
        guard partitions.contains(id) else {
            throw EventLogError(
                .unknownPartition, "topic «\(topic)» has the partitions 0 to \(partitions.count - 1), not \(number)")
        }
        return id
    }
}
