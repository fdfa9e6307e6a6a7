public import Logging
public import Metrics
public import ServiceLifecycle

/// Takes tasks from a broker and runs their handlers.
///
/// A worker also does its share of the queues' upkeep: it makes due tasks pending, aggregates groups where it is told
/// how, recovers the tasks of crashed workers and deletes what is no longer kept. Any number of workers may serve the
/// same queues.
///
/// On graceful shutdown it takes no more tasks, waits up to the shutdown timeout for those that run, and puts the
/// rest back to the front of their queues, their retry count unchanged; then their handlers are cancelled, and
/// ``run()`` returns when they have returned. When ``run()`` is cancelled it does the same without waiting first.
public struct TaskWorker: Service {
    private let broker: any Broker
    private let router: TaskRouter
    private let configuration: Configuration
    private let metricsFactory: (any MetricsFactory)?
    private let logger: Logger

    /// - Parameter metricsFactory: where its figures go; the one that the process has installed if none is given.
    /// - Throws: ``TaskQueueError`` with the code `invalidOption`, which names the setting.
    public init(
        broker: any Broker,
        router: TaskRouter,
        configuration: Configuration = .init(),
        metricsFactory: (any MetricsFactory)? = nil,
        logger: Logger
    ) throws(TaskQueueError) {
        try configuration.validate()
        self.broker = broker
        self.router = router
        self.configuration = configuration
        self.metricsFactory = metricsFactory
        self.logger = logger
    }

    public func run() async throws {
        let run = WorkerRun(
            broker: broker, router: router, configuration: configuration,
            metrics: WorkerMetrics(factory: metricsFactory ?? MetricsSystem.factory), logger: logger)
        await withGracefulShutdownHandler {
            await run.run()
        } onGracefulShutdown: {
            run.stop()
        }
    }
}
