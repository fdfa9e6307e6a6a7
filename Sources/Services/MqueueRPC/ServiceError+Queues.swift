import EventLog
import ServiceKit
import TaskQueue

extension ServiceError {
    init(queue error: TaskQueueError) {
        switch error.code {
        case .invalidOption, .invalidPayload: self.init(.parameter, error.message, cause: error)
        case .unavailable: self.init(.unavailable, "the task queue is not available, try again", cause: error)
        default: self.init(.server, "internal error", cause: error)
        }
    }

    init(events error: EventLogError) {
        switch error.code {
        case .invalidArgument, .eventTooLarge: self.init(.parameter, error.message, cause: error)
        case _ where error.isRetryable:
            self.init(.unavailable, "the event log is not available, try again", cause: error)
        default: self.init(.server, "internal error", cause: error)
        }
    }
}
