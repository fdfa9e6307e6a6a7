import CKafka
import Logging
import Synchronization

/// What is wrong between a client and its cluster just now. It is logged when it begins, when it becomes worse and when
/// it is over, not with every attempt in between.
final class KafkaTrouble: Sendable {
    /// How bad it is.
    private enum Level: Int, Comparable {
        /// One broker cannot be reached; librdkafka works around it.
        case oneBroker
        /// No broker can be reached.
        case allBrokers
        /// The cluster does not let this client in, which time alone does not mend.
        case refused

        init(_ code: rd_kafka_resp_err_t) {
            switch code {
            case RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN: self = .allBrokers
            // A handshake that fails is a matter of settings: a certificate that is not trusted, a broker that does not
            // encrypt.
            case RD_KAFKA_RESP_ERR__AUTHENTICATION, RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED,
                RD_KAFKA_RESP_ERR__SSL:
                self = .refused
            default: self = .oneBroker
            }
        }

        static func < (first: Self, second: Self) -> Bool { first.rawValue < second.rawValue }
    }

    private struct State {
        var level: Level?
        var reason: String?
    }

    private let state = Mutex(State())
    /// Whether there is any trouble, so that success costs no lock while there is none.
    private let exists = Atomic(false)
    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
    }

    /// What the last attempt came to.
    var reason: String? { state.withLock { $0.reason } }

    /// Whether the cluster does not let this client in.
    var isRefusal: Bool { state.withLock { $0.level == .refused } }

    /// Takes notice of an error that a client's queue brought.
    func note(_ event: OpaquePointer) {
        let (code, text) = (rd_kafka_event_error(event), String(cString: rd_kafka_event_error_string(event)))
        let level = Level(code)
        let isNews = state.withLock { state in
            // «3/3 brokers are down» says less than why one of them is.
            if level != .allBrokers || state.reason == nil { state.reason = text }
            guard state.level.map({ $0 < level }) ?? true else { return false }
            state.level = level
            return true
        }
        exists.store(true, ordering: .relaxed)
        guard isNews else { return }
        logger.warning(
            "trouble with Kafka, it will be retried",
            metadata: ["error": "\(text)", "code": "\(KafkaError(code).name)"])
    }

    /// Takes notice that the cluster did what it was asked for.
    func succeeded() {
        guard exists.load(ordering: .relaxed) else { return }
        exists.store(false, ordering: .relaxed)
        let level = state.withLock { state in
            defer { state = State() }
            return state.level
        }
        if level != nil { logger.notice("Kafka answers again") }
    }
}
