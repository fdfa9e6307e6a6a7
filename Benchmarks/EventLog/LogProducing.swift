import EventLog
import EventLogKafka

/// Sends events through the log.
enum LogProducing {
    /// As many tasks as events are to be in flight, each of which sends one after the other.
    static func run(_ load: Load, inFlight: Int) async throws -> Double {
        try await withLog(load) { producer in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<inFlight {
                    group.addTask {
                        let value = [UInt8](repeating: 7, count: load.size)
                        for index in stride(from: task, to: load.count, by: inFlight) {
                            try await producer.send(Event(topic: load.topic, key: "\(index)", value: value))
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    /// Four tasks, each of which sends many events a call.
    static func batches(of size: Int, _ load: Load) async throws -> Double {
        try await withLog(load) { producer in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<4 {
                    group.addTask {
                        let value = [UInt8](repeating: 7, count: load.size)
                        for start in stride(from: task * size, to: load.count, by: 4 * size) {
                            let events = (start..<start + size).map {
                                Event(topic: load.topic, key: "\($0)", value: value)
                            }
                            _ = try await producer.send(events)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    private static func withLog(_ load: Load, _ body: (KafkaEventProducer) async throws -> Void) async throws -> Double
    {
        let log = try load.log()
        // Connecting is not measured.
        try await log.producer.send(Event(topic: load.topic, text: "first"))
        let start = ContinuousClock.now
        try await body(log.producer)
        let rate = load.rate(since: start)
        await log.close()
        return rate
    }
}
