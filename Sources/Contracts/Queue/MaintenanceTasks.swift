public import TaskQueue

/// The periodic task that closes the unpaid orders which the queue forgot.
public struct SweepUnpaidOrders: TaskPayload, Hashable {
    public static let taskType = "schedule:homestay_order:sweep"

    public init() {}
}

/// The periodic task that expires the paid orders whose departure day passed unused.
public struct ExpirePaidOrders: TaskPayload, Hashable {
    public static let taskType = "schedule:homestay_order:expire"

    public init() {}
}
