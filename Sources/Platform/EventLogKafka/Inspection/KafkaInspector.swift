import CKafka
import EventLog
import Logging

/// The client that asks the cluster questions, one after the other, on its own thread.
final class KafkaInspector: Sendable {
    private let thread: ClientThread
    private let timeout: Duration

    /// - Throws: ``EventLogError`` with the code `invalidArgument` for a setting that librdkafka refuses.
    init(_ configuration: KafkaConfiguration, logger: Logger) throws(EventLogError) {
        timeout = configuration.requestTimeout
        let handle = try KafkaHandle(
            .consumer, properties: configuration.commonProperties + configuration.inspectorProperties, events: 0)
        thread = ClientThread(handle, logger: logger)
        thread.start(name: "kafka-inspector", handler: nil)
    }

    /// Asks a question.
    /// - Parameter timeout: how long each request may take; the configuration's if none is given.
    func ask<Answer: Sendable>(
        within timeout: Duration? = nil,
        _ question: @escaping @Sendable (KafkaCluster) throws(EventLogError) -> Answer
    ) async throws(EventLogError) -> Answer {
        let (trouble, timeout) = (thread.trouble, timeout ?? self.timeout)
        return try await thread.run { handle throws(EventLogError) in
            try question(KafkaCluster(handle: handle, trouble: trouble, timeout: timeout))
        }
    }

    /// Ends after the questions that were asked.
    func stop() {
        thread.stop()
    }

    /// Returns when the client is gone.
    func waitUntilStopped() async {
        await thread.waitUntilStopped()
    }
}
