import EventLogKafka
import TestSupport

/// Opens a log on a cluster, and closes it after.
func withKafkaLog(
    _ cluster: KafkaCluster, partitions: Int = 4, adjusting adjust: (inout KafkaConfiguration) -> Void = { _ in },
    _ body: (KafkaEventLog) async throws -> Void
) async throws {
    try await withKafkaLog(brokers: cluster.brokers, partitions: partitions, adjusting: adjust, body)
}

/// Opens a log on the given brokers, and closes it after.
func withKafkaLog(
    brokers: String, partitions: Int = 4, adjusting adjust: (inout KafkaConfiguration) -> Void = { _ in },
    _ body: (KafkaEventLog) async throws -> Void
) async throws {
    var configuration = try KafkaConfiguration(brokers: brokers)
    configuration.partitions = partitions
    // The least that brokers take: the stand-in lets it pass whenever a member joins others.
    configuration.sessionTimeout = .seconds(6)
    // The stand-in answers a fetch no earlier than this, also when an event comes.
    configuration.longestFetchWait = .milliseconds(20)
    adjust(&configuration)
    let log = try KafkaEventLog(configuration, logger: quietLogger)
    do {
        try await body(log)
    } catch {
        await log.close()
        throw error
    }
    await log.close()
}
