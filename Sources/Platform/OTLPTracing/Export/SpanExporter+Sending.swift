import AsyncHTTPClient
import Clocks
import Logging
import Resilience
import ServiceLifecycle

extension SpanExporter {
    /// Sends what comes, until there is nothing more to come or the task is cancelled.
    func export(through client: HTTPClient) async {
        var report = ExportReport(logger: logger)
        await withTaskGroup(of: Void.self) { ticker in
            ticker.addTask { await self.tick() }
            for await _ in queue.wakes {
                await sendAll(through: client, &report)
            }
            ticker.cancelAll()
        }
        // What ended while the last batch was under way.
        await sendAll(through: client, &report)
    }

    /// Has spans sent that no one came to fill a batch with.
    private func tick() async {
        while !Task.isCancelled {
            do { try await clock.sleep(for: configuration.delay) } catch { return }
            if queue.count > 0 { queue.wake() }
        }
    }

    private func sendAll(through client: HTTPClient, _ report: inout ExportReport) async {
        while !Task.isCancelled {
            let spans = queue.take(upTo: configuration.batchSize)
            guard !spans.isEmpty else { break }
            await send(spans, through: client, &report)
        }
        report.note(dropped: metrics.takeDropped())
    }

    /// Sends a batch, again after a failure that may pass, until it is there or given up.
    private func send(_ spans: [SpanRecording], through client: HTTPClient, _ report: inout ExportReport) async {
        let body = TraceRequest(resource: resource, spans: spans).bytes
        var failures = 0
        while true {
            let answer = await ask(client, body)
            switch answer {
            case .taken(let response):
                let rejected = min(response.rejected, spans.count)
                metrics.exported(spans.count - rejected)
                if rejected > 0 { metrics.failed(rejected) }
                return report.note(rejected: rejected, because: response.message)
            case .refused(let reason):
                metrics.failed(spans.count)
                return report.note(failed: spans.count, because: reason)
            case .failed(let reason, let retryAfter):
                failures += 1
                // While stopping there is no time for pauses: others may still be taken.
                guard failures < configuration.attempts, !Task.isCancelled,
                    await pause(retryAfter ?? backoff.pause(afterFailures: failures))
                else {
                    metrics.failed(spans.count)
                    return report.note(failed: spans.count, because: reason)
                }
            }
        }
    }

    /// Waits; `false` where the process is to stop, or begins to while it waits.
    private func pause(_ duration: Duration) async -> Bool {
        do {
            try await cancelWhenGracefulShutdown { try await self.clock.sleep(for: duration) }
            return !Task.isShuttingDownGracefully && !Task.isCancelled
        } catch {
            return false
        }
    }
}
