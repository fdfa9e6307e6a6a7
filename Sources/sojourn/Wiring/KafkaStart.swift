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
                    guard error.code != .accessDenied else { throw refusal(error.message) }
                    throw ServerContact.Failure(reason: error.message, isTransient: error.isRetryable)
                }
            }
            return log
        } catch {
            await log.close()
            guard let contact = error as? ServerContact.Failure else { throw error }
            throw failure(contact.reason + (contact.isTransient ? advice : ""))
        }
    }

    private func failure(_ reason: String) -> StartError {
        StartError("events.kafka.brokers: the events at Kafka \(configuration.brokers) cannot be used: \(reason)")
    }

    /// The brokers are there, and let nobody in.
    private func refusal(_ reason: String) -> StartError {
        guard let credentials = configuration.credentials else {
            return failure(
                "\(reason). \(SettingNames.kafkaSecurity.key) and \(SettingNames.kafkaCAFile.key) must fit the brokers")
        }
        let (user, password) = (SettingNames.kafkaUser, SettingNames.kafkaPassword)
        return StartError(
            """
            \(user.key): Kafka \(configuration.brokers) refuses the user \(credentials.user): \(reason). Correct \
            \(SettingNames.catalogue.variable(for: user.key)) or \
            \(SettingNames.catalogue.variable(for: password.key)); \(SettingNames.kafkaMechanism.key) is \
            \(credentials.mechanism.rawValue)
            """)
    }

    private var advice: String {
        let variable = SettingNames.catalogue.variable(for: SettingNames.kafkaBrokers.key)
        // A broker that does not encrypt ends a connection that is to be encrypted without saying why.
        let encryption =
            configuration.tls == nil
            ? "" : ", or take TLS out of \(SettingNames.kafkaSecurity.key) if they are not encrypted"
        return ". Start the brokers, or correct \(variable)\(encryption); with events.backend embedded none is needed"
    }
}
