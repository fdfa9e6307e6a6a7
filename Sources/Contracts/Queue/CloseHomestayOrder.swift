public import TaskQueue

/// The task that closes an order which is still unpaid when it runs. Its id is the order's number.
public struct CloseHomestayOrder: TaskPayload, Hashable {
    public static let taskType = "defer:homestay_order:close"
    /// The older name, under which peers may still enqueue it.
    public static let formerTaskType = "homestay:order:close"

    /// The order's number.
    public let sn: String

    public init(sn: String) {
        self.sn = sn
    }

    enum CodingKeys: String, CodingKey {
        case sn = "Sn"
    }
}
