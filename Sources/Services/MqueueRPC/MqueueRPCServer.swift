public import EventLog
public import GRPCCore
public import TaskQueue

/// mqueue-rpc: the one door to the task queue and the event log.
public struct MqueueRPCServer: Sendable {
    /// What it serves over gRPC.
    public let services: [any RegistrableRPCService]

    /// - Parameter closeAfter: how long an order may stay unpaid.
    public init(tasks: TaskQueueClient, events: any EventProducer, closeAfter: Duration) {
        services = [MqueueService(tasks: tasks, events: events, closeAfter: closeAfter)]
    }
}
