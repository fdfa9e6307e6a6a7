import TestSupport
import Testing

extension EndToEnd {
    @Suite("The metrics of the queue")
    struct QueueMetricsTests {
        @Test("are served by the process that works on it, on either backend", arguments: QueuePlace.allCases)
        func served(_ place: QueuePlace) async throws {
            try await place.with { settings in
                let settings = settings.merging(["ORDER_CLOSE_AFTER": "500ms"]) { $1 }
                try await Installation.with(settings) { installation in
                    let guest = try await installation.guest()
                    let first = try await installation.serve()
                    _ = try await first.api.place(Wish(), as: guest)
                    let labels = #"queue="default",type="defer:homestay_order:close",le="+Inf""#
                    try await eventually("the task's run is measured") {
                        try await first.metrics().contains("asynq_task_run_seconds_bucket{\(labels)} 1\n")
                    }
                    try expectHelp(in: try await first.metrics())
                    try await first.stop()

                    // A queue is made by its first task. A process that finds it looks into it at once.
                    let second = try await installation.serve()
                    try await eventually("the queue is sampled") {
                        try await second.metrics().contains(#"asynq_queue_size{queue="default"}"#)
                    }
                    try expectHelp(in: try await second.metrics())
                    try await second.stop()
                }
            }
        }

        /// Expects that each metric of the queue is described. Where nobody does, its help is its name.
        private func expectHelp(in document: String) throws {
            let lines = document.split(separator: "\n").filter { $0.hasPrefix("# HELP asynq_") }
            #expect(!lines.isEmpty)
            for line in lines {
                let parts = line.split(separator: " ", maxSplits: 3)
                try #require(parts.count == 4, "\(line)")
                #expect(parts[3] != parts[2], "\(line)")
            }
        }
    }
}
