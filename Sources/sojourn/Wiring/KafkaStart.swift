import EventLog
import EventLogKafka
import Logging
import Settings

/// The first contact with the Kafka cluster that keeps the events.
struct KafkaStart: Sendable {
    let configuration: KafkaConfiguration
    /// Whether a cluster that cannot be reached is tried again.
    let waits: Bool
    let logger: Logger

    /// The log, as soon as a broker answers.
    /// - Throws: `StartError`, which names the setting, the address and the reason.
    func log() async throws -> KafkaEventLog {
        let log: KafkaEventLog
        do {
            log = try KafkaEventLog(configuration, logger: logger)
        } catch {
            throw failure(error.message)
        }
        do {
            try await ServerContact(
                server: "Kafka", address: configuration.brokers.description, waits: waits, logger: logger
            ).reach {
                do throws(EventLogError) {
                    try await log.check(within: .seconds(3))
                } catch {
                    throw ServerContact.Failure(reason: error.message, isTransient: error.isRetryable)
                }
            }
            return log
        } catch {
            await log.close()
            guard let contact = error as? ServerContact.Failure else { throw error }
            throw failure(contact.reason + (contact.isTransient ? Self.advice : ""))
        }
    }

    private func failure(_ reason: String) -> StartError {
        StartError("events.kafka.brokers: the events at Kafka \(configuration.brokers) cannot be used: \(reason)")
    }

    private static var advice: String {
        let variable = SettingNames.catalogue.variable(for: SettingNames.kafkaBrokers.key)
        return ". Start the brokers, or correct \(variable); with events.backend embedded none is needed"
    }
}
