import CPostgreSQL
import Logging

/// Writes the server's warnings to the log; libpq would print them.
final class NoticeLog {
    private let logger: Logger

    init(_ logger: Logger) {
        self.logger = logger
    }

    /// The log must outlive the connection.
    func receive(from handle: OpaquePointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        PQsetNoticeProcessor(
            handle,
            { context, text in
                guard let context, let text else { return }
                Unmanaged<NoticeLog>.fromOpaque(context).takeUnretainedValue().write(String(cString: text))
            }, context)
    }

    private func write(_ text: String) {
        logger.warning(
            "PostgreSQL warns", metadata: ["notice": "\(text.split(separator: "\n").joined(separator: "; "))"])
    }
}
