/// Where tasks are kept.
enum QueueBackendName: String, CaseIterable, Sendable {
    case embedded, redis
}

/// Who takes payments. There is one at a time, so the sandbox never stands beside a real one.
enum PaymentProviderName: String, CaseIterable, Sendable {
    case sandbox
}
