import CKafka
import Foundation

/// Sends messages by librdkafka alone, from one thread, with the settings that the event log uses.
enum PlainProducing {
    static func run(_ load: Load, inFlight: Int) async throws -> Double {
        try await onThread { try send(load, inFlight: inFlight) }
    }

    /// Fills the topic, for those that read it.
    static func fill(_ load: Load) async throws {
        _ = try await run(load, inFlight: 10_000)
    }

    private static func send(_ load: Load, inFlight: Int) throws -> Double {
        let configuration = try plainConfiguration([
            "bootstrap.servers": load.brokers, "enable.idempotence": "true", "acks": "all", "linger.ms": "0",
            "sticky.partitioning.linger.ms": "0", "partitioner": "murmur2_random",
        ])
        rd_kafka_conf_set_events(configuration, RD_KAFKA_EVENT_DR)
        let client = try plainClient(RD_KAFKA_PRODUCER, configuration)
        let queue = rd_kafka_queue_get_main(client)
        defer {
            rd_kafka_queue_destroy(queue)
            rd_kafka_destroy(client)
        }
        var underWay = 0
        func takeReports() throws {
            guard let event = rd_kafka_queue_poll(queue, 10_000) else { throw BenchmarkError("no report came") }
            while let message = rd_kafka_event_message_next(event) {
                guard message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR else {
                    throw BenchmarkError("a message was lost")
                }
                underWay -= 1
            }
            rd_kafka_event_destroy(event)
        }
        let value = [UInt8](repeating: 7, count: load.size)
        func produce(_ index: Int) throws {
            var key = "\(index)"
            let code = key.withUTF8 { key in
                value.withUnsafeBytes { value in
                    ckafka_produce(
                        client, load.topic, key.baseAddress, key.count, value.baseAddress, value.count, nil, nil)
                }
            }
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw BenchmarkError("a message was refused") }
            underWay += 1
        }
        // Connecting is not measured. Where the topic is to be read, there is one event more than counted.
        try produce(0)
        while underWay > 0 { try takeReports() }
        let start = ContinuousClock.now
        for index in 0..<load.count {
            while underWay >= inFlight { try takeReports() }
            try produce(index)
        }
        while underWay > 0 { try takeReports() }
        return load.rate(since: start)
    }
}

/// Runs what blocks on a thread of its own.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}

func plainConfiguration(_ properties: [String: String]) throws -> OpaquePointer? {
    let configuration = rd_kafka_conf_new()
    for (name, value) in properties {
        guard rd_kafka_conf_set(configuration, name, value, nil, 0) == RD_KAFKA_CONF_OK else {
            throw BenchmarkError("\(name) is refused")
        }
    }
    return configuration
}

func plainClient(_ type: rd_kafka_type_t, _ configuration: OpaquePointer?) throws -> OpaquePointer {
    guard let client = rd_kafka_new(type, configuration, nil, 0) else { throw BenchmarkError("no client") }
    return client
}

struct BenchmarkError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
