import EventLog
import EventLogKafka
import Foundation
import Settings

/// Where the events are.
enum EventsLocation: Sendable {
    /// In a file of the data directory.
    case file
    /// On a Kafka cluster. The configuration holds its password.
    case kafka(KafkaConfiguration)

    /// Reads the settings that say where.
    /// - Throws: `StartError`, which names the setting and where it stands, and shows no password.
    init(_ values: LoadedSettings) throws(StartError) {
        switch values[SettingNames.eventsBackend] {
        case .embedded: self = .file
        case .kafka: self = .kafka(try Self.configuration(values))
        }
    }

    private static func configuration(_ values: LoadedSettings) throws(StartError) -> KafkaConfiguration {
        let (backend, brokers) = (SettingNames.eventsBackend, SettingNames.kafkaBrokers)
        guard let text = values[brokers] else {
            throw StartError(
                """
                \(values.origin(of: backend)): \(backend.key) is kafka, so \(brokers.key) must say where that is: set \
                \(SettingNames.catalogue.variable(for: brokers.key)) to host:9092 for example
                """)
        }
        var configuration: KafkaConfiguration
        do {
            configuration = try KafkaConfiguration(brokers: text)
        } catch {
            throw StartError("\(values.origin(of: brokers)): \(brokers.key): \(error.message)")
        }
        configuration.clientID = "sojourn"
        configuration.tls = try tls(values)
        configuration.credentials = try credentials(values)
        configuration.partitions = values[SettingNames.kafkaPartitions]
        configuration.replication = values[SettingNames.kafkaReplication]
        configuration.sessionTimeout = values[SettingNames.kafkaSessionTimeout]
        configuration.messageTimeout = values[SettingNames.kafkaMessageTimeout]
        configuration.rebalanceTimeout = max(configuration.rebalanceTimeout, configuration.sessionTimeout)
        return configuration
    }

    private static func tls(_ values: LoadedSettings) throws(StartError) -> KafkaTLS? {
        let security = SettingNames.kafkaSecurity
        let files = [SettingNames.kafkaCAFile, SettingNames.kafkaCertificateFile, SettingNames.kafkaKeyFile]
        guard values[security].isEncrypted else {
            // A settings file that lists every setting sets the default, which asks for nothing.
            var given: [any AnySetting] = files.filter { values[$0] != nil }
            if values[SettingNames.kafkaVerification] != .full { given.append(SettingNames.kafkaVerification) }
            if let setting = given.first {
                throw StartError(
                    """
                    \(values.origin(of: setting)): \(setting.key) is for encrypted connections, and \(security.key) is \
                    \(values[security].rawValue): set it to tls or sasl-tls
                    """)
            }
            return nil
        }
        for file in files {
            guard let path = values[file], !FileManager.default.isReadableFile(atPath: path) else { continue }
            throw StartError("\(values.origin(of: file)): \(file.key): \(path) cannot be read")
        }
        let (certificate, key) = (SettingNames.kafkaCertificateFile, SettingNames.kafkaKeyFile)
        if (values[certificate] == nil) != (values[key] == nil) {
            let (present, missing) = values[key] == nil ? (certificate, key) : (key, certificate)
            throw StartError("\(values.origin(of: present)): \(present.key) needs \(missing.key) beside it")
        }
        let verification: KafkaTLS.Verification =
            switch values[SettingNames.kafkaVerification] {
            case .full: .certificateAndName
            case .authority: .certificate
            case .none: .none
            }
        return KafkaTLS(
            authorityFile: values[SettingNames.kafkaCAFile], certificateFile: values[certificate],
            privateKeyFile: values[key], verification: verification)
    }

    private static func credentials(_ values: LoadedSettings) throws(StartError) -> KafkaCredentials? {
        let (security, user, password) = (
            SettingNames.kafkaSecurity, SettingNames.kafkaUser, SettingNames.kafkaPassword
        )
        guard values[security].signsIn else {
            for setting in [user, password] as [any AnySetting] where values.isSet(setting) {
                throw StartError(
                    """
                    \(values.origin(of: setting)): \(setting.key) is for signing in, and \(security.key) is \
                    \(values[security].rawValue): set it to sasl or sasl-tls
                    """)
            }
            return nil
        }
        guard let name = values[user], let secret = values[password] else {
            let missing: any AnySetting = values[user] == nil ? user : password
            throw StartError(
                """
                \(values.origin(of: security)): \(security.key) is \(values[security].rawValue), so \(missing.key) must \
                be set: \(SettingNames.catalogue.variable(for: missing.key))
                """)
        }
        let mechanism: KafkaCredentials.Mechanism =
            switch values[SettingNames.kafkaMechanism] {
            case .plain: .plain
            case .scramSHA256: .scramSHA256
            case .scramSHA512: .scramSHA512
            }
        return KafkaCredentials(mechanism: mechanism, user: name, password: secret.revealed)
    }
}
