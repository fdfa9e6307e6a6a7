public import EventLog
public import MqueueContract
public import TaskQueue

/// mqueue-rpc: the one door to the task queue and the event log.
public struct MqueueRPCServer: Sendable {
    /// `pb.mqueue`.
    public let mqueue: any Pb_mqueue.ServiceProtocol

    /// - Parameter closeAfter: how long an order may stay unpaid.
    public init(tasks: TaskQueueClient, events: any EventProducer, closeAfter: Duration) {
        mqueue = MqueueService(tasks: tasks, events: events, closeAfter: closeAfter)
    }
}
