import Clocks
import QueueConsole
import TaskQueue
import Testing

@Suite("The report on tasks")
struct TaskReportTests {
    private func list(_ tasks: [TaskInfo], _ state: TaskState, page: Int = 1, pageSize: Int = 30) -> TaskListReport {
        TaskListReport(queue: "default", state: state, page: page, pageSize: pageSize, tasks: tasks)
    }

    @Test("says when scheduled tasks are due")
    func scheduled() {
        let task = TaskInfo.sample(.scheduled) { $0.nextProcessAt = now + .seconds(185) }
        #expect(
            list([task], .scheduled).text == """
                id    type                        due           payload
                HSO1  defer:homestay_order:close  in 3 min 5 s  {"Sn":"HSO1"}
                """)
    }

    @Test("says why archived tasks failed, and that there may be more of them")
    func archived() {
        let task = TaskInfo.sample(.archived) {
            $0.message.retryCount = 25
            $0.message.lastError = "no such\norder"
            $0.message.lastFailedAt = now - .seconds(7200)
        }
        #expect(
            list([task], .archived, pageSize: 1).text == """
                id    type                        retried  failed   error          payload
                HSO1  defer:homestay_order:close    25/25  2 h ago  no such·order  {"Sn":"HSO1"}

                There may be more: --page 2
                """)
    }

    @Test("marks active tasks whose worker is gone")
    func orphaned() {
        #expect(list([.sample(.active) { $0.isOrphaned = true }], .active).text.contains("its worker is gone"))
        #expect(!list([.sample(.active)], .active).text.contains("its worker is gone"))
    }

    @Test("has something to say in every state", arguments: TaskState.allCases)
    func everyState(_ state: TaskState) throws {
        #expect(list([.sample(state)], state).text.contains("HSO1"))
        #expect(list([], state).text == "There are no \(state.rawValue) tasks in the queue «default».")
        #expect(
            list([], state, page: 3).text == "Page 3 of the \(state.rawValue) tasks in the queue «default» is empty.")
        #expect(try list([], state).json().hasSuffix(#""page":1,"pageSize":30,"tasks":[]}"#))
    }

    @Test("of one task tells everything that is known of it, line by line")
    func one() {
        let task = TaskInfo.sample(.retry) {
            $0.nextProcessAt = now + .seconds(60)
            $0.crashCount = 1
            $0.message.headers = ["traceparent": "00-1", "a": "b"]
            $0.message.retryCount = 2
            $0.message.group = "mail"
            $0.message.deadline = now + .seconds(3600)
            $0.message.lastError = "first\nsecond"
            $0.message.lastFailedAt = now - .seconds(5)
        }
        #expect(
            TaskReport(task: task).text == """
                id        HSO1
                type      defer:homestay_order:close
                queue     default
                state     retry
                due       2030-01-02 11:05:05 +08:00, in 1 min
                payload   {"Sn":"HSO1"}
                headers   a: b
                          traceparent: 00-1
                retries   2 of 25
                crashes   1 worker died running it
                timeout   30 min
                deadline  2030-01-02 12:04:05 +08:00, in 1 h
                group     mail
                failed    2030-01-02 11:04:00 +08:00, 5 s ago
                error     first
                          second
                """)
    }

    @Test("shows a payload that is no text in hexadecimal digits", arguments: [[0xFF, 0x00, 0x41] as [UInt8], [0x1B]])
    func binary(_ payload: [UInt8]) throws {
        let report = TaskReport(task: .sample { $0.message.payload = payload })
        let isLong = payload.count == 3
        #expect(report.text.contains(isLong ? "0000  ff 00 41 " : "0000  1b "))
        #expect(report.text.contains(isLong ? "··A" : "·"))
        let json = try report.json()
        #expect(json.contains(isLong ? #""payload":"ff0041","payloadEncoding":"hex""# : #""payload":"1b""#))
    }

    @Test("keeps an endless payload to what a person reads, and gives machines all of it")
    func long() throws {
        let text = TaskReport(task: .sample { $0.message.payload = Array(repeating: 0x61, count: 1 << 20) })
        #expect(text.text.contains("… and 1044480 bytes more"))
        #expect(try text.json().utf8.count > 1 << 20)
        let bytes = TaskReport(task: .sample { $0.message.payload = Array(repeating: 0, count: 1000) })
        #expect(bytes.text.contains("… and 488 bytes more"))
        #expect(bytes.text.contains("01f0  00 00"))
    }

    @Test("tells an empty payload, and none of what is not there")
    func empty() throws {
        let text = TaskReport(task: .sample { $0.message.payload = [] }).text
        #expect(text.contains("payload  (empty)"))
        for label in ["headers", "group", "error", "result", "deadline", "crashes"] { #expect(!text.contains(label)) }
    }

    @Test("gives machines every field, null where there is nothing")
    func json() throws {
        let task = TaskInfo.sample(.completed) {
            $0.result = Array("done".utf8)
            $0.message.completedAt = now
            $0.message.retention = .milliseconds(1500)
        }
        #expect(
            try TaskReport(task: task).json() == """
                {"id":"HSO1","type":"defer:homestay_order:close","queue":"default","state":"completed",\
                "payload":"{\\"Sn\\":\\"HSO1\\"}","payloadEncoding":"text","headers":{},"maxRetry":25,"retried":0,\
                "timeoutSeconds":1800,"deadline":null,"retentionSeconds":1.5,"group":null,"uniqueKey":null,\
                "nextProcessAt":null,"lastError":null,"lastFailedAt":null,"completedAt":"2030-01-02T03:04:05.000Z",\
                "result":"done","resultEncoding":"text","orphaned":false,"crashes":0}
                """)
    }

    @Test("lets nothing in a task move the cursor")
    func hostile() {
        let task = TaskInfo.sample(.archived) {
            let text = "\u{1B}]0;owned\u{7}\u{9B}2J\r"
            $0.message.id = text
            $0.message.type = text
            $0.message.payload = Array(text.utf8)
            $0.message.headers = [text: text]
            $0.message.lastError = text
            $0.message.group = text
            $0.message.uniqueKey = text
            $0.result = Array(text.utf8)
        }
        for text in [TaskReport(task: task).text, list([task], .archived).text] {
            #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
        }
    }
}
