public import EventLog
public import Logging
public import OrderContract
public import PaymentContract
public import ServiceLifecycle
public import TaskQueue

/// order-mq: closes unpaid orders when their task is due, and applies payment events to orders.
public struct OrderMQWorkers: Sendable {
    /// What it runs: a worker of the task queue and a processor of events.
    public let background: [any Service]

    /// - Parameters:
    ///   - consumer: a member of the group `payment-update-paystatus-group`.
    ///   - concurrency: how many tasks run at a time.
    /// - Throws: `TaskQueueError` or `EventLogError` for settings out of range.
    public init(
        orders: any Pb_order.ClientProtocol, maintenance: any Pb_orderMaintenance.ClientProtocol,
        payments: any Pb_payment.ClientProtocol, broker: any Broker, consumer: any EventConsumer,
        deadLetters: any EventProducer, concurrency: Int, logger: Logger
    ) throws {
        var configuration = TaskWorker.Configuration(
            queues: ["critical": 6, "default": 3, "low": 1], concurrency: concurrency)
        configuration.onError = { error, message in
            logger.warning(
                "a task failed",
                metadata: ["task": "\(message.id)", "type": "\(message.type)", "error": "\(error)"])
        }
        let events = PaymentEvents(orders: orders, payments: payments, logger: logger)
        background = [
            try TaskWorker(
                broker: broker, router: OrderClosing(orders: orders, maintenance: maintenance).router,
                configuration: configuration, logger: logger),
            try EventProcessor(consumer: consumer, deadLetters: deadLetters, logger: logger) { record in
                try await events.handle(record)
            },
        ]
    }
}
