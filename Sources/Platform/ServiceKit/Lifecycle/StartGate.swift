/// Holds a part back until the one before it has started. Opens once.
final class StartGate: Sendable {
    private let opening = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    func open() {
        opening.continuation.yield()
        opening.continuation.finish()
    }

    /// Waits for the opening. For one caller, once.
    /// - Returns: `false` where the caller was cancelled first.
    func pass() async -> Bool {
        await opening.stream.first { _ in true } != nil
    }
}
