import CKafka

/// An error of librdkafka or of a broker, by the name that librdkafka gives it.
public struct KafkaError: Error, Sendable, Hashable, CustomStringConvertible {
    /// `_TRANSPORT`, `NOT_ENOUGH_REPLICAS` and so on; those of librdkafka itself begin with an underscore.
    public let name: String
    /// What it says, in a few words.
    public let reason: String

    init(_ code: rd_kafka_resp_err_t, reason: String? = nil) {
        name = String(cString: rd_kafka_err2name(code))
        self.reason = reason ?? String(cString: rd_kafka_err2str(code))
    }

    public var description: String { "\(reason) (\(name))" }
}
