import Metrics
import TestSupport
import Testing

@testable import TaskQueue

@Suite("a counter that follows a total")
struct TotalCounterTests {
    @Test("counts what has come, also since the total began anew")
    func total() {
        let metrics = RecordedMetrics()
        var counter = TotalCounter(Counter(label: "c", factory: metrics))
        for total: Int64 in [5, 5, 9, 2] { counter.advance(to: total) }
        #expect(metrics.values("c{}") == [5, 5, 9, 11])
    }
}
