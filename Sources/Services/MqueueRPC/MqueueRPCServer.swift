public import Clocks
public import EventLog
public import MqueueContract
public import TaskQueue

/// mqueue-rpc: the one door to the task queue and the event log.
public struct MqueueRPCServer: Sendable {
    /// `pb.mqueue`.
    public let mqueue: any Pb_mqueue.ServiceProtocol
    /// `pb.mqueueBatch`.
    public let batch: any Pb_mqueueBatch.ServiceProtocol

    /// - Parameter closeAfter: how long an order may stay unpaid.
    public init(
        tasks: TaskQueueClient, events: any EventProducer, closeAfter: Duration,
        clock: any WallClock = SystemWallClock()
    ) {
        mqueue = MqueueService(tasks: tasks, events: events, closeAfter: closeAfter)
        batch = MqueueBatchService(
            closing: OrderCloseBatch(tasks: tasks, closeAfter: closeAfter, clock: clock),
            publishing: PaymentStatusBatch(events: events))
    }
}
