import TestSupport

/// Something that happens once, and that a test waits for.
struct Signal: Sendable {
    private let happened = Collector<Bool>()

    func fire() { happened.append(true) }

    func wait() async { await happened.wait(for: 1) }
}
