import Auditing
import Clocks
import EventLog
import OrderRPC
import PaymentRPC
import QueueContract

extension SystemAudit {
    /// How many records are read at a time.
    private static let recordPage = 500

    func lookAtEvents(_ moment: AuditMoment, _ result: inout AuditResult) async throws {
        let topics = try await stores.events.place.look { try await stores.events.inspector.topics() }
        for topic in topics where topic.name == PaymentStatusChanged.topic {
            try await lookAtProgress(in: topic, moment, &result)
        }
        var findings = result.findings
        try await forEachDeadLetter(in: topics) { findings.add($0.finding) }
        result.findings = findings
    }

    /// The group must come on: a record that is older than the grace, and is the next one at both looks, is stuck.
    private func lookAtProgress(
        in topic: TopicSummary, _ moment: AuditMoment, _ result: inout AuditResult
    ) async throws {
        for (partition, waiting) in try await unhandled(in: topic).enumerated() where !waiting.isEmpty {
            let next = try await records(topic.name, partition, from: waiting.lowerBound, limit: 1).first
            guard let next, next.timestamp <= moment.settled else { continue }
            let age = Duration.seconds((moment.now - next.timestamp).components.seconds)
            result.findings.add(
                AuditFinding(
                    .eventsStuck, next.position.description,
                    "\(waiting.count) events wait, the first since \(age.text), and group \(PaymentStatusChanged.group) "
                        + "does not come on"))
        }
    }

    /// The offsets of each partition that the group which applies payments has not committed.
    func unhandled(in topic: TopicSummary) async throws -> [Range<Int64>] {
        let progress = try await stores.events.place.look {
            try await stores.events.inspector.progress(of: PaymentStatusChanged.group)
        }
        return topic.partitions.enumerated().map { partition, held in
            let committed = progress.first { $0.topic == topic.name && $0.partition == partition }?.committed
            return min(max(committed ?? held.lowerBound, held.lowerBound), held.upperBound)..<held.upperBound
        }
    }

    /// Hands over the dead letters of all topics whose event has not had its effect, the oldest of a partition first.
    func forEachDeadLetter(in topics: [TopicSummary], _ body: (AuditedLetter) async throws -> Void) async throws {
        for topic in topics where EventNames.isDeadLetterTopic(topic.name) {
            for (partition, held) in topic.partitions.enumerated() where !held.isEmpty {
                var retried: Set<String> = []
                try await forEachPage(of: topic.name, partition, in: held) { records in
                    retried.formUnion(records.compactMap { RetriedLetter.origin($0.headers) })
                }
                try await forEachPage(of: topic.name, partition, in: held) { records in
                    for letter in try await judge(records, retried: retried) { try await body(letter) }
                }
            }
        }
    }

    private func judge(_ records: [EventRecord], retried: Set<String>) async throws -> [AuditedLetter] {
        let letters = records.filter { !retried.contains($0.position.description) }.map { record in
            (record: record, letter: DeadLetter(record), change: PaymentLetter(record))
        }
        let sns = Set(letters.compactMap { $0.change?.orderSn }).sorted()
        let orders = try await stores.orders.place.look { try await self.orders.orders(sns) }
        let payments = try await stores.payments.place.look {
            try await self.payments.successfulPayments(ofOrders: sns)
        }
        return letters.compactMap { record, letter, change in
            guard let letter else { return AuditedLetter(unreadable: record) }
            guard let change else { return AuditedLetter(letter, at: record.position, standing: .unknown) }
            let standing = change.standing(order: orders[change.orderSn], payments: payments[change.orderSn] ?? [])
            guard standing != .settled else { return nil }
            return AuditedLetter(letter, at: record.position, standing: standing)
        }
    }

    func forEachPage(
        of topic: String, _ partition: Int, in offsets: Range<Int64>, _ body: ([EventRecord]) async throws -> Void
    ) async throws {
        var offset = offsets.lowerBound
        while offset < offsets.upperBound {
            let page = try await records(topic, partition, from: offset, limit: Self.recordPage)
            try await body(page.filter { $0.offset < offsets.upperBound })
            guard let last = page.last else { return }
            offset = last.offset + 1
        }
    }

    private func records(
        _ topic: String, _ partition: Int, from offset: Int64, limit: Int
    ) async throws -> [EventRecord] {
        try await stores.events.place.look {
            try await stores.events.inspector.read(topic: topic, partition: partition, from: offset, limit: limit)
        }
    }
}
