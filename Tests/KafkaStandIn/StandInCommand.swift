import CKafka
import Clocks

/// A line of the input.
enum StandInCommand {
    case set(broker: Int?, isUp: Bool)
    case delay(broker: Int?, milliseconds: Int)
    case fail(RequestKind, rd_kafka_resp_err_t, count: Int)
    case topicError(String, rd_kafka_resp_err_t)
    case topic(TopicSpecification)
    case leader(topic: String, partition: Int, broker: Int)
    case coordinator(group: String, broker: Int)

    static let summary = """
        down BROKER    close a broker's connections and take none; all for every one
        up BROKER      take connections again
        rtt BROKER DURATION
                       delay each answer of a broker: rtt 1 200ms, rtt all 0ms
        error REQUEST ERROR [COUNT]
                       fail the next requests: error produce NOT_ENOUGH_REPLICAS 3
        topic NAME:PARTITIONS
                       make a topic
        topic-error NAME ERROR
                       answer questions for a topic with an error, or NO_ERROR
        leader TOPIC PARTITION BROKER
                       give a partition another leader
        coordinator GROUP BROKER
                       give a group another coordinator
        """

    /// - Throws: ``StandInError``, which says what is wrong with the line.
    init(_ line: String) throws {
        let words = line.split(whereSeparator: \.isWhitespace)
        switch (words.first, words.count) {
        case ("down", 2): self = .set(broker: try Self.broker(words[1]), isUp: false)
        case ("up", 2): self = .set(broker: try Self.broker(words[1]), isUp: true)
        case ("rtt", 3):
            self = .delay(broker: try Self.broker(words[1]), milliseconds: try Self.milliseconds(words[2]))
        case ("error", 3): self = .fail(try RequestKind(words[1]), try Self.error(words[2]), count: 1)
        case ("error", 4):
            self = .fail(
                try RequestKind(words[1]), try Self.error(words[2]),
                count: try Self.number(words[3], 1...10_000, "a count"))
        case ("topic", 2): self = .topic(try TopicSpecification(String(words[1])))
        case ("topic-error", 3): self = .topicError(String(words[1]), try Self.error(words[2]))
        case ("leader", 4):
            self = .leader(
                topic: String(words[1]), partition: try Self.number(words[2], 0...9_999, "a partition"),
                broker: try Self.number(words[3], 1...100, "a broker"))
        case ("coordinator", 3):
            self = .coordinator(group: String(words[1]), broker: try Self.number(words[2], 1...100, "a broker"))
        default:
            throw StandInError(
                """
                «\(line)» is no command: there are down, up, rtt, error, topic, topic-error, leader and coordinator, \
                which --help explains
                """)
        }
    }

    func run(on cluster: MockCluster) throws {
        switch self {
        case .set(let broker, let isUp): try cluster.set(broker, isUp: isUp)
        case .delay(let broker, let milliseconds): try cluster.delay(broker, milliseconds: milliseconds)
        case .fail(let request, let error, let count): cluster.fail(request, error, count: count)
        case .topicError(let topic, let error): cluster.fail(topic: topic, error)
        case .topic(let topic): try cluster.create(topic)
        case .leader(let topic, let partition, let broker): try cluster.lead(topic, partition, broker: broker)
        case .coordinator(let group, let broker): try cluster.coordinate(group, broker: broker)
        }
    }

    /// `nil` for all.
    private static func broker(_ text: Substring) throws -> Int? {
        text == "all" ? nil : try number(text, 1...100, "a broker")
    }

    private static func number(_ text: Substring, _ range: ClosedRange<Int>, _ what: String) throws -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw StandInError("«\(text)» is no \(what.dropFirst(2)): it is \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private static func milliseconds(_ text: Substring) throws -> Int {
        guard let duration = Duration(text: String(text)), duration <= .seconds(60) else {
            throw StandInError("«\(text)» is no delay: it reads 200ms or 2s, at most 60s")
        }
        return Int(duration.wholeNanoseconds / 1_000_000)
    }

    /// An error by the name that librdkafka gives it.
    private static func error(_ name: Substring) throws -> rd_kafka_resp_err_t {
        var (descriptions, count): (UnsafePointer<rd_kafka_err_desc>?, Int) = (nil, 0)
        rd_kafka_get_err_descs(&descriptions, &count)
        let known = UnsafeBufferPointer(start: descriptions, count: count)
        guard let found = known.first(where: { $0.name.map { String(cString: $0) } == String(name) }) else {
            throw StandInError("there is no error «\(name)»: NOT_ENOUGH_REPLICAS and _TRANSPORT are two of many")
        }
        return found.code
    }
}
