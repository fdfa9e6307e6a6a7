import Clocks
import TaskQueue
import Testing

@testable import TaskQueueRedis

@Suite("keys are asynq's")
struct RedisKeysTests {
    @Test("of a queue and of all queues")
    func names() {
        let queue = QueueKeys("q1")
        let day = Timestamp(seconds: 1_893_553_445).dayName
        let names = [
            "active": queue.active, "aggregation_set": queue.aggregationSet("SET", of: "G"),
            "aggregation_sets": queue.aggregationSets, "all_queues": RedisKeys.queues,
            "all_schedulers": RedisKeys.schedulers, "all_servers": RedisKeys.servers,
            "all_workers": RedisKeys.workers, "archived": queue.archived, "cancel_channel": RedisKeys.cancellations,
            "completed": queue.completed, "failed_day": queue.failed(on: day), "failed_total": queue.failed,
            "group": queue.group("G"), "groups": queue.groups, "lease": queue.lease, "paused": queue.paused,
            "pending": queue.pending, "processed_day": queue.processed(on: day), "processed_total": queue.processed,
            "retry": queue.retry, "scheduled": queue.scheduled, "scheduler_entries": RedisKeys.scheduler("h:7:X"),
            "scheduler_history": RedisKeys.schedulerHistory("E"), "server_info": RedisKeys.server("h:7:S"),
            "task": queue.task("ID"), "workers": RedisKeys.workers("h:7:S"),
        ]
        #expect(names == VectorFile.shared.keyNames.keys)
    }

    @Test("of uniqueness locks; an empty payload counts as none, as asynq's clients give it")
    func uniqueKeys() {
        for vector in VectorFile.shared.uniqueKeys where vector.payloadIsNil || vector.payloadBase64 != "" {
            let digest = NewTask.digest(VectorBytes(base64: vector.payloadBase64).bytes)
            #expect(QueueKeys(vector.queue).unique(type: vector.type, digest: digest) == vector.uniqueKey)
        }
        #expect(NewTask.digest([]) == "")
    }

    @Test(
        "days are those of UTC",
        arguments: [
            (0, "1970-01-01"), (86_399, "1970-01-01"), (86_400, "1970-01-02"), (-1, "1969-12-31"),
            (1_709_164_800, "2024-02-29"), (1_709_251_199, "2024-02-29"), (1_709_251_200, "2024-03-01"),
        ])
    func days(seconds: Int64, name: String) {
        #expect(Timestamp(seconds: seconds).dayName == name)
    }

    @Test("no key of ours is one of asynq's")
    func own() {
        let queue = QueueKeys("q")
        let own = [
            queue.due, queue.unreadable, queue.claim("x"), queue.limited, queue.running("x"), queue.waiting("x"),
            queue.swept("x"), queue.rate("x"),
        ]
        let theirs = [
            queue.pending, queue.active, queue.lease, queue.scheduled, queue.retry, queue.archived, queue.completed,
            queue.paused, queue.processed, queue.failed, queue.groups, queue.aggregationSets,
        ]
        #expect(Set(own + theirs).count == own.count + theirs.count)
        #expect(own.allSatisfy { $0.hasPrefix("asynq:{q}:") })
    }
}
