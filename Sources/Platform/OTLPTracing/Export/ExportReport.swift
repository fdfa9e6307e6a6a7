import Logging

/// Logs how sending goes: once when it begins to fail and once when it goes well again, however many batches there are
/// in between.
struct ExportReport {
    let logger: Logger
    private var lost = 0
    private var isDropping = false

    init(logger: Logger) {
        self.logger = logger
    }

    mutating func note(failed count: Int, because reason: String) {
        if lost == 0 {
            logger.warning(
                "the trace collector takes no spans, they are lost until it does",
                metadata: ["spans": "\(count)", "reason": "\(reason)"])
        } else {
            logger.debug("spans were lost", metadata: ["spans": "\(count)", "reason": "\(reason)"])
        }
        lost += count
    }

    /// Notes that the collector took spans, and how many of them it threw away.
    mutating func note(rejected count: Int, because reason: String) {
        if lost > 0 {
            logger.notice("the trace collector takes spans again", metadata: ["lost": "\(lost)"])
            lost = 0
        }
        guard count > 0 || !reason.isEmpty else { return }
        logger.warning(
            "the trace collector rejects spans", metadata: ["spans": "\(count)", "reason": "\(reason)"])
    }

    mutating func note(dropped count: Int) {
        if count > 0, !isDropping {
            logger.warning("spans are dropped, the queue is full", metadata: ["spans": "\(count)"])
        }
        isDropping = count > 0
    }
}
